"""Observations laid out so that any place's figure for any period is found by its position.

A figure stands at ``cell x places + place``, where a cell is one series, group and period. What a
place is set beside (England, a region, ten neighbours, itself a year ago) is then a position to
look at, not a join.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period

HISTORY = ["series", "group", "time_identifier", "span_years"]
IDENTITY = [*HISTORY, "time_period"]


@dataclass(frozen=True)
class Grid:
    """Figures by position.

    Parameters
    ----------
    cells : polars.DataFrame
        One row per series, group and period, in order: the columns of ``IDENTITY``, ``history``
        (a number for each series, group and kind of period) and ``year``.
    places : list of str
        Place ids by number.
    cell, place : polars.Series
        Of each observation, in the order given.
    values : polars.Series
        One figure per cell and place; null where missing.
    """

    cells: pl.DataFrame
    places: list[str]
    cell: pl.Series
    place: pl.Series
    values: pl.Series

    def look(self, cell: pl.Series, place: pl.Series | int) -> pl.Series:
        """The figures at some cells and places; null where either is null or has no figure."""
        at = cell.cast(pl.Int64) * len(self.places) + place
        return self.values.gather(at)

    @cached_property
    def number(self) -> dict[str, int]:
        """Numbers of the places, by id."""
        return {place: number for number, place in enumerate(self.places)}

    def earlier(self, years: int) -> pl.Series:
        """For each cell the one exactly so many years before; null where there is none.

        Cells of one history stand together in order of period, so it is at most that many rows
        above.
        """
        candidates = [
            pl.when(
                (pl.col("history").shift(rows) == pl.col("history"))
                & (pl.col("year").shift(rows) == pl.col("year") - years)
            ).then(pl.int_range(pl.len(), dtype=pl.Int64) - rows)
            for rows in range(1, years + 1)
        ]
        return self.cells.select(pl.coalesce(candidates)).to_series()

    def row_before(self) -> pl.Series:
        """For each cell the next earlier period of its history, however long before."""
        same = pl.col("history").shift(1) == pl.col("history")
        number = pl.int_range(pl.len(), dtype=pl.Int64)
        return self.cells.select(pl.when(same).then(number - 1)).to_series()

    def latest(self) -> pl.Series:
        """For each cell the latest of its history."""
        numbered = self.cells.with_row_index("number").with_columns(pl.col("number").cast(pl.Int64))
        return numbered.select(pl.col("number").max().over("history")).to_series()

    def period(self, cell: int) -> Period:
        """The period of a cell."""
        time_period, kind, span = self.cells.select(
            "time_period", "time_identifier", "span_years"
        ).row(cell)
        return Period(time_period, kind, span)


def lay_out(observations: pl.DataFrame) -> Grid:
    """Lay observations out as a grid.

    Parameters
    ----------
    observations : polars.DataFrame
        Columns of ``sources.reading.OBSERVATIONS``.

    Raises
    ------
    UsageError
        Two observations have the same series, place, period and group.
    """
    numbered = {name: _numbered(observations[name]) for name in [*IDENTITY, "place"]}
    key = pl.zeros(observations.height, pl.Int64, eager=True)
    for name in IDENTITY:
        codes, words = numbered[name]
        key = key * max(len(words), 1) + codes
    keys = key.unique().sort()
    cell = keys.search_sorted(key).cast(pl.Int64)
    place, places = numbered["place"]
    position = cell * len(places) + place
    if position.n_unique() < len(position):
        raise UsageError(
            "cannot place figures: some series has two for one place, period and group"
        )
    values = pl.repeat(None, len(keys) * len(places), dtype=pl.Float64, eager=True)
    values = values.scatter(position, observations["value"].fill_nan(None))
    return Grid(_cells(keys, numbered), places.to_list(), cell, place, values)


def ranks(key: pl.Series, value: pl.Series) -> pl.DataFrame:
    """Competition ranks within groups, the lowest value first.

    Parameters
    ----------
    key : polars.Series
        Number of each row's group.
    value : polars.Series
        What to rank by; rows where it or the key is null are not ranked.

    Returns
    -------
    polars.DataFrame
        ``rank``, ``n`` and ``tied`` in the order given; null where not ranked.
    """
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    frame = pl.DataFrame({"key": key, "value": value}).with_row_index("at")
    ordered = frame.drop_nulls().sort("key", "value").with_columns(number.alias("number"))
    new_group = (pl.col("key") != pl.col("key").shift(1)).fill_null(True)
    new_run = new_group | (pl.col("value") != pl.col("value").shift(1))
    starts = ordered.with_columns(
        group=pl.when(new_group).then("number").forward_fill(),
        run=pl.when(new_run).then("number").forward_fill(),
        group_ends=_ends(new_group),
        run_ends=_ends(new_run),
    )
    found = starts.select(
        "at",
        rank=pl.col("run") - pl.col("group") + 1,
        n=pl.col("group_ends") - pl.col("group") + 1,
        tied=pl.col("run_ends") - pl.col("run") + 1,
    )
    # A series is scattered into in place, so each column needs an empty one of its own.
    return pl.DataFrame(
        {
            name: pl.repeat(None, len(key), dtype=pl.Int32, eager=True).scatter(
                found["at"], found[name]
            )
            for name in ("rank", "n", "tied")
        }
    )


def rounded(value: pl.Series, decimal_places: int | None) -> pl.Series:
    """Figures as they are compared, with no negative zero."""
    return (value if decimal_places is None else value.round(decimal_places)) + 0.0


def _ends(new: pl.Expr) -> pl.Expr:
    last = new.shift(-1, fill_value=True)
    return pl.when(last).then("number").backward_fill()


def _numbered(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    words = column.unique().sort()
    if column.dtype == pl.String:
        return column.cast(pl.Enum(words)).to_physical().cast(pl.Int64), words
    return words.search_sorted(column).cast(pl.Int64), words


def _cells(keys: pl.Series, numbered: dict[str, tuple[pl.Series, pl.Series]]) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {}
    rest = keys
    for name in reversed(IDENTITY):
        words = numbered[name][1]
        columns[name] = words.gather(rest % max(len(words), 1)).alias(name)
        rest = rest // max(len(words), 1)
        if name == "time_period":
            columns["history"] = rest.alias("history")
    year = columns["time_period"].str.slice(0, 4).cast(pl.Int32)
    return pl.DataFrame([*columns.values(), year.alias("year")])
