"""Groups are compared, never children: by hand, and with small cells left alone."""

from __future__ import annotations

import polars as pl
import pytest

from stocktake.pupils.early_support import group_calibration, group_fairness


def cohort(group: str, selected_count: int, hits: int, missed: int, count: int) -> pl.DataFrame:
    """Of a group of pupils: how many selected, how many of those rightly, how many missed."""
    return pl.DataFrame(
        {
            "group": [group] * count,
            "selected": [place < selected_count for place in range(count)],
            "neet": [
                place < hits or selected_count <= place < selected_count + missed
                for place in range(count)
            ],
        }
    )


def test_selection_ppv_and_recall_by_hand() -> None:
    rows = pl.concat([cohort("x", 40, 20, 5, 100), cohort("y", 20, 5, 15, 100)])
    fairness = group_fairness(rows, "group", selected_column="selected", outcome="neet").sort(
        "group"
    )
    rates = ["selection_rate_percent", "ppv_percent", "recall_percent"]
    assert fairness.select(rates).rows() == [(40.0, 50.0, 80.0), (20.0, 25.0, 25.0)]
    # Everyone: 60 of 200 selected, 25 of 60 rightly, 25 of 45 found.
    ratios = fairness.select(pl.col("^.*_ratio$")).rows()
    assert ratios[0] == pytest.approx((4 / 3, 6 / 5, 36 / 25))
    flags = fairness.select(pl.col("^.*_flag$")).rows()
    assert flags == [(True, False, True), (True, True, True)]


def test_small_cells_are_not_compared_and_smaller_ones_not_shown() -> None:
    rows = pl.concat([cohort("x", 9, 3, 3, 60), cohort("y", 5, 5, 0, 60)])
    fairness = group_fairness(rows, "group", selected_column="selected", outcome="neet").sort(
        "group"
    )
    ppv = fairness.select("ppv_percent", "ppv_percent_ratio", "ppv_percent_flag").rows()
    assert ppv == [(pytest.approx(100 / 3), None, None), (None, None, None)]
    assert fairness["recall_percent"].to_list() == [50.0, None]


def test_who_has_no_known_outcome_is_in_no_rate() -> None:
    rows = cohort("x", 10, 5, 0, 20)
    unknown = rows.with_columns(neet=pl.lit(None, pl.Boolean))
    fairness = group_fairness(
        pl.concat([rows, unknown]), "group", selected_column="selected", outcome="neet"
    )
    assert fairness["pupils_count"].to_list() == [20]


def test_calibration_compares_pupils_with_equal_points() -> None:
    rows = pl.DataFrame(
        {
            "sex": ["F"] * 10 + ["M"] * 10 + ["M"] * 5,
            "points": [4] * 20 + [5] * 5,
            "neet": [True] * 2 + [False] * 8 + [True] * 6 + [False] * 4 + [True] * 5,
        }
    )
    calibration = group_calibration(rows, "sex", points="points", outcome="neet")
    assert calibration.sort("sex", "points").select("sex", "points", "outcome_percent").rows() == [
        ("F", 4, 20.0),
        ("M", 4, 60.0),
        ("M", 5, None),
    ]
