"""Without pupils who joined in years 10 and 11: only a released figure, its pupils printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from invented_results import A8, P8, RWM, SCHOOL, figure_rows, improvement_of, many_starts

from stocktake.schools import ReleasedFigure, find_without_late_joiners
from stocktake.schools.improvement.late_joiners import late_joiners_sentence
from stocktake.schools.improvement.measures import load_measures

SERIES = "disclosed:attainment_8?population=joined_before_year_10"
DATA = improvement_of(figure_rows(SCHOOL, A8, {"201617": 40.0, "201718": 41.0}), many_starts())


def figure(**values: Any) -> ReleasedFigure:
    fields = {
        "school_urn": SCHOOL, "series": SERIES, "title": "Attainment 8", "unit": "score",
        "decimal_places": 1, "time_period": "201718", "period_label": "2017/18", "value": 44.04,
        "numerator": None, "denominator": 97.0, "release": "disclosed-a8/2026-10-01-abc-r1",
        "row": 7, "released_on": date(2026, 10, 1),
    } | values  # fmt: skip
    return ReleasedFigure.model_validate(fields)


def test_the_latest_released_year_counts_against_that_years_national_result() -> None:
    earlier = figure(time_period="201617", value=30.0)
    item = find_without_late_joiners(DATA, A8, [figure(), earlier])
    assert item is not None
    assert (item.time_period, item.value, item.pupil_count) == ("201718", 44.04, 97)
    national = DATA.national(A8).filter(time_period="201718")["national"][0]
    assert item.relative == pytest.approx(44.04 - national)
    assert item.source == "our own release disclosed-a8/2026-10-01-abc-r1, row 7"


@pytest.mark.parametrize(
    "changes",
    [
        {"value": None},
        {"denominator": None},
        {"denominator": 0.0},
        {"series": "disclosed:attainment_8"},
        {"time_period": "203031"},
    ],
)
def test_what_is_hidden_unprinted_of_others_or_of_no_year_says_nothing(
    changes: dict[str, Any],
) -> None:
    assert find_without_late_joiners(DATA, A8, [figure(**changes)]) is None


@pytest.mark.parametrize("measure", [P8, RWM])
def test_a_measure_that_names_no_series_has_none(measure: str) -> None:
    assert find_without_late_joiners(DATA, measure, [figure(series="")]) is None


def test_above_and_below_are_said() -> None:
    measure = load_measures()[A8]
    item = find_without_late_joiners(DATA, A8, [figure()])
    assert item is not None
    above = item.model_copy(update={"relative": 0.0})
    assert "(97 pupils), at the national result of all pupils" in late_joiners_sentence(
        above, measure
    )
    below = item.model_copy(update={"relative": -1.26})
    assert "1.3 below the national result" in late_joiners_sentence(below, measure)
