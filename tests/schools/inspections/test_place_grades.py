"""A place's pupils by the grade of their school: two measures, their parts and their past."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from school_frames import register_of, schools_of_rows

from stocktake.schools.inspections import PlaceGrades, ShareInputs, place_grades, regroup
from stocktake.sources.schools.inspections.columns import INSPECTIONS
from stocktake.standards.errors import UsageError

PRIMARY, NEW, SECONDARY, ELSEWHERE = 999001, 999002, 999003, 999004
CENSUS = {date(2023, 1, 19): "202223", date(2024, 1, 18): "202324"}
COUNTS = {PRIMARY: 300.0, NEW: 100.0, SECONDARY: 600.0, ELSEWHERE: 900.0}


def school(urn: int, **cells: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "la_code": "890", "phase": "Primary", "type": "Community school",
        "type_group": "maintained", "as_of": date(2023, 1, 19), "ward": "Dunes",
    }  # fmt: skip
    return {"school_urn": urn, **usual, **cells}


REGISTER = register_of(
    schools_of_rows(
        school(PRIMARY),
        school(NEW, type="Academy converter", type_group="academy", trust_name="Pier Trust"),
        school(SECONDARY, phase="Secondary", ward="Lido"),
        school(ELSEWHERE, la_code="888"),
    )
)


def figures() -> pl.DataFrame:
    rows = [
        (urn, "census.pupils", "all", period, pupils, int(pupils))
        for urn, pupils in COUNTS.items()
        for period in CENSUS.values()
    ]
    rows += [
        (urn, "census.free_meals_ever_6", "all", period, 50.0, int(pupils))
        for urn, pupils in COUNTS.items()
        for period in CENSUS.values()
    ]
    names = ["school_urn", "measure", "group", "time_period", "value", "pupil_count"]
    return pl.DataFrame(rows, schema=names, orient="row")


def inspections() -> pl.DataFrame:
    grade_row = {"regime": "graded", "area": "overall", "event": "full"}
    card = {"regime": "report_card", "event": "full", "safeguarding": "met"}
    rows: list[dict[str, object]] = [
        {**grade_row, "school_urn": PRIMARY, "value": "Good",
         "inspection_date": date(2022, 3, 1)},
        {**grade_row, "school_urn": SECONDARY, "value": "Inadequate",
         "inspection_date": date(2022, 3, 1)},
        {**grade_row, "school_urn": SECONDARY, "value": "Good",
         "inspection_date": date(2024, 3, 1)},
        {**card, "school_urn": SECONDARY, "area": "inclusion", "value": "Strong standard",
         "inspection_date": date(2026, 1, 20)},
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=INSPECTIONS)


def grades_on(as_of: date, place: str = "la-890") -> PlaceGrades:
    return place_grades(ShareInputs(REGISTER, inspections(), figures(), CENSUS), place, as_of)


def good(document: PlaceGrades, section: int, split: str) -> dict[tuple[str, str], float]:
    lines = document.sections[section].lines
    return {(line.name, line.phase): line.good_percent for line in lines if line.split == split}


def test_to_august_2024_the_overall_grade_and_then_the_report_card() -> None:
    document = grades_on(date(2026, 6, 1))
    assert [(row.measure, row.on) for row in document.sections] == [
        ("overall_grade", date(2024, 8, 31)),
        ("report_card", date(2026, 6, 1)),
    ]
    assert good(document, 0, "phase") == {("", "primary"): 75.0, ("", "secondary"): 100.0}
    assert good(document, 1, "phase") == {("", "primary"): 0.0, ("", "secondary"): 100.0}
    (primary, secondary) = document.sections[1].lines[:2]
    assert (primary.unrated_percent, secondary.unrated_percent) == (100.0, 0.0)


@pytest.mark.parametrize("day", [date(2024, 9, 1), date(2025, 11, 9)])
def test_between_the_two_measures_only_the_first_is_there(day: date) -> None:
    document = grades_on(day)
    assert [row.on for row in document.sections] == [date(2024, 8, 31)]
    assert "overall grades ended on 31 August 2024" in document.gap_reason


def test_while_overall_grades_are_given_the_day_itself_counts() -> None:
    document = grades_on(date(2023, 12, 1))
    assert [row.on for row in document.sections] == [date(2023, 12, 1)]
    assert good(document, 0, "phase")["", "secondary"] == 0.0, "Inadequate until March 2024"


def test_by_group_type_trust_and_ward() -> None:
    document = grades_on(date(2024, 8, 31))
    assert good(document, 0, "type")["academy", "primary"] == 0.0
    assert good(document, 0, "type")["maintained", "primary"] == 100.0
    assert good(document, 0, "trust")["Pier Trust", "primary"] == 0.0
    assert good(document, 0, "ward") == {("Dunes", "primary"): 75.0, ("Lido", "secondary"): 100.0}
    assert good(document, 0, "group")["disadvantaged", "primary"] == 75.0


def test_the_change_to_secondary_school_with_what_is_open() -> None:
    """75% of primary pupils and 100% of secondary ones; a quarter of primary pupils is open."""
    change = grades_on(date(2024, 8, 31)).sections[0].change
    assert change is not None
    assert change.change_points == pytest.approx(25.0)
    assert change.lowest_change_points == pytest.approx(0.0)
    assert change.highest_change_points == pytest.approx(25.0)


def test_the_past_is_of_the_same_measure() -> None:
    document = grades_on(date(2026, 6, 1))
    first, second = document.sections
    assert [day.on for day in first.past] == [date(2023, 8, 31)]
    assert [line.good_percent for line in first.past[0].lines] == [75.0, 0.0]
    assert second.past == ()


def test_a_place_without_pupils_has_no_section() -> None:
    assert grades_on(date(2024, 8, 31), place="la-313").sections == ()


def test_a_share_is_only_put_together_by_what_it_was_counted_by() -> None:
    share = ShareInputs(REGISTER, inspections(), figures(), CENSUS).share(
        date(2024, 8, 31), by=("counted_phase", "group")
    )
    by_phase = regroup(share.share, ("counted_phase",)).rows
    assert by_phase.filter(pl.col("counted_phase") == "primary")["pupil_count"].sum() == 1300
    with pytest.raises(UsageError, match="not counted by ward"):
        regroup(share.share, ("ward",))
    again = ShareInputs(REGISTER, inspections(), figures(), CENSUS).share(
        date(2024, 8, 31), by=("counted_phase",)
    )
    assert by_phase.equals(again.share.rows)


def test_a_register_that_prints_pupils_of_a_closed_school_does_not_count_them() -> None:
    rows = [
        {**school(900000 + number, la_code=f"{800 + number}"), "pupils": 10, "status": "Open"}
        for number in range(101)
    ]
    closed_school = {**school(PRIMARY, la_code="801"), "pupils": 400, "status": "Closed"}
    register = register_of(schools_of_rows(*rows, closed_school))
    inputs = ShareInputs(register, inspections(), figures().clear(), {})
    share = inputs.share(date(2024, 8, 31), by=("counted_phase",)).share
    assert share.rows["pupil_count"].sum() == 1010
