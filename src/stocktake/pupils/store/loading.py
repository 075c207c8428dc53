"""Puts checked tables into a store: pseudonyms for numbers, names apart, one file a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.pupils.store.change import IDENTIFIERS, Change
from stocktake.pupils.store.links import LINKS, pseudonym_table
from stocktake.pupils.store.manifest import Part
from stocktake.pupils.store.shape import (
    PUPIL,
    attribute_columns,
    has_pupils,
    holds_identifiers,
    identifier_columns,
    sort_order,
    year_of_rows,
)
from stocktake.sources.pupils.cells import dtype_of
from stocktake.sources.pupils.layouts import pupil_layout
from stocktake.sources.pupils.report import rows_in_words
from stocktake.sources.pupils.schema import Layout
from stocktake.standards.errors import Fault, StoreError, UsageError

SHRINKS_BELOW = 0.5
_YEAR = "__year"


@dataclass(frozen=True)
class LoadedPart:
    """What a load did to one year of one table.

    Parameters
    ----------
    table, time_period : str
    rows_count : int
        Rows now.
    before_count : int
        Rows before the load.
    """

    table: str
    time_period: str
    rows_count: int
    before_count: int


@dataclass(frozen=True)
class LoadReport:
    """What a load did.

    Parameters
    ----------
    parts : tuple of LoadedPart
    """

    parts: tuple[LoadedPart, ...]

    @property
    def rows_count(self) -> int:
        """Rows brought in, identifiers not counted."""
        return sum(part.rows_count for part in self.parts if part.table != IDENTIFIERS)


def load_tables(
    change: Change,
    tables: Iterable[tuple[str, pl.DataFrame]],
    *,
    loaded_on: date,
    may_shrink: bool,
) -> LoadReport:
    """Write tables as the files of a change."""
    before = {(part.table, part.year): part.rows_count for part in change.parts}
    links = _links(change)
    row_counts: dict[tuple[str, str], int] = {}
    has_pseudonyms = False
    for table, rows in tables:
        layout = pupil_layout(table)
        complete = _complete(table, layout, rows)
        if holds_identifiers(layout):
            if has_pseudonyms:
                raise UsageError(f"{table} must be loaded before the tables that name pupils")
            links = pl.concat([links, complete.select(*LINKS)]).unique()
            _lead_back(change, links)
        has_pseudonyms = has_pseudonyms or has_pupils(layout)
        if has_pupils(layout):
            pseudonyms = pseudonym_table(complete["upn"], links, change.keys)
            complete = complete.join(pseudonyms, on="upn", how="left")
        for name, columns in _halves(table, layout):
            new_parts = _write(change, name, layout, complete, columns, loaded_on.isoformat())
            row_counts |= new_parts
    parts = tuple(
        LoadedPart(table, year, count, before.get((table, year), 0))
        for (table, year), count in sorted(row_counts.items())
    )
    if not may_shrink:
        _refuse_shrinking(parts)
    return LoadReport(parts)


def _halves(table: str, layout: Layout) -> list[tuple[str, list[pl.Expr]]]:
    halves = [(table, attribute_columns(layout))]
    if holds_identifiers(layout):
        halves.append((IDENTIFIERS, identifier_columns(layout)))
    return halves


def _complete(table: str, layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    """The layout's columns in its order, those that are not there null throughout."""
    wrong = [
        Fault(table, f"has no column {column.name!r}", column.meaning.rstrip("."))
        for column in layout.column
        if column.filled and column.name not in rows.columns
    ]
    if wrong:
        raise UsageError(f"the table {table} is not laid out as its layout: {wrong[0].problem}")
    return rows.select(
        pl.col(column.name)
        if column.name in rows.columns
        else pl.lit(None, dtype=dtype_of(column)).alias(column.name)
        for column in layout.column
    )


def _write(
    change: Change,
    name: str,
    layout: Layout,
    rows: pl.DataFrame,
    columns: list[pl.Expr],
    loaded_on: str,
) -> dict[tuple[str, str], int]:
    """Write one half of a table year by year, in the place of the same years or of the whole."""
    dated_rows = rows.with_columns(year_of_rows(layout).alias(_YEAR))
    years = dated_rows[_YEAR].unique().drop_nulls().sort().to_list()
    whole = not layout.year_column
    old_parts = [
        part for part in change.parts if part.table == name and (whole or part.year in years)
    ]
    change.drop(old_parts)
    counts = {(name, part.year): 0 for part in old_parts}
    order = [column for column in sort_order(layout) if column in (PUPIL, *layout.key)]
    for year in years:
        year_rows = dated_rows.lazy().filter(pl.col(_YEAR) == year).sort(order).select(columns)
        new_part = change.add(name, year, year_rows, loaded_on=loaded_on)
        counts[name, year] = new_part.rows_count if new_part else 0
    return counts


def _links(change: Change) -> pl.DataFrame:
    parts = [part for part in change.parts if part.table == IDENTIFIERS]
    link_parts = [change.scan(part).select("upn", "former_upn") for part in parts]
    return pl.concat(link_parts).unique().collect() if link_parts else pl.DataFrame(schema=LINKS)


def _lead_back(change: Change, links: pl.DataFrame) -> None:
    """Where it has become known that two numbers are one pupil, make them one in every table."""
    identifier_parts = [part for part in change.parts if part.table == IDENTIFIERS]
    if not identifier_parts:
        return
    stored_pseudonyms = (
        pl.concat([change.scan(part).select("upn", PUPIL) for part in identifier_parts])
        .unique()
        .collect()
    )
    new_pseudonyms = pseudonym_table(stored_pseudonyms["upn"], links, change.keys)
    changed_pseudonyms = (
        stored_pseudonyms.join(new_pseudonyms, on="upn", suffix="_now")
        .filter(pl.col(PUPIL) != pl.col(f"{PUPIL}_now"))
        .select(PUPIL, f"{PUPIL}_now")
        .unique(PUPIL)
    )
    if changed_pseudonyms.height:
        for part in [part for part in change.parts if _names_pupils(part)]:
            change.rewrite(part, lambda rows: _replace_pseudonyms(rows, changed_pseudonyms.lazy()))


def _names_pupils(part: Part) -> bool:
    return part.table == IDENTIFIERS or has_pupils(pupil_layout(part.table))


def _replace_pseudonyms(rows: pl.LazyFrame, changed_pseudonyms: pl.LazyFrame) -> pl.LazyFrame:
    columns = rows.collect_schema().names()
    rows_with_change = rows.join(changed_pseudonyms, on=PUPIL, how="left")
    return rows_with_change.with_columns(pl.coalesce(f"{PUPIL}_now", PUPIL).alias(PUPIL)).select(
        columns
    )


def _refuse_shrinking(parts: Iterable[LoadedPart]) -> None:
    faults = [
        Fault(
            f"{part.table} {part.time_period}".strip(),
            f"would fall from {rows_in_words(part.before_count)} to {part.rows_count:,}",
            "a file that holds all the rows of the years that it names",
            "take the stray rows out, or say that it may shrink",
        )
        for part in parts
        if part.rows_count < SHRINKS_BELOW * part.before_count
    ]
    if faults:
        raise StoreError("nothing was loaded", faults)
