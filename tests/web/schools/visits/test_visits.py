"""A record goes from a draft to the head, to approval and a lock; nobody sees another's draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, agree
from visit_rows import DUE, TEXTS, approved, drafted, replied, send_draft

from stocktake_web.accounts.models import School, User
from stocktake_web.audit.models import Event
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.records.change import change
from stocktake_web.schools.accuracy.actions import record_silence
from stocktake_web.schools.accuracy.models import AccuracyPoint, AccuracyReply
from stocktake_web.schools.visits.actions import approve_visit, send_to_head, take_back
from stocktake_web.schools.visits.models import Visit, VisitSending
from stocktake_web.schools.visits.rules import accuracy_rule, earliest_due

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


def posted(**values: str) -> dict[str, str]:
    return (
        TEXTS
        | {"kind": "visit", "officers": "Improvement officer", "governors_invited": "2"}
        | {"governors_present": "1", "absence_reason": "The chair was ill."}
        | date_parts("visited_on", date(2026, 11, 16))
        | values
    )


def approve(row: Visit, actor: User) -> Visit:
    return approve_visit(
        actor=actor, by_role="Head of service", visit=row, expected_version=row.version
    )


def test_from_a_visit_to_a_locked_record(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer, head = client_for("improvement_officer"), client_for("headteacher")
    answer = officer.post(f"{BASE}{OLD_MILL}/visits/add/", posted(), follow=True)
    assert "Nobody else sees it" in text(answer)
    row = Visit.objects.get()
    address = f"{BASE}visits/{row.pk}/"
    action = {
        "text": "Read aloud each day.", "owner_role": "Head of English", "assignee": "",
        "success_measure": "Nine of ten forms.",
    } | date_parts("due", date(2026, 12, 18))  # fmt: skip
    assert "The action was added" in text(
        officer.post(f"{address}actions/add/", action, follow=True)
    )
    assert head.get(address).status_code == 403
    page = text(officer.get(f"{address}send/"))
    assert "7 December 2026, 10 school days from today" in page
    assert "practice of this service" in page
    assert "It was sent." in text(
        officer.post(
            f"{address}send/", {"version": "1"} | date_parts("reply_due", DUE), follow=True
        )
    )
    assert "The chair was ill." in text(head.get(address))
    answer = head.post(f"{address}reply/", {"version": "2", "answer": "accurate"}, follow=True)
    assert "Your reply was kept" in text(answer)
    assert "You wrote it" in text(officer.post(f"{address}approve/", {"version": "3"}))
    service = client_for("head_of_service")
    assert "approved and locked" in text(
        service.post(f"{address}approve/", {"version": "3"}, follow=True)
    )
    assert "Approved on 23 November 2026: Head of service" in text(head.get(address))
    verbs = Event.objects.filter(object_type="schools.visit").values_list("verb", flat=True)
    assert list(verbs) == ["record", "send", "take reply", "approve"]


def test_a_locked_record_is_only_added_to_and_nothing_typed_is_lost(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = approved(
        schools[OLD_MILL],
        users["improvement_officer"],
        users["headteacher"],
        users["head_of_service"],
    )
    officer, address = client_for("improvement_officer"), f"{BASE}visits/{row.pk}/"
    assert "What is new is added below it" in text(officer.get(f"{address}change/"))
    version = {"version": str(row.version)}
    answer = officer.post(f"{address}change/", posted(judgement="Typed with care.") | version)
    assert answer.status_code == 200
    assert "The record is locked since 23 November 2026" in text(answer)
    assert "Typed with care." in text(answer)
    assert f"{address}add/" in text(answer)
    assert Visit.objects.get().judgement == "Planted judgement."
    answer = officer.post(f"{address}add/", {"text": "Typed with care."}, follow=True)
    assert "It was added." in text(answer)
    assert "Typed with care." in text(client_for("headteacher").get(address))
    draft = drafted(schools[OLD_MILL], users["improvement_officer"])
    answer = officer.post(f"{BASE}visits/{draft.pk}/add/", {"text": "Too early."})
    assert "not locked" in text(answer)
    assert "Too early." in text(answer)


@pytest.mark.parametrize("blank", ["", "   \n "])
def test_without_evidence_nothing_is_sent_or_approved(
    schools: dict[str, School], users: dict[str, User], blank: str
) -> None:
    officer, head = users["improvement_officer"], users["headteacher"]
    row = drafted(schools[OLD_MILL], officer, evidence=blank)
    with pytest.raises(ValidationError, match="which evidence was seen"):
        send_to_head(actor=officer, visit=row, due=DUE, expected_version=1)
    waiting = replied(send_draft(schools[OLD_MILL], officer), head)
    Visit.objects.filter(pk=waiting.pk).update(evidence=blank)
    with pytest.raises(ValidationError, match="cannot be approved"):
        approve(Visit.objects.get(pk=waiting.pk), users["head_of_service"])


def test_a_head_disputes_a_point_and_it_is_answered_before_approval(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = send_draft(schools[OLD_MILL], users["improvement_officer"])
    head, officer = client_for("headteacher"), client_for("improvement_officer")
    address = f"{BASE}visits/{row.pk}/"
    answer = head.post(f"{address}reply/", {"version": "2", "answer": "inaccurate"})
    assert "Say in at least one part" in text(answer)
    reply_values = {"version": "2", "answer": "accurate", "evidence": "It was five lessons."}
    answer = head.post(f"{address}reply/", reply_values)
    assert "Choose “Some facts are inaccurate”" in text(answer)
    assert "It was five lessons." in text(answer)
    head.post(f"{address}reply/", reply_values | {"answer": "inaccurate"})
    point = AccuracyPoint.objects.get()
    assert point.passage == TEXTS["evidence"]
    waiting = Visit.objects.get()
    with pytest.raises(ValidationError, match="disputes a point"):
        approve(waiting, users["head_of_service"])
    with pytest.raises(ValidationError, match="has replied"):
        replied(waiting, users["headteacher"])
    new_values = posted(evidence="Five lessons.", version="3")
    assert "was changed" in text(officer.post(f"{address}change/", new_values, follow=True))
    decision_values = {"version": "1", "decision": "kept", "decision_reason": ""}
    assert "Say why the record stays" in text(
        officer.post(f"{BASE}visits/points/{point.pk}/", decision_values)
    )
    officer.post(f"{BASE}visits/points/{point.pk}/", decision_values | {"decision": "changed"})
    page = text(head.get(address))
    assert "The record was changed" in page
    assert "As it was sent to the head" in page
    assert approve(Visit.objects.get(), users["head_of_service"]).state == "approved"
    emptied = posted(evidence="", version="5")
    assert "locked" in text(officer.post(f"{address}change/", emptied))


def test_silence_is_no_reply_and_only_after_the_day(
    schools: dict[str, School], users: dict[str, User], clock: Any,
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    row = send_draft(schools[OLD_MILL], users["improvement_officer"])
    officer = users["improvement_officer"]
    clock.forward(days=14)
    with pytest.raises(ValidationError, match="until the end of 7 December 2026"):
        record_silence(actor=officer, by_role="", visit=row, expected_version=row.version)
    clock.forward(days=1)
    record_silence(actor=officer, by_role="", visit=row, expected_version=row.version)
    page = text(client_for("headteacher").get(f"{BASE}visits/{row.pk}/"))
    assert "No reply is no agreement." in page
    assert "Accurate" not in page
    late = replied(Visit.objects.get(), users["headteacher"], judgement="Late but here.")
    assert AccuracyReply.objects.count() == 2
    with pytest.raises(ValidationError, match="disputes a point"):
        approve(late, users["head_of_service"])


def test_no_record_that_others_read_is_changed_under_them(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    officer = users["improvement_officer"]
    row = send_draft(schools[OLD_MILL], officer)
    with pytest.raises(ValidationError, match="Take it back"):
        change(row, actor=officer, values={"judgement": "Other."}, expected_version=row.version)
    row = replied(Visit.objects.get(), users["headteacher"])
    with pytest.raises(ValidationError, match="Take it back"):
        change(row, actor=officer, values={"judgement": "Other."}, expected_version=row.version)
    row = take_back(actor=officer, visit=Visit.objects.get(), expected_version=3, reason="Wrong.")
    assert (row.state, row.reply_due) == ("draft", None)
    row = change(row, actor=officer, values={"judgement": "Other."}, expected_version=row.version)
    row = send_to_head(actor=officer, visit=row, due=DUE, expected_version=row.version)
    assert [sending.content["judgement"] for sending in VisitSending.objects.all()] == [
        "Other.", "Planted judgement.",
    ]  # fmt: skip
    # What was said of the first sending is no reply to the second.
    assert replied(row, users["headteacher"], judgement="No.").state == "ready"
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE schools_visitsending SET content = '{}'")


def test_of_two_who_act_the_second_learns_of_the_first(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = send_draft(schools[OLD_MILL], users["improvement_officer"])
    replied(row, users["headteacher"])
    with pytest.raises(Conflict):
        take_back(
            actor=users["improvement_officer"], visit=row, expected_version=row.version, reason="x"
        )


@pytest.mark.parametrize(
    ("sent_on", "first"),
    [
        (date(2026, 11, 23), date(2026, 12, 7)),
        # Over Christmas Day, Boxing Day (moved to Monday 28 December) and New Year's Day.
        (date(2026, 12, 18), date(2027, 1, 6)),
        # The early May bank holiday of 2020 was moved from Monday 4 to Friday 8 May.
        (date(2020, 5, 1), date(2020, 5, 18)),
    ],
)
def test_the_day_leaves_ten_days_over_moved_bank_holidays(
    schools: dict[str, School], sent_on: date, first: date
) -> None:
    due = earliest_due(schools[OLD_MILL], sent_on)
    assert (due.day, due.is_by_terms) == (first, False)
    assert accuracy_rule().verified is False


def test_a_day_that_leaves_too_little_time_is_refused(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = drafted(schools[OLD_MILL], users["improvement_officer"])
    with pytest.raises(ValidationError, match="7 December 2026 or later"):
        send_to_head(
            actor=users["improvement_officer"], visit=row, due=date(2026, 12, 6),
            expected_version=1,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"visited_on": date(2026, 11, 24)}, "today or in the past"),
        ({"governors_invited": 1, "governors_present": 2}, "than were invited"),
    ],
)
def test_what_cannot_be_is_refused(
    schools: dict[str, School], values: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        drafted(schools[OLD_MILL], None, **values)
    assert drafted(schools[OLD_MILL], None, visited_on=date(2026, 11, 23)).pk


def test_an_academy_is_visited_only_under_an_agreement(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    page = text(officer.get(f"{BASE}{PIER}/visits/add/"))
    assert "A visit cannot be recorded." in page
    assert "What do you judge?" not in page
    answer = officer.post(f"{BASE}{PIER}/visits/add/", posted(judgement="Typed."))
    assert "No visit is recorded of the school." in text(answer)
    assert "Typed." in text(answer)
    assert not Visit.objects.exists()
    agreement = agree(schools[HARBOUR])
    row = drafted(schools[HARBOUR], users["improvement_officer"])
    change(agreement, actor=None, values={"ends_on": date(2026, 11, 20)}, expected_version=1)
    with pytest.raises(ValidationError, match="no agreement"):
        send_to_head(
            actor=users["improvement_officer"], visit=row, due=DUE, expected_version=row.version
        )
