"""Specialist provision: capacity, reviews that fall due, and who sees a small count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from school_rows import HARBOUR, OLD_MILL
from support_rows import month_of, provision_of, review_of

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.specialist_provision.models import MonthlyRoll, Provision
from stocktake_web.schools.specialist_provision.queries import (
    line_of,
    months_later,
    overdue_reviews,
    provision_lines,
)

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
LIST = f"{BASE}specialist-provision/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2025, 9, 1), 12, date(2026, 9, 1)),
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
    ],
)
def test_the_same_day_some_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_review_is_overdue_from_the_day_after_it_was_due(
    area: Area, schools: dict[str, School]
) -> None:
    """Today is 23 November 2026."""
    row = provision_of(area, schools[OLD_MILL])
    assert line_of(row).review_due == date(2026, 9, 1)
    assert line_of(row).is_overdue
    review_of(row, date(2025, 11, 23))
    assert not line_of(row).is_overdue
    assert line_of(row).days_since_review == 365
    late = provision_of(area, schools[HARBOUR])
    review_of(late, date(2025, 11, 22))
    assert [line.provision for line in overdue_reviews(area)] == [late]


def test_what_is_planned_or_has_ended_is_not_overdue(
    area: Area, schools: dict[str, School]
) -> None:
    provision_of(area, schools[OLD_MILL], title="Planned", opens_on=date(2027, 9, 1))
    provision_of(area, schools[OLD_MILL], title="Ended", ends_on=date(2026, 11, 22))
    assert overdue_reviews(area) == []
    provision_of(area, schools[OLD_MILL], title="Ends today", ends_on=date(2026, 11, 23))
    assert [line.provision.title for line in overdue_reviews(area)] == ["Ends today"]


def test_an_overdue_review_is_a_task_of_who_records_and_of_nobody_else(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = provision_of(area, schools[OLD_MILL], title="The <b>Nest</b>")
    dashboard = "/example-borough/dashboard/"
    page = text(client_for("improvement_officer").get(dashboard))
    assert f"{LIST}{row.pk}/reviews/add/" in page
    assert "Review The &lt;b&gt;Nest&lt;/b&gt;" in page
    for role in ("analyst", "headteacher", "board_member"):
        assert "reviews/add" not in text(client_for(role).get(dashboard))


def test_the_roll_is_compared_with_the_places_of_the_latest_month(
    area: Area, schools: dict[str, School]
) -> None:
    row = provision_of(area, schools[OLD_MILL], commissioned_places=8)
    month_of(row, date(2026, 10, 14), 9)
    assert line_of(row).is_over_capacity
    month_of(row, date(2026, 11, 2), 8)
    assert not line_of(row).is_over_capacity
    (line,) = provision_lines(area)
    assert line.roll is not None
    assert (line.roll.month, line.roll.on_roll) == (date(2026, 11, 1), 8)


def test_sen_support_without_places_is_never_over_capacity(
    area: Area, schools: dict[str, School]
) -> None:
    row = provision_of(area, schools[OLD_MILL], kind="mainstream", commissioned_places=0)
    month_of(row, date(2026, 11, 1), 31)
    assert not line_of(row).is_over_capacity


def test_a_month_is_entered_once_and_must_have_begun(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = provision_of(area, schools[OLD_MILL])
    month_of(row, date(2026, 11, 2), 8)
    officer = client_for("improvement_officer")

    def enter(day: int, month: int) -> str:
        values = {
            "month_day": day, "month_month": month, "month_year": 2026, "on_roll": 7,
            "waiting_count": 1, "returned_count": 0,
        }  # fmt: skip
        return text(officer.post(f"{LIST}{row.pk}/rolls/add/", values, follow=True))

    assert "The month is entered already; change it instead" in enter(20, 11)
    assert "The month must have begun" in enter(1, 12)
    assert "The month was entered." in enter(31, 10)
    assert MonthlyRoll.objects.count() == 2


def test_faults_of_a_provision_are_told_together(area: Area, schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError) as caught:
        provision_of(
            area, None, kind="mainstream", registration="registered", ends_on=date(2025, 8, 31)
        )
    assert set(caught.value.message_dict) == {"school", "registration_checked_on", "ends_on"}


def test_a_school_of_another_area_is_no_choice(
    area: Area, other_area: Area, schools: dict[str, School]
) -> None:
    stranger = School.objects.create(area=other_area, urn="888001", name="Far School")
    with pytest.raises(ValidationError, match="Select a school of this place"):
        provision_of(area, stranger)


def test_a_small_count_is_seen_by_officers_only(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = provision_of(area, schools[OLD_MILL], commissioned_places=8)
    month_of(row, date(2026, 10, 1), 9, waiting_count=3, returned_count=0)
    month_of(row, date(2026, 9, 1), 10)
    for role in ("headteacher", "governor", "clerk", "trust_leader"):
        for address in (f"{LIST}{row.pk}/", f"{BASE}{OLD_MILL}/support/"):
            page = text(client_for(role).get(address))
            assert "fewer than 10" in page
            assert "9 on roll" not in page
            assert "Over capacity" not in page, "it would give the count away"
            assert ">3<" not in page
    page = text(client_for("analyst").get(f"{LIST}{row.pk}/"))
    assert "9 on roll in October 2026" in page
    assert "Over capacity" in page
    assert "fewer than" not in page


def test_who_sees_provision(
    area: Area, other_area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    at_school = provision_of(area, schools[OLD_MILL])
    at_harbour = provision_of(area, schools[HARBOUR])
    outside = provision_of(area, None, kind="alternative")
    elsewhere = provision_of(other_area, None, kind="alternative")
    officers = ("analyst", "head_of_service", "improvement_officer")
    for role in (*officers, "headteacher", "governor", "clerk", "board_member", "public"):
        client = client_for(role)

        def status(address: str, client: Client = client) -> int:
            return client.get(address).status_code

        is_officer, is_own = role in officers, role in {"headteacher", "governor", "clerk"}
        denied = 302 if role == "public" else 403
        assert status(LIST) == (200 if is_officer else denied), role
        assert status(f"{LIST}{at_school.pk}/") == (200 if is_officer or is_own else denied), role
        for row in (at_harbour, outside):
            assert status(f"{LIST}{row.pk}/") == (200 if is_officer else denied), role
        assert status(f"{LIST}{elsewhere.pk}/") == 404, role
    assert client_for("analyst").post(f"{LIST}add/", {}).status_code == 403


def test_a_provision_is_recorded_reviewed_and_told_in_the_history(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    officer = client_for("improvement_officer")
    values = {
        "title": "The Nest", "kind": "base", "school": schools[OLD_MILL].pk,
        "commissioned_places": "8", "opens_on_day": "1", "opens_on_month": "9",
        "opens_on_year": "2025", "review_months": "12", "registration": "not_needed",
    }  # fmt: skip
    page = text(officer.post(f"{LIST}add/", values, follow=True))
    assert "Enter the day on which it was checked" in page
    values |= {
        f"registration_checked_on_{part}": number
        for part, number in (("day", "2"), ("month", "9"), ("year", "2025"))
    }
    assert "The provision was recorded." in text(officer.post(f"{LIST}add/", values, follow=True))
    row = Provision.objects.get()
    review = {
        "reviewed_on_day": "24", "reviewed_on_month": "11", "reviewed_on_year": "2026",
        "reviewer": "SEND reviewer", "quality": "weak", "evidence": "a", "outcomes": "b",
        "actions": "c",
    }  # fmt: skip
    address = f"{LIST}{row.pk}/reviews/add/"
    assert "The day must be today or in the past" in text(officer.post(address, review))
    page = text(officer.post(address, review | {"reviewed_on_day": "23"}, follow=True))
    assert "Needs to improve" in page
    assert "0 days ago" in page


def test_the_list_asks_as_often_of_many_as_of_few(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client = client_for("analyst")

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        row = provision_of(area, schools[OLD_MILL], title=f"Base {number}")
        for month in (9, 10, 11):
            month_of(row, date(2026, month, 1), 8)
            review_of(row, date(2026, month, 1))

    add(0)
    count_queries()
    few = count_queries()
    for number in range(1, 9):
        add(number)
    assert count_queries() == few
