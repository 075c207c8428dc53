"""A concern about an academy goes to the trust, to the Regional Director, and is replied to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from academy_rows import send_concern, worried
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, UNKNOWN

from stocktake_web.accounts.models import Area, Membership, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.academy_concerns.actions import (
    close_concern,
    reply_to_concern,
    report_to_director,
)
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernParty
from stocktake_web.schools.academy_concerns.queries import concern
from stocktake_web.schools.tasks import tasks

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def date_parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }


@pytest.fixture
def leader(users: dict[str, User]) -> User:
    """The trust leader of Harbour Academy's trust."""
    user = users["trust_leader"]
    Membership.objects.filter(user=user).update(body_id="trust-90001", school_urn="")
    return user


def test_from_a_page_without_agreement_to_the_reply_of_the_director(
    schools: dict[str, School], leader: User, clock: Any, client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    assert f"{BASE}{HARBOUR}/academy-concerns/add/" in text(
        officer.get(f"{BASE}{HARBOUR}/visits/add/")
    )
    values = {"concern": "Planted concern.", "evidence": "Two letters."}
    values |= date_parts("noticed_on", date(2026, 11, 2))
    saved = officer.post(f"{BASE}{HARBOUR}/academy-concerns/add/", values, follow=True)
    assert "Nobody else sees it" in text(saved)
    address = f"{BASE}academy-concerns/{AcademyConcern.objects.get().pk}/"
    trust = client_for("trust_leader")
    assert trust.get(address).status_code == 403
    assert client_for("head_of_service").get(address).status_code == 403
    assert "It was sent." in text(officer.post(f"{address}send/", {"version": "1"}, follow=True))
    clock.forward(days=5)
    # Who was away for days signs in again.
    officer, trust = client_for("improvement_officer"), client_for("trust_leader")
    assert "5 days without a reply" in text(officer.get(address))
    page = text(trust.get(f"{address}reply/"))
    assert "Planted concern." in page
    assert "required" not in page.lower()
    reply = trust.post(f"{address}reply/", {"text": "We looked into it."}, follow=True)
    assert "Your reply was kept" in text(reply)
    assert "The trust, 28 November 2026, 5 days after it was informed" in text(officer.get(address))
    step_values = {"version": "2", "director_reason": "It is not settled."}
    step_values |= date_parts("to_director_on", date(2026, 11, 28))
    assert "was informed" in text(officer.post(f"{address}report/", step_values, follow=True))
    assert "With the Regional Director: 0 days without a reply" in text(trust.get(address))
    clock.forward(days=3)
    officer, trust = client_for("improvement_officer"), client_for("trust_leader")
    values = {"text": "We write to the trust."} | date_parts("replied_on", date(2026, 12, 1))
    assert "was kept" in text(officer.post(f"{address}director/", values, follow=True))
    page = text(officer.get(f"{BASE}academy-concerns/"))
    assert "With the Regional Director: replied" in page
    assert trust.post(f"{address}director/", values).status_code == 403


@pytest.mark.parametrize(
    ("urn", "message"), [(OLD_MILL, "is no academy"), (UNKNOWN, "does not say who runs")]
)
def test_of_another_school_no_such_concern_is_recorded(
    schools: dict[str, School], client_for: Callable[[str], Client], urn: str, message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        worried(schools[urn], None)
    assert message in text(
        client_for("improvement_officer").get(f"{BASE}{urn}/academy-concerns/add/")
    )


def test_days_follow_each_other(schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError, match="today or in the past"):
        worried(schools[PIER], None, noticed_on=date(2026, 11, 24))
    draft = worried(schools[PIER], None)
    for day in (date(2026, 11, 22), date(2026, 11, 24)):
        row = send_concern(schools[PIER], None)
        with pytest.raises(ValidationError, match="not in the future"):
            report_to_director(
                actor=None, concern=row, day=day, reason="x", expected_version=row.version
            )
    with pytest.raises(ValidationError, match="after the trust was"):
        report_to_director(
            actor=None, concern=draft, day=date(2026, 11, 23), reason="x", expected_version=1
        )
    with pytest.raises(ValidationError, match="No reply is waited for"):
        reply_to_concern(
            actor=None, by_role="", concern=draft, party=ConcernParty.TRUST, text="x",
            replied_on=date(2026, 11, 23),
        )  # fmt: skip
    with pytest.raises(ValidationError, match="Only a concern that was sent"):
        close_concern(actor=None, concern=draft, outcome="x", expected_version=1)


def test_what_was_sent_and_replied_stays(area: Area, schools: dict[str, School]) -> None:
    row = send_concern(schools[PIER], None)
    with pytest.raises(ValidationError, match="stays as it is"):
        change(row, actor=None, values={"evidence": "Other."}, expected_version=row.version)
    reply_to_concern(
        actor=None, by_role="", concern=row, party=ConcernParty.TRUST, text="First.",
        replied_on=date(2026, 11, 23),
    )  # fmt: skip
    assert concern(area, row.pk).waits_on == ""
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE schools_concernreply SET text = 'x'")


def test_only_officers_and_the_trusts_leader_read_it(
    schools: dict[str, School], users: dict[str, User], leader: User,
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    harbour = send_concern(schools[HARBOUR], users["improvement_officer"])
    pier = send_concern(schools[PIER], users["improvement_officer"], concern="Planted other.")
    readers = {"analyst", "head_of_service", "improvement_officer", "trust_leader"}
    for role in users:
        client = client_for(role)
        expected = 200 if role in readers else 403
        assert client.get(f"{BASE}academy-concerns/{harbour.pk}/").status_code == expected, role
    trust = client_for("trust_leader")
    assert trust.get(f"{BASE}academy-concerns/{pier.pk}/").status_code == 403
    assert trust.post(f"{BASE}academy-concerns/{pier.pk}/reply/", {"text": "x"}).status_code == 403
    page = text(trust.get(f"/example-borough/dashboard/history/schools.academyconcern/{pier.pk}/"))
    assert "Pier Primary" not in page


def test_the_trust_has_a_task_until_it_replied(
    area: Area, schools: dict[str, School], leader: User, moment: Any
) -> None:
    row = send_concern(schools[HARBOUR], None)

    def words() -> list[str]:
        return [task.words for task in tasks(User.objects.get(pk=leader.pk), area, moment)]

    assert "Reply to the council’s concern about Harbour Academy" in words()
    reply_to_concern(
        actor=leader, by_role="", concern=row, party=ConcernParty.TRUST, text="x",
        replied_on=date(2026, 11, 23),
    )  # fmt: skip
    assert "Reply to the council’s concern about Harbour Academy" not in words()


def test_another_places_concern_is_not_found(
    other_area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    school = School.objects.create(
        area=other_area, urn="999092", name="Far Academy", type_group="academy"
    )
    row = send_concern(school, None)
    officer = client_for("improvement_officer")
    for step in ("", "change/", "send/", "report/", "reply/", "director/", "close/"):
        assert officer.get(f"{BASE}academy-concerns/{row.pk}/{step}").status_code == 404, step


def test_who_may_not_be_served_a_notice_is_led_to_a_concern(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client = client_for("improvement_officer")
    for page in ("powers/", "powers/notice/"):
        answer = text(client.get(f"{BASE}{HARBOUR}/{page}"))
        assert f"/schools/{HARBOUR}/academy-concerns/add/" in answer, page
        assert "Record a concern for its trust" in answer
