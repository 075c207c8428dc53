"""Makes a benchmark of one cell of a place's columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stocktake.benchmarks.bands import QUARTILES
from stocktake.benchmarks.benchmark import Benchmark
from stocktake.benchmarks.change import TRENDS
from stocktake.benchmarks.figures import NO_REASON_GIVEN
from stocktake.benchmarks.rank import Rank
from stocktake.standards.periods import Period

Row = Mapping[str, float | None]
"""The columns of a place in one cell, by name; None for none."""


def benchmark_of(
    row: Row,
    identity: tuple[str, str, str, Period],
    *,
    observation: Mapping[str, Any],
    not_ranked: str,
    region_id: str | None,
    vintage: int | None,
) -> Benchmark:
    """A row of columns as a benchmark.

    Parameters
    ----------
    identity : tuple
        Indicator, group, place and period.
    observation : mapping
        The row of the observations; empty for none.
    not_ranked : str
        Why there is no rank; empty where there is one.
    region_id : str or None
        The region whose figure the row has.
    vintage : int or None
        The list of neighbours that was used.
    """
    indicator, group, place, period = identity
    missing = observation.get("missing")
    return Benchmark(
        indicator=indicator,
        group=group,
        place=place,
        period=period,
        value=row["value"],
        missing=missing if row["value"] is not None else missing or NO_REASON_GIVEN,
        rank=rank_in(row, "rank", "n", "tied"),
        not_ranked=not_ranked,
        percentile=row["percentile"],
        quartile=None if row["quartile"] is None else QUARTILES[int(row["quartile"]) - 1],
        sextile=_whole(row["sextile"]),
        england=row["england"],
        region_id=region_id,
        region=row["region"],
        rank_in_region=rank_in(row, "rank_in_region", "n_in_region", "tied_in_region"),
        neighbours_vintage=vintage,
        neighbours_mean=row["neighbours_mean"],
        neighbours_median=row["neighbours_median"],
        neighbours_n=_whole(row["neighbours_n"]),
        rank_among_neighbours=rank_in(
            row, "rank_among_neighbours", "n_among_neighbours", "tied_among_neighbours"
        ),
        gap_to_england=row["gap_to_england"],
        gap_to_region=row["gap_to_region"],
        gap_to_neighbours_mean=row["gap_to_neighbours_mean"],
        change=row["change"],
        change_3_years=row["change_3_years"],
        trend=None if row["trend"] is None else TRENDS[int(row["trend"]) + 1],
    )


def rank_in(row: Row, rank: str, n: str, tied: str) -> Rank | None:
    """The rank that three of the columns make; None where there is none."""
    columns = (row[rank], row[n], row[tied])
    if columns[0] is None:
        return None
    return Rank(*(int(column or 0) for column in columns))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
