"""Figures laid out by place and cell, so that any of them is found by its position.

A cell is one indicator, group and period. Whatever a figure is compared with (England, a region,
ten neighbours, its own of a year ago) is then a row or a column to look at, not a join.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period

HISTORY = ["series", "group", "time_identifier", "span_years"]
IDENTITY = [*HISTORY, "time_period"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """Figures by place and cell.

    Parameters
    ----------
    cells : polars.DataFrame
        One row per series, group and period, in order: the columns of ``IDENTITY``, ``history``
        (a number for each series, group and kind of period) and ``year``.
    places : list of str
        Place ids by number.
    cell, place : array of int
        Of each observation, in the order of the observations.
    values : array of float
        One row per place, one column per cell; not a number where missing.
    """

    cells: pl.DataFrame
    places: list[str]
    cell: Numbers
    place: Numbers
    values: Floats

    @cached_property
    def number(self) -> dict[str, int]:
        """Numbers of the places, by id."""
        return {place: number for number, place in enumerate(self.places)}

    @cached_property
    def cell_number(self) -> dict[tuple[str, str, str, int, str], int]:
        """Numbers of the cells, by the columns of ``IDENTITY``."""
        return {row: number for number, row in enumerate(self.cells.select(IDENTITY).iter_rows())}

    @cached_property
    def row_number(self) -> Numbers:
        """Position of each place's observation of a cell among the observations; -1 for none."""
        rows = np.full(self.values.shape, -1, dtype=np.int64)
        rows[self.place, self.cell] = np.arange(len(self.cell))
        return rows

    def figures_of(self, place: str | None) -> Floats:
        """A place's figure in every cell; not a number for a place that has none at all."""
        number = self.number.get(place or "")
        return self.no_figures if number is None else self.values[number]

    def figures_of_all(self, places: tuple[str, ...]) -> Floats:
        """The figures of several places, one row per place."""
        if not places:
            return np.empty((0, self.cells.height))
        return np.stack([self.figures_of(place) for place in places])

    @cached_property
    def no_figures(self) -> Floats:
        """What a place without any figure has."""
        return np.full(self.cells.height, np.nan)

    @cached_property
    def _histories(self) -> tuple[Numbers, Numbers]:
        columns = self.cells.select(pl.col("history", "year").cast(pl.Int64))
        return columns["history"].to_numpy(), columns["year"].to_numpy()

    def earlier(self, years: int) -> Numbers:
        """For each cell the one exactly so many years before; -1 where there is none."""
        history, year = self._histories
        # Cells of one history stand together in order of period.
        key = history * 10_000 + year
        at = np.minimum(np.searchsorted(key, key - years), max(len(key) - 1, 0))
        return np.where(key[at] == key - years, at, -1) if len(key) else key

    def row_before(self) -> Numbers:
        """For each cell the next earlier period of its history, however long before; else -1."""
        history, _ = self._histories
        before = np.arange(len(history)) - 1
        return np.where((before < 0) | (history[before] != history), -1, before)

    def latest(self) -> Numbers:
        """For each cell the latest of its history."""
        history, _ = self._histories
        return np.searchsorted(history, history, side="right") - 1

    def period(self, cell: int) -> Period:
        """The period of a cell."""
        return Period(*self._periods[cell])

    @cached_property
    def _periods(self) -> list[tuple[str, str, int]]:
        return self.cells.select("time_period", "time_identifier", "span_years").rows()


def lay_out(observations: pl.DataFrame) -> Grid:
    """Lay observations out by place and cell.

    Parameters
    ----------
    observations : polars.DataFrame
        Columns of ``sources.reading.OBSERVATIONS``.

    Raises
    ------
    UsageError
        Two observations have the same series, place, period and group.
    """
    key = np.zeros(observations.height, dtype=np.int64)
    names: dict[str, pl.Series] = {}
    for name in IDENTITY:
        codes, names[name] = _number_values(observations[name])
        key = key * max(len(names[name]), 1) + codes
    cell, keys = _dense(key, int(np.prod([max(len(words), 1) for words in names.values()])))
    place, places = _number_values(observations["place"])
    values = np.full((len(places), len(keys)), np.nan)
    position = place * len(keys) + cell
    if len(position) and np.bincount(position, minlength=1).max() > 1:
        raise UsageError(
            "cannot place figures: some series has two for one place, period and group"
        )
    values.ravel()[position] = observations["value"].to_numpy()
    return Grid(_cells(keys, names), places.to_list(), cell, place, values)


def _number_values(column: pl.Series) -> tuple[Numbers, pl.Series]:
    """The number of each entry among the different ones in order, and these."""
    if column.is_empty():
        return np.zeros(0, dtype=np.int64), column
    # Files come in order of some of their columns: then only the first of each run is looked at.
    runs = column.rle_id().to_numpy()
    firsts = column
    if runs[-1] < len(column) // 4:
        firsts = column.gather(np.flatnonzero(np.diff(runs, prepend=-1)))
    codes, words = _numbered_each(firsts)
    return (codes if len(codes) == len(column) else codes[runs]), words


def _numbered_each(column: pl.Series) -> tuple[Numbers, pl.Series]:
    if column.dtype != pl.String:
        words = column.unique().sort()
        return words.search_sorted(column).cast(pl.Int64).to_numpy(), words
    codes = column.cast(pl.Categorical).to_physical().to_numpy()
    codes_used, first = (
        np.unique(codes, return_index=True) if len(codes) < 10_000 else _firsts(codes)
    )
    words = column.gather(first)
    order = words.arg_sort().to_numpy()
    new = np.zeros(int(codes_used.max()) + 1, dtype=np.int64)
    new[codes_used[order]] = np.arange(len(codes_used))
    return new[codes], words.gather(order)


def _firsts(codes: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """The different codes, and where each stands."""
    at = np.full(int(codes.max()) + 1, -1, dtype=np.int64)
    at[codes] = np.arange(len(codes))
    positions = np.flatnonzero(at >= 0)
    return positions, at[positions]


def _dense(key: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Keys numbered in order without holes, and the key of each number."""
    if size > 20_000_000 or not len(key):
        keys, numbers = np.unique(key, return_inverse=True)
        return numbers.astype(np.int64), keys
    is_present = np.zeros(size, dtype=bool)
    is_present[key] = True
    keys = np.flatnonzero(is_present)
    number = np.zeros(size, dtype=np.int64)
    number[keys] = np.arange(len(keys))
    return number[key], keys


def _cells(keys: Numbers, names: dict[str, pl.Series]) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {}
    rest = keys
    for name in reversed(IDENTITY):
        words = names[name]
        size = max(len(words), 1)
        columns[name] = words.gather(rest % size).alias(name)
        rest = rest // size
        if name == "time_period":
            columns["history"] = pl.Series("history", rest, dtype=pl.Int64)
    year = columns["time_period"].str.slice(0, 4).cast(pl.Int32)
    return pl.DataFrame([*columns.values(), year.alias("year")])
