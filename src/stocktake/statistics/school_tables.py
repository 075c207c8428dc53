"""The published tables of schools that a warehouse holds, and the figures that they print.

A school table is a release like any other and keeps its cells as they were printed. Which column
is which measure is decided here, on reading, by the definitions of ``sources.schools``; nothing is
stored twice, and a changed definition changes no release.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl

from stocktake.sources.schools import (
    SCHOOL_SOURCE,
    FigureReader,
    FigureRule,
    SchoolTable,
    load_school_tables,
    table_columns,
)
from stocktake.standards.period import six_digits
from stocktake.statistics.release import Release, collect
from stocktake.statistics.store import Warehouse

SCHOOL_TABLE = "school_table"
STAGES = ("provisional", "revised", "final")
Owners = Literal["schools", "places"]


@dataclass(frozen=True)
class HeldTable:
    """A release of a school table with the definition that reads it.

    Parameters
    ----------
    release : Release
    kind : str
        Id of its definition.
    editions : tuple of str
        The first and last year of the edition; one where they are the same.
    definition : SchoolTable
    """

    release: Release
    kind: str
    editions: tuple[str, ...]
    definition: SchoolTable

    @property
    def precedence(self) -> tuple[int, date, tuple[str, ...], str]:
        """Of two tables that print the same figure, the later in this order is believed."""
        stage = STAGES.index(self.definition.stage)
        return stage, self.release.known_on, self.editions, self.release.id

    def scan(self) -> pl.LazyFrame:
        """The stored rows: whose each is, its year and line, and its printed cells."""
        return self.release.scan_table(SCHOOL_TABLE)

    def years(self, rule: FigureRule) -> set[str]:
        """The academic years of the pupils that a column of this edition can be about."""
        if rule.time_period:
            return {rule.time_period}
        lag = self.definition.period.lag_years + rule.lag_years
        first, last = int(self.editions[0][:4]), int(self.editions[-1][:4])
        return {six_digits(year - lag) for year in range(first, last + 1)}

    def figures(self, rules: Collection[FigureRule], owners: Owners | None = None) -> pl.DataFrame:
        """The figures that some columns print, of schools, of places or of both.

        Raises
        ------
        StoreError
            The release is damaged.
        """
        frame = self.scan()
        if owners:
            # Before the cells are read: a table of every school has few rows of places.
            is_place = pl.col("place").is_not_null()
            frame = frame.filter(is_place if owners == "places" else ~is_place)
        names = frame.collect_schema().names()
        columns = table_columns(names, self.definition, rules)
        cells = collect(frame.select(columns), self.release.id)
        return FigureReader(cells, self.definition).figures(tuple(rules))


def held_tables(
    warehouse: Warehouse, as_of: date, own_folder: Path | None = None
) -> list[HeldTable]:
    """The school tables known on a day, the one to be believed last.

    A release whose kind no definition describes is left out.
    """
    definitions = load_school_tables(own_folder)
    tables = []
    for release in warehouse.known_on(as_of):
        if not release.source.startswith(SCHOOL_SOURCE):
            continue
        kind, _, editions = release.source.removeprefix(SCHOOL_SOURCE).rpartition("-")
        if kind in definitions:
            tables.append(HeldTable(release, kind, tuple(editions.split("_")), definitions[kind]))
    return sorted(tables, key=lambda table: table.precedence)


def table_figures(
    tables: Collection[HeldTable],
    measures: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    owners: Owners | None = None,
) -> Iterator[tuple[int, pl.DataFrame]]:
    """The figures of each table that prints any of the measures, with the table's number.

    Of other years than those asked for, tables and columns that cannot hold them are not read;
    rows of other years may still be among the figures. ``owners``: of schools or of places alone.
    """
    for order, table in enumerate(tables):
        rules = [
            rule
            for rule in table.definition.figure
            if (measures is None or rule.measure in measures)
            and (periods is None or not table.years(rule).isdisjoint(periods))
        ]
        if rules:
            yield order, table.figures(rules, owners)


def school_numbers(tables: Collection[HeldTable]) -> pl.DataFrame:
    """URN by LAESTAB and academic year, as tables with both print them; none that is ambiguous."""
    names = ("school_urn", "laestab", "time_period")
    pairs = [
        collect(table.scan().select(names), table.release.id).drop_nulls().unique()
        for table in tables
    ]
    schema = {"school_urn": pl.Int64(), "laestab": pl.Int64(), "time_period": pl.String()}
    return (
        pl.concat([pl.DataFrame(schema=schema), *pairs])
        .unique()
        .filter(pl.len().over("laestab", "time_period") == 1)
    )
