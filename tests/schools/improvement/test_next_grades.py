"""Good schools get the same question: what the next grade in each area would take."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stocktake.schools.improvement import next_grades
from stocktake.schools.improvement.next_grades import EvaluationAreas, load_evaluation_areas

AREAS = load_evaluation_areas()


def inspections(*rows: tuple[str, str, str | None], event: str = "full") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "school_urn": 900001,
                "inspection_date": date(2025, 11, 20),
                "published_date": date(2026, 1, 10),
                "regime": regime,
                "area": area,
                "value": value,
                "safeguarding": "met",
                "event": event,
            }
            for regime, area, value in rows
        ]
    )


def test_each_area_has_its_own_next_grade() -> None:
    table = inspections(
        ("report_card", "achievement", "Expected standard"),
        ("report_card", "inclusion", "Exceptional"),
        ("report_card", "leadership_and_governance", "Urgent improvement"),
    )
    grades = {item.area: item for item in next_grades(table, 900001, as_of=date(2026, 11, 30))}
    assert set(grades) == set(AREAS.area)
    assert grades["achievement"].next_grade == "Strong standard"
    assert grades["achievement"].takes == (
        "In what pupils know and can do, and how far they have come, what is done consistently "
        "well across the whole school, and where is it not yet so?"
    )
    assert grades["inclusion"].next_grade is None
    assert grades["inclusion"].takes == "This is the highest grade; what would keep it?"
    assert grades["leadership_and_governance"].next_grade == "Needs attention"
    assert grades["early_years"].grade is None


def test_an_earlier_regime_is_not_carried_over() -> None:
    table = inspections(("graded", "overall", "Good"))
    grades = next_grades(table, 900001, as_of=date(2026, 11, 30))
    assert {item.takes for item in grades} == {
        "No grade is published for this area, so that there is no next one."
    }


@pytest.mark.parametrize(
    ("event", "as_of"), [("monitoring", date(2026, 11, 30)), ("full", date(2025, 12, 31))]
)
def test_visits_and_cards_not_yet_published_have_no_grade(event: str, as_of: date) -> None:
    table = inspections(("report_card", "achievement", "Expected standard"), event=event)
    grades = next_grades(table, 900001, as_of=as_of)
    assert all(item.grade is None for item in grades)


def test_a_definition_says_what_every_grade_takes() -> None:
    content = AREAS.model_dump()
    content["area"]["achievement"]["next_grade"].pop("Exceptional")
    with pytest.raises(ValueError, match="achievement: next_grade has one text for each of"):
        EvaluationAreas.model_validate(content)
