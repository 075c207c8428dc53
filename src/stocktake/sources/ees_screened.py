"""A data set as the checks see it: its tables, and what follows from them, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from stocktake.sources.column_keys import column_key
from stocktake.sources.ees_file import LINE, EesTables
from stocktake.sources.ees_geography import (
    ESTABLISHMENT_NAMES,
    LEVELS,
    STANDARD_COLUMNS,
    RowPlaces,
    place_rows,
)
from stocktake.sources.ees_meta import (
    TOTAL,
    EesFilter,
    EesIndicator,
    meta_filters,
    meta_indicators,
    unlisted_columns,
)
from stocktake.sources.ees_repeats import Repeats, find_repeats, names_that_tell_apart
from stocktake.standards.errors import Fault
from stocktake.standards.missing import read_cell
from stocktake.standards.places import PlaceRegister

ESTABLISHMENTS = ("School", "Provider", "Institution")
IN_REGISTER = ("National", "Regional", "Local authority", "School")
"""Levels whose places are known by their number, whatever they are called."""

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
        columns = set(self.tables.data_header)
        return tuple(item for item in self.listed_indicators if item.column in columns)

    @cached_property
    def data(self) -> pl.DataFrame:
        """The data; every cell that is no indicator's without outer spaces, blank is null."""
        figures = {indicator.key for indicator in self.indicators}
        columns = [
            pl.col(column).str.strip_chars().replace("", None)
            for column in self.tables.data.columns
            if column not in figures and column != LINE
        ]
        return self.tables.data.with_columns(columns)

    @cached_property
    def unlisted(self) -> tuple[str, ...]:
        """Columns that neither the meta file nor the standard explains."""
        return unlisted_columns(self.tables.data_header, self.tables.meta, STANDARD_COLUMNS)

    @cached_property
    def unlisted_figures(self) -> tuple[str, ...]:
        """Those of them that hold figures; they are not read."""
        return tuple(
            column for column in self.unlisted if _holds_figures(self.data[column_key(column)])
        )

    @cached_property
    def filters(self) -> tuple[EesFilter, ...]:
        """Every column that tells rows apart, by name.

        The meta file's filters, columns of categories that it does not list, and a grouping
        column where one item stands in several groups: left out, they would make one series of
        several.
        """
        filters = self._plain_filters
        columns = set(self.tables.data_header) - {item.column for item in filters}
        groups = dict.fromkeys(item.grouping_column or "" for item in filters)
        for group in groups:
            if group in columns and self._tells_totals_apart(group, filters):
                filters = (*filters, EesFilter(group, group))
        return tuple(sorted(filters, key=lambda item: item.column))

    @cached_property
    def _plain_filters(self) -> tuple[EesFilter, ...]:
        columns = set(self.tables.data_header) - STANDARD_COLUMNS
        columns |= set(self.labelling_columns)
        listed_filters = [item for item in meta_filters(self.tables.meta) if item.column in columns]
        filter_columns = {item.column for item in listed_filters}
        listed_filters += [
            EesFilter(group, group)
            for group in dict.fromkeys(item.grouping_column or "" for item in listed_filters)
            if group in columns - filter_columns
            and any(self._shares_items(i, group) for i in listed_filters)
        ]
        filter_columns = {item.column for item in listed_filters}
        group_columns = [
            EesFilter(column, column, is_listed=False)
            for column in dict.fromkeys([*self.unlisted, *self.labelling_columns])
            if column not in self.unlisted_figures and column not in filter_columns
        ]
        return (*listed_filters, *group_columns)

    @cached_property
    def labelling_columns(self) -> tuple[str, ...]:
        """Names of schools or providers on rows of another level: a filter by another name.

        Left out, the figure of one school would be read as that of its authority.
        """
        return tuple(
            name
            for name in ESTABLISHMENT_NAMES
            if name in self.tables.data_header
            and self.data.filter(
                ~pl.col("geographic_level").is_in(list(ESTABLISHMENTS)),
                pl.col(name).is_not_null(),
                pl.col(name) != TOTAL,
            ).height
        )

    def _tells_totals_apart(self, group: str, filters: tuple[EesFilter, ...]) -> bool:
        """Whether rows that share every filter, and not their figures, are of different groups."""
        keys = ["place", "time_period", "time_identifier", *(item.key for item in filters)]
        rows = self.data.join(self.placed_rows.places, on=LINE, how="inner").filter(
            pl.col("place").is_not_null()
        )
        figures = [item.key for item in self.indicators if item.key not in keys]
        several = rows.group_by(keys).agg(pl.col(column_key(group)).n_unique().alias("rows"))
        repeated_rows = rows.join(
            several.filter(pl.col("rows") > 1), on=keys, how="semi", nulls_equal=True
        )
        distinct = repeated_rows.select(*keys, *figures).unique()
        return bool(figures) and distinct.height > distinct.select(keys).unique().height

    def _shares_items(self, item: EesFilter, group: str) -> bool:
        """Whether an item of a filter, not its total, stands in several of its groups."""
        if item.grouping_column != group:
            return False
        pairs = self.data.select(item.key, column_key(group)).filter(pl.col(item.key) != item.total)
        return not bool(pairs.unique()[item.key].is_unique().all())

    @cached_property
    def placed_rows(self) -> RowPlaces:
        """The place of every row by its code, and what is wrong with them."""
        return place_rows(self.data, self.name, self.register)

    @cached_property
    def row_places(self) -> RowPlaces:
        """The same, where rows of two names under one code are places of their own."""
        names = self._place_names
        if not self.split_places:
            return self.placed_rows
        split = [place for place, *_ in self.split_places]
        places = self.placed_rows.places.join(names, on=LINE, how="left").select(
            LINE,
            pl.when(pl.col("place").is_in(split) & pl.col("name").is_not_null())
            .then(pl.col("place") + "-" + pl.col("name").map_elements(slug, pl.String()))
            .otherwise("place")
            .alias("place"),
        )
        return replace(self.placed_rows, places=places)

    @cached_property
    def _place_names(self) -> pl.DataFrame:
        """For each row of a level whose places the register does not hold, its name."""
        parts = [
            pl.DataFrame(schema={LINE: pl.Int32(), "name": pl.String(), "column": pl.String()})
        ]
        for level in LEVELS.values():
            column = next((name for name in level.names if name in self.data.columns), None)
            if column and level.codes and level.name not in IN_REGISTER:
                rows = self.data.filter(pl.col("geographic_level") == level.name)
                parts.append(
                    rows.select(LINE, pl.col(column).alias("name"), pl.lit(column).alias("column"))
                )
        return pl.concat(parts)

    @cached_property
    def split_places(self) -> list[tuple[str, str, int, list[str]]]:
        """Places whose rows clash unless names are looked at: place, column, line, names."""
        rows = (
            self.data.join(self.placed_rows.places, on=LINE, how="inner")
            .join(self._place_names, on=LINE, how="inner")
            .filter(pl.col("place").is_not_null())
        )
        clashing = names_that_tell_apart(rows, self._plain_filters, ["name"])
        places = (
            rows.join(clashing, on="place", how="semi")
            .sort(LINE)
            .group_by("place", maintain_order=True)
            .agg(pl.first("column"), pl.first(LINE), pl.col("name").unique(maintain_order=True))
        )
        return [(place, column, line, names) for place, column, line, names in places.iter_rows()]

    @cached_property
    def symbols(self) -> pl.DataFrame:
        """Every cell of an indicator that is no number: distinct by column and text.

        Columns: ``column``, ``text``, ``first`` (line), ``rows``, ``known`` (a symbol, or a
        number with separators), ``value`` and ``missing`` (as ``standards.missing`` reads it).
        """
        parts = [self._symbols_of(indicator.column) for indicator in self.indicators]
        place_faults = pl.concat(parts)
        texts = place_faults["text"].unique().to_list()
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
        return place_faults.join(meanings, on="text", how="left").sort("first", "column")

    def _symbols_of(self, column: str) -> pl.DataFrame:
        return (
            self.tables.data.select(LINE, pl.col(column_key(column)).alias("text"))
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
            self.data.join(self.row_places.places, on=LINE, how="inner"),
            indicators=self.indicators,
            filters=self.filters,
        )

    @cached_property
    def naming_filter(self) -> frozenset[str]:
        """The names of schools or providers, where they are the meta file's only filter.

        Such a column is a filter like any other, though the standard has it for places.
        """
        filters = meta_filters(self.tables.meta)
        names = {filters[0].column, filters[0].grouping_column} if len(filters) == 1 else set()
        return frozenset(ESTABLISHMENT_NAMES) & names

    def column_name(self, key: str) -> str:
        """The name in the file of a column of ``data``."""
        return next((name for name in self.tables.data_header if column_key(name) == key), key)

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
        bad = self.data.filter(condition).select(LINE, column_key(column))
        if not bad.height:
            return []
        line, cell = bad.sort(LINE).row(0)
        return [Fault(self.at(line, column), say("" if cell is None else cell, bad.height))]


def number(text: pl.Expr) -> pl.Expr:
    """The number that a cell holds; null for text, blanks, infinities and "not a number"."""
    value = text.cast(pl.Float64(), strict=False)
    return pl.when(value.is_finite()).then(value)


def slug(name: str) -> str:
    """A name as the end of a place's id.

    Examples
    --------
    >>> slug("OLD NAME College & Co")
    'old-name-college-and-co'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ")).strip("-")


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
