"""Meetings about attendance: offered to every school each term, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import HARBOUR, OLD_MILL
from support_rows import attendance_meeting_of

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.attendance_meetings.queries import term_lines

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
MEETING = {
    "meeting_date": date(2026, 11, 2),
    "cohorts": "Year 9",
    "actions": "The lead calls home.",
}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_schools_that_were_not_offered_one_come_first_academies_too(
    area: Area, schools: dict[str, School]
) -> None:
    attendance_meeting_of(schools[OLD_MILL], **MEETING)
    attendance_meeting_of(schools[HARBOUR])
    lines = term_lines(area)
    assert [line.school.name for line in lines] == [
        "Dune School", "Pier Primary", "Harbour Academy", "Old Mill School",
    ]  # fmt: skip
    assert [line.meeting is None for line in lines] == [True, True, False, False]


def test_a_new_term_begins_with_nobody_offered(
    area: Area, schools: dict[str, School], clock: Any
) -> None:
    attendance_meeting_of(schools[OLD_MILL])
    clock.moment = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert all(line.meeting is None for line in term_lines(area))
    with pytest.raises(ValidationError, match="The meeting of this term is recorded"):
        attendance_meeting_of(schools[OLD_MILL])
    attendance_meeting_of(schools[OLD_MILL], term="spring")
    assert sum(line.meeting is not None for line in term_lines(area)) == 1


def test_what_was_held_says_cohorts_and_actions(area: Area, schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError) as caught:
        attendance_meeting_of(schools[OLD_MILL], meeting_date=date(2026, 9, 30))
    assert set(caught.value.message_dict) == {"meeting_date", "cohorts", "actions"}
    with pytest.raises(ValidationError, match="today or in the past"):
        attendance_meeting_of(schools[OLD_MILL], **MEETING | {"meeting_date": date(2026, 11, 24)})
    attendance_meeting_of(schools[OLD_MILL], **MEETING | {"meeting_date": date(2026, 11, 23)})


def test_officers_are_asked_to_offer_and_a_school_reads_its_own(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    attendance_meeting_of(schools[OLD_MILL], **MEETING)
    attendance_meeting_of(schools[HARBOUR], **MEETING | {"actions": "Planted action."})
    dashboard = "/example-borough/dashboard/"
    officer = client_for("improvement_officer")
    assert "Offer 2 attendance meetings of this term" in text(officer.get(dashboard))
    assert "Offer 2" not in text(client_for("analyst").get(dashboard))
    page = text(officer.get(f"{BASE}attendance-meetings/"))
    assert page.count("Not offered") == 2
    head = client_for("headteacher")
    page = text(head.get(f"{BASE}{OLD_MILL}/support/"))
    assert "The lead calls home." in page
    assert "Planted action." not in page
    assert head.get(f"{BASE}attendance-meetings/").status_code == 403


def test_an_offer_is_recorded_for_an_academy_without_an_agreement(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    address = f"{BASE}{HARBOUR}/attendance-meetings/add/"
    assert 'value="autumn" checked' in text(officer.get(address))
    values = {
        "academic_year": "202627", "term": "autumn", "reply": "declined",
        "offered_on_day": "2", "offered_on_month": "11", "offered_on_year": "2026",
    }  # fmt: skip
    page = text(officer.post(address, values, follow=True))
    assert "The meeting was recorded." in page
    assert "Declined" in page
