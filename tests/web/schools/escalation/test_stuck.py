"""Whether the department calls a school stuck, on the page of its stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from school_rows import OLD_MILL

from stocktake.schools import InspectionRecord, load_regional_support, stuck_answers
from stocktake_web.accounts.models import School
from stocktake_web.services.school_inspections import grades_of

BASE = "/example-borough/dashboard/schools/"


def record(regime: str, day: date, *judgements: tuple[str, str | None]) -> InspectionRecord:
    return InspectionRecord(
        regime=regime, regime_title=regime, inspection_date=day, published_date=day, event=None,
        judgements=tuple(
            {"area": area, "title": area, "value": value} for area, value in judgements
        ),
        safeguarding=None, category=None, inspected_urn=999001,
    )  # fmt: skip


def answers(*records: InspectionRecord) -> list[str]:
    grades = [row for item in records if (row := grades_of(item))]
    path = load_regional_support()
    return [row.answer for row in stuck_answers(path, grades, date(2026, 11, 23))]


def test_two_weak_inspections_are_stuck_and_a_visit_grades_nothing() -> None:
    latest = record("graded", date(2023, 5, 1), ("overall", "Requires improvement"))
    previous = record("graded", date(2019, 5, 1), ("overall", "Requires improvement"))
    visit = record("ungraded", date(2025, 5, 1), ("overall", "Good"))
    assert answers(latest, previous, visit) == ["stuck", "cannot_tell"]
    good = record("graded", date(2019, 5, 1), ("overall", "Good"))
    assert answers(latest, good) == ["not_stuck", "cannot_tell"]


def test_what_files_contradict_each_other_on_is_left_out() -> None:
    contradiction = record(
        "graded", date(2023, 5, 1), ("overall", "Good"), ("overall", "Requires improvement")
    )
    assert grades_of(contradiction) is None
    assert grades_of(record("graded", date(2023, 5, 1), ("overall", None))) is None


@pytest.mark.django_db
def test_the_page_shows_each_definition_with_its_source(
    schools: dict[str, School],
    store_profile: Callable[..., None],
    client_for: Callable[[str], Client],
) -> None:
    def page() -> Any:
        answer = client_for("headteacher").get(f"{BASE}{OLD_MILL}/escalation/")
        return " ".join(answer.content.decode().split())

    assert "no profile was made of this school" in page()
    store_profile(schools[OLD_MILL])
    assert "Schools eligible for RISE intervention" in page()
    assert "(not checked)" in page()
    assert "no profile was made" not in page()
