"""Gathers the rows of an indicator from the series that carry it, the preferred series first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from stocktake.statistics.quoted import QUOTED_RELEASE
from stocktake.statistics.release import Release, collect
from stocktake.statistics.schema import SeriesUse

FIGURES: dict[str, pl.DataType] = {
    "series": pl.String(),
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "span_years": pl.Int8(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "missing": pl.String(),
    "stage": pl.String(),
    "row": pl.Int32(),
    "release": pl.String(),
    "as_at": pl.Date(),
    "cumulative": pl.Boolean(),
    "schools_returned_count": pl.Int32(),
    "schools_expected_count": pl.Int32(),
    "returned_by": pl.String(),
    "returned_on": pl.Date(),
}
"""Columns of an indicator's figures: one row per place and period (local returns: and date)."""

IDENTITY = ["place", "time_period", "time_identifier", "span_years", "as_at"]


def gather(
    uses: Sequence[SeriesUse], releases: Sequence[Release], *, known: pl.Expr | None = None
) -> pl.DataFrame:
    """Rows of the preferred series, each place and period once, a figure before a blank.

    Parameters
    ----------
    uses : sequence of SeriesUse
        In order of preference; each counts for its own periods alone.
    releases : sequence of Release
        In order of loading: of several local returns for a place and day the last stands.
    known : polars.Expr, optional
        Only rows for which it is true, whichever series they come from.

    Returns
    -------
    polars.DataFrame
        Columns of ``FIGURES``.
    """
    frames = []
    for preference, use in enumerate(uses):
        table = _series_table(use, releases)
        if use.first_period:
            table = table.filter(pl.col("time_period") >= use.first_period)
        if use.last_period:
            table = table.filter(pl.col("time_period") <= use.last_period)
        if known is not None:
            table = table.filter(known)
        frames.append(table.with_columns(pl.lit(preference).alias("preference")))
    return (
        pl.concat(frames)
        .sort(
            [pl.col("value").is_null(), "preference", "loaded"],
            descending=[False, False, True],
            maintain_order=True,
        )
        .unique(IDENTITY, keep="first", maintain_order=True)
        .sort(["time_period", "as_at", "place"])
        .select(list(FIGURES))
    )


def _series_table(use: SeriesUse, releases: Sequence[Release]) -> pl.DataFrame:
    table = _read_series(use.series, releases)
    for column, series in (("numerator", use.numerator), ("denominator", use.denominator)):
        if series and table.height:
            counts = _read_series(series, releases).select(
                *IDENTITY[:-1], pl.col("value").alias(f"{column}_count")
            )
            table = (
                table.join(counts.unique(IDENTITY[:-1], keep="last"), on=IDENTITY[:-1], how="left")
                .with_columns(pl.coalesce(column, f"{column}_count").alias(column))
                .drop(f"{column}_count")
            )
    return table


def _read_series(series: str, releases: Sequence[Release]) -> pl.DataFrame:
    frames = [
        collect(
            release.scan().filter((pl.col("series") == series) & (pl.col("group") == "all")),
            release.id,
        ).with_columns(pl.lit(release.id).alias("release"), pl.lit(index).alias("loaded"))
        for index, release in enumerate(releases)
        if release.may_hold(series)
    ]
    empty = pl.DataFrame(schema=FIGURES | {"loaded": pl.Int32()})
    return pl.concat([empty, *frames], how="diagonal_relaxed").select(
        [*(pl.col(name).cast(kind) for name, kind in FIGURES.items()), "loaded"]
    )


def add_quoted(table: pl.DataFrame, quoted: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quoted figures fill what no release gives; where one does, they are not used.

    A quoted blank says that nothing was published, which a release's own blank says better.
    """
    if quoted.is_empty():
        return table, quoted
    keys = ["place", "time_period", "time_identifier"]
    figure, blank = pl.col("value").is_not_null(), pl.col("value").is_null()
    held = table.filter(figure).select(keys).unique()
    known = table.select(keys).unique()
    used = pl.concat(
        [
            quoted.filter(figure).join(held, on=keys, how="anti"),
            quoted.filter(blank).join(known, on=keys, how="anti"),
        ]
    )
    if used.is_empty():
        return table, used
    rest = table.join(used.select(keys), on=keys, how="anti")
    rows = used.with_columns(
        pl.lit(QUOTED_RELEASE).alias("release"), pl.lit(1, pl.Int8).alias("span_years")
    )
    filled = pl.concat(
        [rest, rows.select([name for name in FIGURES if name in rows.columns])],
        how="diagonal_relaxed",
    )
    return filled.select(list(FIGURES)).sort(["time_period", "as_at", "place"]), used
