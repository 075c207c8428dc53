"""Compares a figure with others: rank, band, neighbours, region, gap, change, uncertainty.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.benchmarks.area import AreaFigure, area_figure
    from stocktake.benchmarks.benchmark import Benchmark
    from stocktake.benchmarks.catalogue_table import (
        PERIOD_COLUMNS,
        benchmark_catalogue,
        benchmark_gaps,
    )
    from stocktake.benchmarks.comparator_sets import compare_with_set, regions_of
    from stocktake.benchmarks.comparators import choose_vintage, neighbours_of
    from stocktake.benchmarks.engine import Benchmarks
    from stocktake.benchmarks.figures import FIGURES
    from stocktake.benchmarks.gaps import gap, group_gaps
    from stocktake.benchmarks.profile import CORRECTED, LAIT_2026, Profile
    from stocktake.benchmarks.rank import (
        SHARED_RANK,
        Direction,
        Rank,
        count_within,
        rank_among,
        straddles,
        to_comparable,
        within_share,
    )
    from stocktake.benchmarks.set_comparison import SetComparison
    from stocktake.benchmarks.table import benchmark_table, by_listing
    from stocktake.benchmarks.uncertainty import MULTIPLIER, interval, rank_interval

_HOMES = {
    "AreaFigure": "area",
    "Benchmark": "benchmark",
    "Benchmarks": "engine",
    "CORRECTED": "profile",
    "Direction": "rank",
    "FIGURES": "figures",
    "LAIT_2026": "profile",
    "MULTIPLIER": "uncertainty",
    "PERIOD_COLUMNS": "catalogue_table",
    "Profile": "profile",
    "Rank": "rank",
    "SHARED_RANK": "rank",
    "SetComparison": "set_comparison",
    "area_figure": "area",
    "benchmark_catalogue": "catalogue_table",
    "benchmark_gaps": "catalogue_table",
    "benchmark_table": "table",
    "by_listing": "table",
    "choose_vintage": "comparators",
    "compare_with_set": "comparator_sets",
    "count_within": "rank",
    "gap": "gaps",
    "group_gaps": "gaps",
    "interval": "uncertainty",
    "neighbours_of": "comparators",
    "rank_among": "rank",
    "rank_interval": "uncertainty",
    "regions_of": "comparator_sets",
    "straddles": "rank",
    "to_comparable": "rank",
    "within_share": "rank",
}

__all__ = [
    "CORRECTED",
    "FIGURES",
    "LAIT_2026",
    "MULTIPLIER",
    "PERIOD_COLUMNS",
    "SHARED_RANK",
    "AreaFigure",
    "Benchmark",
    "Benchmarks",
    "Direction",
    "Profile",
    "Rank",
    "SetComparison",
    "area_figure",
    "benchmark_catalogue",
    "benchmark_gaps",
    "benchmark_table",
    "by_listing",
    "choose_vintage",
    "compare_with_set",
    "count_within",
    "gap",
    "group_gaps",
    "interval",
    "neighbours_of",
    "rank_among",
    "rank_interval",
    "regions_of",
    "straddles",
    "to_comparable",
    "within_share",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
