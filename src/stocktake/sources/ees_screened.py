"""A data set as the checks see it: its tables, and what follows from them, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from stocktake.sources.ees_file import LINE, EesTables
from stocktake.sources.ees_geography import STANDARD_COLUMNS, Placed, place_rows
from stocktake.sources.ees_meta import (
    EesFilter,
    EesIndicator,
    meta_filters,
    meta_indicators,
    unlisted_columns,
)
from stocktake.sources.ees_repeats import Repeats, find_repeats
from stocktake.standards.errors import Fault
from stocktake.standards.missing import read_cell
from stocktake.standards.places import PlaceRegister

BLANK_ITEM = "(blank)"
"""How a series names a filter cell that is empty."""


@dataclass(frozen=True)
class EesFile:
    """The tables of a data set with the register of places.

    Parameters
    ----------
    tables : EesTables
        As read; cells of filters and geography are stripped of outer spaces here.
    register : PlaceRegister
    """

    tables: EesTables
    register: PlaceRegister

    @property
    def name(self) -> str:
        """Name of the data file."""
        return self.tables.data_name

    @cached_property
    def listed_indicators(self) -> tuple[EesIndicator, ...]:
        """Indicators that the meta file lists."""
        return meta_indicators(self.tables.meta)

    @cached_property
    def indicators(self) -> tuple[EesIndicator, ...]:
        """Those of them that the data file has."""
        columns = set(self.tables.data.columns)
        return tuple(item for item in self.listed_indicators if item.column in columns)

    @cached_property
    def data(self) -> pl.DataFrame:
        """The data; every cell that is no indicator's without outer spaces, blank is null."""
        figures = {indicator.column for indicator in self.indicators}
        stripped = [
            pl.col(column).str.strip_chars().replace("", None)
            for column in self.tables.data.columns
            if column not in figures and column != LINE
        ]
        return self.tables.data.with_columns(stripped)

    @cached_property
    def unlisted(self) -> tuple[str, ...]:
        """Columns that neither the meta file nor the standard explains."""
        columns = [column for column in self.data.columns if column != LINE]
        return unlisted_columns(columns, self.tables.meta, STANDARD_COLUMNS)

    @cached_property
    def unlisted_figures(self) -> tuple[str, ...]:
        """Those of them that hold figures; they are not read."""
        return tuple(column for column in self.unlisted if _holds_figures(self.data[column]))

    @cached_property
    def filters(self) -> tuple[EesFilter, ...]:
        """Every column that tells rows apart, by name.

        The meta file's filters, columns of categories that it does not list, and a grouping
        column where one item stands in several groups: left out, they would make one series of
        several.
        """
        columns = set(self.data.columns) - STANDARD_COLUMNS
        listed = [item for item in meta_filters(self.tables.meta) if item.column in columns]
        named = {item.column for item in listed}
        listed += [
            EesFilter(group, group)
            for group in dict.fromkeys(item.grouping_column or "" for item in listed)
            if group in columns - named and any(self._shares_items(i, group) for i in listed)
        ]
        others = [
            EesFilter(column, column, listed=False)
            for column in self.unlisted
            if column not in self.unlisted_figures
        ]
        return tuple(sorted([*listed, *others], key=lambda item: item.column))

    def _shares_items(self, item: EesFilter, group: str) -> bool:
        """Whether an item of a filter, not its total, stands in several of its groups."""
        if item.grouping_column != group:
            return False
        pairs = self.data.select(item.column, group).filter(pl.col(item.column) != item.total)
        return not bool(pairs.unique()[item.column].is_unique().all())

    @cached_property
    def placed(self) -> Placed:
        """The place of every row, and what is wrong with them."""
        return place_rows(self.data, self.name, self.register)

    @cached_property
    def symbols(self) -> pl.DataFrame:
        """Every cell of an indicator that is no number: distinct by column and text.

        Columns: ``column``, ``text``, ``first`` (line), ``rows``, ``known`` (a symbol, or a
        number with separators), ``value`` and ``missing`` (as ``standards.missing`` reads it).
        """
        parts = [self._symbols_of(indicator.column) for indicator in self.indicators]
        found = pl.concat(parts)
        texts = found["text"].unique().to_list()
        read = [_read(text) for text in texts]
        meanings = pl.DataFrame(
            {
                "text": texts,
                "known": [cell is not None for cell in read],
                "value": [cell[0] if cell else None for cell in read],
                "missing": [cell[1] if cell else None for cell in read],
            },
            schema={
                "text": pl.String(),
                "known": pl.Boolean(),
                "value": pl.Float64(),
                "missing": pl.String(),
            },
        )
        return found.join(meanings, on="text", how="left").sort("first", "column")

    def _symbols_of(self, column: str) -> pl.DataFrame:
        return (
            self.tables.data.select(LINE, pl.col(column).alias("text"))
            .filter(number(pl.col("text")).is_null())
            .with_columns(pl.col("text").fill_null("").str.strip_chars())
            .group_by("text")
            .agg(pl.col(LINE).min().alias("first"), pl.len().alias("rows"))
            .select(pl.lit(column).alias("column"), "text", "first", "rows")
        )

    @cached_property
    def repeats(self) -> Repeats:
        """Rows that say the same thing twice, and rows that contradict each other."""
        return find_repeats(
            self.data.join(self.placed.places, on=LINE, how="inner"),
            indicators=self.indicators,
            filters=self.filters,
        )

    def at(self, line: object, column: str = "") -> str:
        """Where a fault is: ``absence.csv: line 7, column school_type``."""
        place = f"{self.name}: line {line}"
        return f"{place}, column {column}" if column else place

    def first_where(
        self, condition: pl.Expr, column: str, say: Callable[[str, int], str]
    ) -> list[Fault]:
        """One fault for all rows that satisfy a condition, at the first of them.

        ``say`` is given the cell of ``column`` there and the number of rows.
        """
        bad = self.data.filter(condition).select(LINE, column)
        if not bad.height:
            return []
        line, cell = bad.sort(LINE).row(0)
        return [Fault(self.at(line, column), say("" if cell is None else cell, bad.height))]


def number(text: pl.Expr) -> pl.Expr:
    """The number that a cell holds; null for text, blanks, infinities and "not a number"."""
    value = text.cast(pl.Float64(), strict=False)
    return pl.when(value.is_finite()).then(value)


def _holds_figures(column: pl.Series) -> bool:
    texts = column.drop_nulls().unique().to_frame("text")
    words = texts.filter(number(pl.col("text")).is_null())["text"].to_list()
    return len(words) < texts.height and all(_read(word) is not None for word in words)


def _read(text: str) -> tuple[float | None, str | None] | None:
    """What a cell says that is no plain number, or None where nobody can tell."""
    try:
        return read_cell(text)
    except ValueError:
        return None
