"""Estimates of small schools drawn towards their group: planted truth is recovered."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from stocktake.schools.measures import profile_layout
from stocktake.schools.profile.shrinkage import add_shrunk
from stocktake.schools.uncertainty import add_intervals

MEASURES = profile_layout().measures


def shrunk(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    table = rows.with_columns(
        pl.lit("202324").cast(pl.Categorical).alias("time_period"),
        pl.lit("all").cast(pl.Categorical).alias("group"),
        pl.lit("mainstream secondary").cast(pl.Categorical).alias("peers"),
        lower=pl.lit(None, pl.Float64),
        upper=pl.lit(None, pl.Float64),
    )
    for name, kind in (("similar_mean", pl.Float64), ("similar_count", pl.Int32)):
        if name not in table.columns:
            table = table.with_columns(pl.lit(None, kind).alias(name))
    return add_shrunk(add_intervals(table, MEASURES[measure]), MEASURES[measure])


def planted_levels(
    spread: float, seed: int = 3, schools: int = 3_000
) -> tuple[np.ndarray, pl.DataFrame]:
    """True levels of Progress 8, and figures that chance has moved, of 10 to 250 pupils."""
    chance = np.random.default_rng(seed)
    levels = chance.normal(-0.1, spread, schools)
    pupils = chance.integers(10, 250, schools)
    figures = levels + chance.normal(size=schools) * 1.41628 / np.sqrt(pupils)
    return levels, pl.DataFrame({"value": figures, "cohort_count": pupils})


def test_the_estimate_is_nearer_to_the_true_level_and_covers_it_as_often_as_it_says() -> None:
    levels, rows = planted_levels(0.3)
    table = shrunk(rows, "ks4.progress_8")
    truth = pl.Series(levels)
    raw_error = ((table["value"] - truth) ** 2).mean()
    assert ((table["shrunk"] - truth) ** 2).mean() < 0.85 * raw_error
    covered = truth.is_between(table["shrunk_lower"], table["shrunk_upper"]).mean()
    assert 0.93 < covered < 0.97
    # For the smallest schools the gain is largest.
    small = rows["cohort_count"] < 30
    ratio = ((table["shrunk"] - truth) ** 2).filter(small).mean() / (
        (table["value"] - truth) ** 2
    ).filter(small).mean()
    assert ratio < 0.7


def test_few_pupils_are_drawn_further_than_many_and_never_past_the_group() -> None:
    _, rows = planted_levels(0.3)
    table = shrunk(rows, "ks4.progress_8").sort("cohort_count")
    weights = table["shrunk_weight"]
    assert weights.is_sorted()
    assert 0 < weights.min() < weights.max() < 1
    group = (rows["value"] * rows["cohort_count"]).sum() / rows["cohort_count"].sum()
    ahead = (table["value"] - group) * (table["shrunk"] - group)
    assert (ahead >= -1e-12).all()
    assert set(table["shrunk_towards"]) == {"phase"}


def test_where_all_schools_are_alike_nothing_of_a_difference_is_kept() -> None:
    _, rows = planted_levels(0.0)
    table = shrunk(rows, "ks4.progress_8")
    assert table["shrunk_weight"].max() < 0.25


def test_a_whole_percentage_of_a_small_school_is_still_moved_by_chance() -> None:
    rows = pl.DataFrame(
        {
            "value": [100.0, 0.0, *([40.0, 50.0, 60.0, 70.0] * 10)],
            "cohort_count": [8, 8, *([60] * 40)],
        }
    )
    table = shrunk(rows, "ks4.english_maths_9_5")
    assert 55 < table["shrunk"][0] < 95
    assert 5 < table["shrunk"][1] < 52
    assert table["shrunk_weight"][0] < table["shrunk_weight"][2]


def test_with_enough_similar_schools_they_are_the_group() -> None:
    _, rows = planted_levels(0.3)
    rows = rows.with_columns(similar_mean=pl.lit(0.5), similar_count=pl.lit(50, pl.Int32))
    table = shrunk(rows, "ks4.progress_8")
    assert set(table["shrunk_towards"]) == {"similar"}
    movement = (table["shrunk"] - table["value"]) * (0.5 - table["value"])
    assert (movement >= -1e-12).all()


@pytest.mark.parametrize(
    ("value", "pupils", "schools"), [(None, 50, 100), (0.2, None, 100), (0.2, 50, 10)]
)
def test_without_a_figure_pupils_or_enough_schools_there_is_no_estimate(
    value: float | None, pupils: int | None, schools: int
) -> None:
    _, rows = planted_levels(0.3, schools=schools - 1)
    row = pl.DataFrame({"value": [value], "cohort_count": [pupils]}, schema=rows.schema)
    table = shrunk(pl.concat([row, rows]), "ks4.progress_8")
    assert table["shrunk"][0] is None
    assert table["shrunk_towards"][0] is None
