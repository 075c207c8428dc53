"""The series that releases list, and the kind of year that each counts in."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from stocktake.sources.reading import SERIES
from stocktake.statistics.release import Release, collect


def list_series(releases: Sequence[Release]) -> pl.DataFrame:
    """The series of some releases, one row each; of several rows the last release's stands."""
    tables = [table for release in releases if (table := release.series()).height]
    if not tables:
        return pl.DataFrame(schema=SERIES)
    return pl.concat(tables, how="diagonal").unique("series", keep="last", maintain_order=True)


def kinds_of_year(releases: Sequence[Release]) -> dict[str, str]:
    """The kind of year in which most of each series' periods with a figure are."""
    counts = [
        collect(
            release.scan()
            .filter(pl.col("value").is_not_null())
            .group_by("series", "time_identifier")
            .len(),
            release.id,
        )
        for release in releases
    ]
    if not counts:
        return {}
    most = (
        pl.concat(counts)
        .group_by("series", "time_identifier")
        .agg(pl.col("len").sum())
        .sort("series", "len", "time_identifier")
        .unique("series", keep="last", maintain_order=True)
    )
    return dict(most.select("series", "time_identifier").iter_rows())
