"""The chain of events: proved, tampered with, erased from."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.people.queries import find_account
from stocktake_web.audit import ObjectRef, record
from stocktake_web.audit.actions import NotInTransactionError, erase_values
from stocktake_web.audit.models import AppendOnlyError, Chain, Event, EventValues
from stocktake_web.audit.queries import read_event
from stocktake_web.audit.verify import verify, verify_all

ACTIVITY = ObjectRef("plan.activity", "reading-mentors")


def breaks() -> list[str]:
    return [str(chain_break) for proof in verify_all() for chain_break in proof.breaks]


def note(area: Area, **values: object) -> Event:
    with transaction.atomic():
        return record(area=area, actor=None, verb="change", obj=ACTIVITY, values=values)


def by_hand(sql: str, *values: object) -> None:
    """A change behind the application's back."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(db: None) -> None:
    with pytest.raises(NotInTransactionError):
        record(area=None, actor=None, verb="change", obj=ACTIVITY, values={})
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_event(area: Area) -> None:
    before = Event.objects.count()

    def fails_after_the_event() -> None:
        with transaction.atomic():
            record(area=area, actor=None, verb="change", obj=ACTIVITY, values={"title": "x"})
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        fails_after_the_event()
    assert Event.objects.count() == before
    assert breaks() == []


@pytest.mark.django_db
def test_who_did_what_when_and_why_is_told(area: Area, users: dict[str, User]) -> None:
    with transaction.atomic():
        event = record(
            area=area,
            actor=users["secretary"],
            verb="change",
            obj=ACTIVITY,
            values={"due": date(2026, 12, 1), "pupils": 214},
            reason="the school asked",
        )
    stored_event = read_event(Event.objects.get(pk=event.pk))
    assert stored_event.values == {"due": "2026-12-01", "pupils": 214, "reason": "the school asked"}
    assert (event.actor_id, event.actor_role) == (users["secretary"].pk, "secretary")
    assert event.at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    values=st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_whatever_is_recorded_is_read_back_and_proved(
    area: Area, values: dict[str, object]
) -> None:
    values = {name.replace("\0", ""): value for name, value in values.items()}
    event = note(area, **values)
    assert read_event(Event.objects.get(pk=event.pk)).values == json.loads(json.dumps(values))
    assert breaks() == []


@pytest.mark.django_db
def test_events_are_neither_changed_nor_removed_through_the_application(area: Area) -> None:
    event = note(area, title="one")
    for forbidden in (
        lambda: Event.objects.filter(pk=event.pk).update(verb="add"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.bulk_update([event], ["verb"]),
        lambda: event.delete(),
        lambda: event.save(),
    ):
        with pytest.raises(AppendOnlyError):
            forbidden()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE audit_event SET verb = 'add' WHERE id = %s", "was changed after"),
        ("UPDATE audit_event SET actor_id = 7 WHERE id = %s", "was changed after"),
        ("UPDATE audit_event SET object_id = 'x' WHERE id = %s", "was changed after"),
        ("UPDATE audit_event SET actor_role = 'clerk' WHERE id = %s", "was changed after"),
        ("DELETE FROM audit_event WHERE id = %s", "does not follow from the event before"),
        ("UPDATE audit_event SET number = 99 WHERE id = %s", "was changed after"),
    ],
)
def test_a_tampered_event_is_found(area: Area, sql: str, message: str) -> None:
    note(area, title="one")
    event = note(area, title="two")
    note(area, title="three")
    assert breaks() == []
    if sql.startswith("DELETE"):
        by_hand("DELETE FROM audit_eventvalues WHERE event_id = %s", event.pk)
    by_hand(sql, event.pk)
    assert any(message in text for text in breaks())


@pytest.mark.django_db
def test_a_changed_value_is_found(area: Area) -> None:
    event = note(area, title="one")
    content = EventValues.objects.get(pk=event.pk).content
    content["title"][1] = '"two"'
    by_hand(
        "UPDATE audit_eventvalues SET content = %s WHERE event_id = %s",
        json.dumps(content),
        event.pk,
    )
    assert breaks() == [f"area-{area.pk}, event 2: its value 'title' was changed"]


@pytest.mark.django_db
def test_a_value_that_was_taken_away_without_a_record_is_found(area: Area) -> None:
    event = note(area, title="one")
    by_hand("UPDATE audit_eventvalues SET content = %s WHERE event_id = %s", "{}", event.pk)
    assert "is gone, and no event tells of its erasure" in breaks()[0]


@pytest.mark.django_db
def test_a_tail_that_was_cut_off_is_found(area: Area) -> None:
    note(area, title="one")
    last = note(area, title="two")
    chain = Chain.objects.get(area=area)
    noted = f"{chain.key}:{chain.count}:{chain.head}"
    by_hand("DELETE FROM audit_eventvalues WHERE event_id = %s", last.pk)
    by_hand("DELETE FROM audit_event WHERE id = %s", last.pk)
    assert any("ends elsewhere" in text for text in breaks())
    by_hand("UPDATE audit_chain SET count = 2, head = %s WHERE id = %s", last.previous, chain.pk)
    assert any("seal" in text for text in breaks()), "whoever has no key cannot move the end"
    with pytest.raises(CommandError, match="is not there as it was noted"):
        call_command("verify_audit", expect=[noted], stdout=StringIO())


@pytest.mark.django_db
def test_an_event_that_somebody_added_is_found(area: Area) -> None:
    event = note(area, title="one")
    by_hand(
        "INSERT INTO audit_event (chain_id, number, at, actor_id, actor_role, verb, object_type,"
        " object_id, digests, previous, hash) SELECT chain_id, number + 1, at, 5, '', 'approve',"
        " object_type, object_id, digests, hash, hash FROM audit_event WHERE id = %s",
        event.pk,
    )
    assert any("was changed after it was recorded" in text for text in breaks())


@pytest.mark.django_db
def test_another_key_proves_nothing(area: Area, settings: object) -> None:
    note(area, title="one")
    settings.STOCKTAKE_AUDIT_KEY = "another"
    assert breaks()


@pytest.mark.django_db
def test_a_value_is_erased_and_the_chain_still_holds(area: Area) -> None:
    event = note(area, title="one", owner="Example Person")
    assert erase_values(event, ["owner", "no such"], actor=None, reason="asked") == 1
    assert erase_values(event, ["owner"], actor=None, reason="asked") == 0
    assert breaks() == []
    stored_event = read_event(Event.objects.get(pk=event.pk))
    assert stored_event.values == {"title": "one"}
    assert stored_event.erased_names == ("owner",)
    assert "Example Person" not in json.dumps(list(EventValues.objects.values_list("content")))


@pytest.mark.django_db
def test_equal_values_have_different_digests(area: Area) -> None:
    """Otherwise an erased name could be guessed from another event that still holds it."""
    one, two = note(area, owner="Example Person"), note(area, owner="Example Person")
    assert one.digests["owner"] != two.digests["owner"]


@pytest.mark.django_db
def test_each_place_has_a_chain_of_its_own(area: Area, other_area: Area) -> None:
    note(area, title="one")
    note(other_area, title="two")
    assert [proof.count for proof in verify_all()] == [2, 2]
    assert verify(Chain.objects.get(area=area)).breaks == ()


@pytest.mark.django_db
def test_the_command_prints_the_ends(area: Area) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    chain = Chain.objects.get(area=area)
    assert out.getvalue().splitlines() == [f"{chain.key}:1:{chain.head}"]


@pytest.mark.django_db
def test_a_person_is_exported_and_forgotten(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    secretary = users["secretary"]
    client = client_for("secretary")
    with transaction.atomic():
        record(
            area=area,
            actor=users["administrator"],
            verb="change",
            obj=ACTIVITY,
            values={"owner": f"ask {secretary.display_name}", "title": "Reading mentors"},
        )
    out = StringIO()
    call_command("export_person", secretary.email, stdout=out)
    export = json.loads(out.getvalue())
    assert export["account"][0]["email"] == secretary.email
    assert export["roles"][0]["role"] == Role.SECRETARY
    assert {"owner": "ask Example Secretary"} in [
        e["values"] for e in export["recorded about the person"]
    ]

    call_command("erase_person", secretary.email, reason="asked", yes=True, stdout=StringIO())
    assert breaks() == []
    assert find_account(secretary.email) is None
    assert client.get("/example-borough/dashboard/").status_code == 302
    for table in ("audit_eventvalues", "accounts_user", "account_emailaddress"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table}")
            rows = str(cursor.fetchall())
        assert secretary.email not in rows, table
        assert secretary.display_name not in rows, table
    assert read_event(Event.objects.get(object_id=ACTIVITY.id)).values == {
        "title": "Reading mentors"
    }
    page = client_for("administrator").get("/example-borough/dashboard/history/").content.decode()
    assert "erased" in page
    assert "Example Secretary" not in page


@pytest.mark.django_db
def test_erasing_asks_twice_and_does_not_repeat_the_name(users: dict[str, User]) -> None:
    email = users["clerk"].email
    with pytest.raises(CommandError, match="give --yes"):
        call_command("erase_person", email, reason="asked")
    with pytest.raises(CommandError, match="the reason names the person"):
        call_command("erase_person", email, reason="Example Clerk asked", yes=True)
    with pytest.raises(CommandError, match="no account has"):
        call_command("erase_person", "nobody@example.org", reason="asked", yes=True)
