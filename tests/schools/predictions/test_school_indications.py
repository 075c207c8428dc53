"""What is indicated for each school: in its own measures, with the record that allows it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stocktake.schools import SchoolIndication
from stocktake.schools.predictions.early.country import CountryFigures
from stocktake.schools.predictions.early.school_indications import (
    NOT_ENOUGH_KNOWN,
    RESULTS_ARE_HELD,
    indicate_for_schools,
)
from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.register.columns import GROUPS, SCHOOL_GROUPS, SCHOOL_LINKS, SCHOOLS
from stocktake.statistics.schools import SCHOOL_FIGURES

DAY = date(2026, 12, 1)
BEFORE, PRIMARY, SECONDARY, SILENT, NEIGHBOUR = 900001, 900002, 900003, 900004, 900005
MORE = tuple(range(900006, 900016))


def country(*periods: str) -> CountryFigures:
    """Primaries, one of them under two numbers, and a secondary, with results in some years."""
    rows = []
    for period in periods:
        for urn, measure, value in (
            (PRIMARY, "ks2.rwm_expected", 52.0),
            (NEIGHBOUR, "ks2.rwm_expected", 68.0),
            *((urn, "ks2.rwm_expected", 60.0) for urn in MORE),
            (SECONDARY, "ks4.attainment_8", 44.0),
        ):
            rows.append((urn, period, measure, value))
    rows.append((SILENT, "202324", "ks2.rwm_expected", 60.0))
    figures = pl.DataFrame(
        [
            {
                "school_urn": urn, "time_period": period, "measure": measure, "group": "all",
                "value": value, "pupil_count": 40, "stage": "final", "release": "r", "row": row,
            }
            for row, (urn, period, measure, value) in enumerate(rows)
        ],
        schema=SCHOOL_FIGURES,
    )  # fmt: skip
    schools = pl.DataFrame(
        [
            {"school_urn": urn, "type_group": "maintained", "type": "Community school",
             "status": "Open", "as_of": DAY}
            for urn in (BEFORE, PRIMARY, SECONDARY, SILENT, NEIGHBOUR, *MORE)
        ],
        schema=SCHOOLS,
    )  # fmt: skip
    links = pl.DataFrame(
        [{"school_urn": BEFORE, "linked_urn": PRIMARY, "link_type": "Successor",
          "date": date(2018, 9, 1)}],
        schema=SCHOOL_LINKS,
    )  # fmt: skip
    empty = pl.DataFrame(schema=SCHOOL_GROUPS), pl.DataFrame(schema=GROUPS)
    return CountryFigures(figures, SchoolRegister(schools, links, *empty), on=DAY)


def indications_of(urn: int, *periods: str) -> dict[str, SchoolIndication]:
    answer = indicate_for_schools(country(*periods), [urn], time_period="202627", as_of=DAY)
    return {row.measure: row for row in answer[urn]}


def test_a_primary_has_its_measure_with_interval_and_the_record_of_its_fit() -> None:
    rows = indications_of(PRIMARY, "202324", "202425", "202526")
    assert list(rows) == ["ks2-rwm-expected"], "nothing is said of key stage 4"
    row = rows["ks2-rwm-expected"]
    assert row.indication is not None
    assert row.indication.lower < row.indication.value < row.indication.upper
    assert row.indication.value > 52, "drawn towards the schools of the country"
    assert row.reasons == ()
    assert row.records
    for record in row.records:
        assert record.gain_percent >= row.bars.least_gain_percent
        assert row.bars.lowest_cover_percent <= record.covered_percent
        assert record.covered_percent <= row.bars.highest_cover_percent


def test_an_earlier_number_leads_to_the_same_school() -> None:
    row = indications_of(BEFORE, "202425", "202526")["ks2-rwm-expected"]
    assert row.indication is not None
    assert row.indication.school_urn == PRIMARY


def test_once_results_are_held_nothing_is_indicated() -> None:
    row = indications_of(PRIMARY, "202526", "202627")["ks2-rwm-expected"]
    assert row.indication is None
    assert row.reasons == (RESULTS_ARE_HELD,)


@pytest.mark.parametrize("measure", ["ks4-attainment-8", "ks4-progress-8", "ks4-english-maths-9-4"])
def test_a_measure_without_estimate_says_why(measure: str) -> None:
    row = indications_of(SECONDARY, "202425", "202526").get(measure)
    if measure != "ks4-attainment-8":
        assert row is None, "no result of it is held"
        return
    assert row is not None
    assert row.indication is None
    assert row.reasons == ("the key stage 2 average of the cohort is not known",)


def test_a_school_without_last_years_result_says_so() -> None:
    row = indications_of(SILENT, "202324", "202425", "202526")["ks2-rwm-expected"]
    assert row.indication is None
    assert row.reasons == (NOT_ENOUGH_KNOWN,)


def test_a_school_of_which_nothing_is_held_has_no_measure() -> None:
    assert indications_of(999999, "202425", "202526") == {}
