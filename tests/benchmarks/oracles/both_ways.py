"""One benchmark computed twice, by the engine and by its slow plain twin, which must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from plain_benchmark import PlainBenchmark, level_needed, plain_benchmark
from plain_change import change, trend
from plain_reported import reported_authorities

from stocktake.benchmarks.benchmark import Benchmark
from stocktake.benchmarks.engine import Benchmarks
from stocktake.benchmarks.rank import Direction
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister

SHARES = (Fraction(1, 2), Fraction(1, 3), Fraction(1, 4), Fraction(1, 6), Fraction(1))

SAME = (
    *("place", "period", "value", "missing", "rank", "not_ranked", "percentile", "quartile"),
    *("sextile", "england", "region_id", "region", "rank_in_region", "neighbours_mean"),
    *("neighbours_median", "rank_among_neighbours", "gap_to_england", "gap_to_region"),
    "gap_to_neighbours_mean",
)
"""Fields that both have, equal to the last digit."""


def benchmarks_of(figures: pl.DataFrame, better: str | None, **more: Any) -> Benchmarks:
    """The engine over the figures of one series and group."""
    one = figures.with_columns(series=pl.lit("made:up"), group=pl.lit("all"))
    return Benchmarks(one, {"made:up": better}, **more)


def benchmark_both_ways(
    figures: pl.DataFrame,
    place: str,
    period: Period,
    *,
    better: Direction | None,
    register: PlaceRegister,
    neighbours: pl.DataFrame | None = None,
    vintage: int | None = None,
    own_sets: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Benchmark, Benchmarks]:
    """The engine's benchmark, found equal to the plain one in every field and every set."""
    plain = plain_benchmark(
        figures,
        place,
        period,
        better=better,
        register=register,
        neighbours=neighbours,
        vintage=vintage,
        own_sets=own_sets,
    )
    engine = benchmarks_of(
        figures, better, register=register, neighbours=neighbours, own_sets=own_sets
    )
    benchmark = engine.benchmark("made:up", "all", place, period, vintage=vintage)
    assert benchmark is not None
    for name in SAME:
        assert getattr(benchmark, name) == getattr(plain, name), name
    assert benchmark.change == change(figures, place, period).change
    assert benchmark.change_3_years == change(figures, place, period, years=3).change
    slope = trend(figures, place, period)
    assert benchmark.trend == (slope.way if slope else None)
    _same_sets(engine, plain, figures, better, vintage)
    return benchmark, engine


def _same_sets(
    engine: Benchmarks,
    plain: PlainBenchmark,
    figures: pl.DataFrame,
    better: Direction | None,
    vintage: int | None,
) -> None:
    cell = ("made:up", "all", plain.place, plain.period)
    comparison = engine.compare(*cell)
    assert comparison is not None
    assert (comparison.rank, comparison.not_ranked) == (plain.rank, plain.not_ranked)
    authorities = reported_authorities(figures, plain.period, engine.register, like=plain.place)
    assert set(comparison.places) == set(authorities) - {plain.place}
    if better is not None and authorities:
        for share in SHARES:
            assert comparison.level_for_share(share) == level_needed(
                figures,
                plain.period,
                better=better,
                among=authorities,
                share=share,
                place=plain.place,
            )
    region = engine.compare(*cell, "region")
    assert region is not None
    assert region.rank == plain.rank_in_region
    near = engine.compare(*cell, "neighbours", vintage=vintage)
    assert near is not None
    assert (near.places, near.missing) == (plain.neighbours, plain.neighbours_missing)
    same_set(near, plain, "neighbours")
    for name in plain.own_sets:
        set_comparison = engine.compare(*cell, name)
        assert set_comparison is not None
        same_set(set_comparison, plain, name)


def same_set(comparison: SetComparison, plain: PlainBenchmark, name: str) -> None:
    """The engine's comparison with a set is that of the plain twin."""
    if name == "neighbours":
        assert (comparison.mean, comparison.median) == (
            plain.neighbours_mean,
            plain.neighbours_median,
        )
        assert (comparison.rank, comparison.gap) == (
            plain.rank_among_neighbours,
            plain.gap_to_neighbours_mean,
        )
        return
    among = plain.own_sets[name]
    assert (comparison.places, comparison.missing) == (among.places, among.missing)
    assert (comparison.mean, comparison.median, comparison.gap) == (
        among.mean,
        among.median,
        among.gap,
    )
    assert comparison.rank == among.rank
    assert comparison.value == pytest.approx(plain.value)
