"""Predictions meet their results: once each, through changed numbers, the last before results."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from prediction_rows import make_addition, make_results

from stocktake.schools.predictions import (
    Ledger,
    accuracy_report,
    compare_results,
    results_from_figures,
)
from stocktake.standards.errors import UsageError

DAY = date(2026, 2, 2)
FIGURE = {
    "school_urn": 100001,
    "time_period": "202526",
    "measure": "ks4.attainment_8",
    "group": "all",
    "value": 40.0,
    "pupil_count": 148,
    "stage": "final",
}


def ledger_with(*rows: dict[str, object]) -> pl.DataFrame:
    """The frame of a ledger with some predictions."""
    return Ledger().add([make_addition(**row) for row in rows], recorded_on=DAY).frame()


def test_error_is_predicted_minus_actual() -> None:
    results = make_results([{"school_urn": 100001, "time_period": "202526", "value": 38.2}])
    row = compare_results(ledger_with({}), results).to_dicts()[0]
    assert row["error"] == pytest.approx(3.0)
    assert row["sampling_sd"] == pytest.approx(17 / 150**0.5)
    assert (row["round"], row["is_last"], row["cohort_has_changed"]) == ("spring", True, False)


def test_the_last_prediction_counts_and_earlier_ones_are_shown() -> None:
    autumn = {"predicted_on": date(2025, 11, 20), "value": 50.0}
    results = make_results([{"school_urn": 100001, "time_period": "202526", "value": 40.0}])
    rows = compare_results(ledger_with(autumn, {}), results)
    assert rows.select("round", "is_last").rows() == [("autumn", False), ("spring", True)]
    report = accuracy_report(ledger_with(autumn, {}), results)
    by_round = {row.round: row.bias for row in report.rows if row.round}
    assert by_round == pytest.approx({"autumn": 10.0, "spring": 1.2})
    assert [r.bias for r in report.rows if r.school_urn and r.subject is None] == pytest.approx(
        [1.2]
    )


def test_a_school_that_changed_its_number_is_one_school() -> None:
    results = make_results([{"school_urn": 100999, "time_period": "202526", "value": 40.0}])
    assert compare_results(ledger_with({}), results).is_empty()
    rows = compare_results(ledger_with({}), results, newest={100001: 100999})
    assert rows["school_urn"].to_list() == [100999]


def test_a_cohort_that_changed_is_pointed_out() -> None:
    results = make_results(
        [{"school_urn": 100001, "time_period": "202526", "value": 40.0, "pupil_count": 134}]
    )
    assert compare_results(ledger_with({}), results)["cohort_has_changed"].to_list() == [True]


def test_grades_are_compared_as_distributions() -> None:
    grades = {"measure": "ks4-grades", "subject": "Mathematics", "value": None, "cohort_count": 30}
    frame = ledger_with(grades | {"grade_counts": {"5": 20, "4": 10}})
    results = make_results(
        [
            {
                "school_urn": 100001,
                "time_period": "202526",
                "measure": "ks4-grades",
                "subject": "Mathematics",
                "pupil_count": 30,
                "value": None,
                **{f"grade_{g}": n for g, n in zip("987654321u", [0] * 10, strict=True)},
                "grade_5": 14,
                "grade_4": 10,
                "grade_u": 6,
            }
        ]
    )
    row = compare_results(frame, results).to_dicts()[0]
    assert row["error"] == pytest.approx((20 * 5 + 10 * 4) / 30 - (14 * 5 + 10 * 4) / 30)
    # Six of thirty pupils are at another grade than predicted, whoever they are.
    assert row["misplaced_percent"] == pytest.approx(20)
    assert 0 < row["chance_misplaced_percent"] < 20


def test_final_figures_go_before_provisional_ones_and_missing_is_missing() -> None:
    figures = pl.DataFrame(
        [
            FIGURE | {"stage": "provisional", "value": 39.0},
            FIGURE,
            FIGURE | {"school_urn": 100002, "value": None},
            FIGURE | {"school_urn": 100003, "measure": "ks4.progress_8"},
        ]
    )
    results = results_from_figures(figures)
    assert results.select("school_urn", "measure", "value").rows() == [
        (100001, "ks4-attainment-8", 40.0)
    ]


def test_a_table_that_lacks_columns_is_refused() -> None:
    with pytest.raises(UsageError, match="results: has no column 'pupil_count'"):
        compare_results(ledger_with({}), make_results([]).drop("pupil_count"))


def test_skill_is_over_last_years_result() -> None:
    results = make_results(
        [
            {"school_urn": 100001, "time_period": "202526", "value": 40.0},
            {"school_urn": 100001, "time_period": "202425", "value": 42.4},
        ]
    )
    report = accuracy_report(ledger_with({}), results)
    whole = next(row for row in report.rows if row.school_urn is None and row.measure)
    # The school was out by 1.2, last year's result by 2.4.
    assert whole.skill_over_last_year == pytest.approx(0.5)
    assert whole.chance_error == pytest.approx(17 / 150**0.5 * (2 / 3.141592653589793) ** 0.5)


def test_a_school_sees_nothing_pooled_with_others() -> None:
    rows = [{"school_urn": urn} for urn in (100001, 100002)]
    results = make_results(
        [{"school_urn": u["school_urn"], "time_period": "202526", "value": 40.0} for u in rows]
    )
    restricted = accuracy_report(ledger_with(*rows), results).for_schools([100001])
    for name in ("verdicts", "rows", "results"):
        assert {row.school_urn for row in getattr(restricted, name)} == {100001}
    assert "100002" not in restricted.model_dump_json()
    assert restricted.nothing_decided.startswith(
        "No prediction and no early indication sets a category"
    )


def test_nothing_to_compare_is_an_empty_report() -> None:
    report = accuracy_report(ledger_with({}), make_results([]))
    assert (report.verdicts, report.rows, report.awaiting_count) == ((), (), 1)
    empty = accuracy_report(Ledger().frame(), make_results([]))
    assert empty.awaiting_count == 0
