"""Gathers the rows of an indicator from the series that carry it, the preferred series first."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

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

PERIOD = ["time_period", "time_identifier", "span_years"]
IDENTITY = [*PERIOD, "as_at", "place"]
"""What an indicator's rows differ in, and the order in which they stand."""

USES: dict[str, pl.DataType] = {
    "indicator_number": pl.Int32(),
    "preference": pl.Int32(),
    "series": pl.String(),
    "numerator_series": pl.String(),
    "denominator_series": pl.String(),
    "first_period": pl.String(),
    "last_period": pl.String(),
}
"""Columns of a table of the series that several indicators use: one row per use."""

Key = TypeVar("Key", bound=Hashable)


def gather(
    uses: Sequence[SeriesUse],
    releases: Sequence[Release],
    *,
    known_filter: pl.Expr | None = None,
) -> pl.DataFrame:
    """The rows of one indicator; see :func:`gather_at_once`."""
    return gather_at_once({"": uses}, releases, known_filter=known_filter)[""]


def gather_at_once(
    uses: Mapping[Key, Sequence[SeriesUse]],
    releases: Sequence[Release],
    *,
    known_filter: pl.Expr | None = None,
) -> dict[Key, pl.DataFrame]:
    """Rows of preferred series by indicator, each place and period once, a figure before a blank.

    A plan of many targets asks for hundreds of indicators: their rows are read, ordered and cut in
    one pass.

    Parameters
    ----------
    uses : mapping of key to sequence of SeriesUse
        By indicator, in order of preference; each counts for its own periods alone.
    releases : sequence of Release
        In order of loading: of several local returns for a place and day the last stands.
    known_filter : polars.Expr, optional
        Only rows for which it is true, whichever series they come from.

    Returns
    -------
    dict of key to polars.DataFrame
        Columns of ``FIGURES``, for every indicator asked for, those without a row too.
    """
    use_table = _use_table(uses.values())
    rows = _rows_used(use_table, releases)
    if known_filter is not None:
        rows = rows.filter(known_filter)
    table = _sort(rows.collect())
    identity = ["indicator_number", *IDENTITY]
    table = table.filter(pl.any_horizontal(pl.col(identity).ne_missing(pl.col(identity).shift())))
    return dict(zip(uses, _cut(table, len(uses)), strict=True))


def _sort(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows by indicator and identity; of those alike the one that counts comes first."""
    names = ["indicator_number", *IDENTITY, "is_blank", "preference", "loaded"]
    # Numbers of the few different texts sort in half the time of the texts.
    numbers = {
        f"{name}_number": rows[name].cast(pl.Enum(rows[name].unique().drop_nulls().sort()))
        for name in IDENTITY
        if rows[name].dtype == pl.String
    }
    return (
        rows.with_columns(
            is_blank=pl.col("value").is_null(),
            **{name: column.to_physical() for name, column in numbers.items()},
        )
        .sort(
            [f"{name}_number" if f"{name}_number" in numbers else name for name in names],
            descending=[name == "loaded" for name in names],
            maintain_order=True,
        )
        .select("indicator_number", *FIGURES)
    )


def distinct(column: pl.Series) -> list[str]:
    """The different texts of a column, in order. Most columns of one indicator hold one."""
    if column.is_empty() or column.min() == column.max():
        return column.head(1).to_list()
    return column.unique().sort().to_list()


def _use_table(uses: Iterable[Sequence[SeriesUse]]) -> pl.DataFrame:
    rows = [
        (
            number,
            preference,
            use.series,
            use.numerator or None,
            use.denominator or None,
            use.first_period,
            use.last_period,
        )
        for number, indicator_uses in enumerate(uses)
        for preference, use in enumerate(indicator_uses)
    ]
    return pl.DataFrame(rows, schema=USES, orient="row")


def _rows_used(use_table: pl.DataFrame, releases: Sequence[Release]) -> pl.LazyFrame:
    """The rows of every use within its periods, with the counts that other series carry."""
    names = pl.concat(
        [use_table[name] for name in ("series", "numerator_series", "denominator_series")]
    )
    rows = _read(names.drop_nulls().unique(maintain_order=True).to_list(), releases)
    table = rows.lazy().join(use_table.lazy(), on="series", maintain_order="left")
    period, first, last = (pl.col(n) for n in ("time_period", "first_period", "last_period"))
    if use_table["first_period"].null_count() < use_table.height:
        table = table.filter(first.is_null() | (period >= first))
    if use_table["last_period"].null_count() < use_table.height:
        table = table.filter(last.is_null() | (period <= last))
    for column in ("numerator", "denominator"):
        if use_table[f"{column}_series"].null_count() < use_table.height:
            table = _with_counts(table, column, rows)
    return table


def _with_counts(table: pl.LazyFrame, column: str, rows: pl.DataFrame) -> pl.LazyFrame:
    """Fill a column of counts from the series that a use names for it."""
    series, count, keys = f"{column}_series", f"{column}_count", [*PERIOD, "place"]
    counts = rows.lazy().select(pl.col("series").alias(series), *keys, pl.col("value").alias(count))
    return (
        table.join(
            counts.unique([series, *keys], keep="last", maintain_order=True),
            on=[series, *keys],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.coalesce(column, count).alias(column))
        .drop(series, count)
    )


def _cut(table: pl.DataFrame, count: int) -> list[pl.DataFrame]:
    """The part of a table for each indicator; its rows stand in order of indicators."""
    numbers = table["indicator_number"]
    bounds = pl.Series(range(count + 1), dtype=numbers.dtype)
    starts = numbers.search_sorted(bounds, side="left").to_list()
    figures = table.select(list(FIGURES))
    return [figures.slice(start, end - start) for start, end in pairwise(starts)]


def _read(series: Collection[str], releases: Sequence[Release]) -> pl.DataFrame:
    frames = []
    for index, release in enumerate(releases):
        names = [name for name in series if release.may_hold(name)]
        if names:
            rows = release.scan().filter(pl.col("series").is_in(names) & (pl.col("group") == "all"))
            frames.append(
                collect(rows, release.id).with_columns(
                    pl.lit(release.id).alias("release"), pl.lit(index).alias("loaded")
                )
            )
    empty = pl.DataFrame(schema=FIGURES | {"loaded": pl.Int32()})
    return pl.concat([empty, *frames], how="diagonal_relaxed").select(
        [*(pl.col(name).cast(kind) for name, kind in FIGURES.items()), "loaded"]
    )


def add_quoted(
    table: pl.DataFrame, quoted_figures: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Quoted figures fill what no release has; where one does, they are not used.

    A quoted blank says that nothing was published, which a release's own blank says better.
    """
    if quoted_figures.is_empty():
        return table, quoted_figures
    keys = ["place", "time_period", "time_identifier"]
    figure, blank = pl.col("value").is_not_null(), pl.col("value").is_null()
    figure_keys = table.filter(figure).select(keys).unique()
    all_keys = table.select(keys).unique()
    used_rows = pl.concat(
        [
            quoted_figures.filter(figure).join(figure_keys, on=keys, how="anti"),
            quoted_figures.filter(blank).join(all_keys, on=keys, how="anti"),
        ]
    )
    if used_rows.is_empty():
        return table, used_rows
    rest = table.join(used_rows.select(keys), on=keys, how="anti")
    rows = used_rows.with_columns(
        pl.lit(QUOTED_RELEASE).alias("release"), pl.lit(1, pl.Int8).alias("span_years")
    )
    filled_rows = pl.concat(
        [rest, rows.select([name for name in FIGURES if name in rows.columns])],
        how="diagonal_relaxed",
    )
    return filled_rows.select(list(FIGURES)).sort(IDENTITY), used_rows
