"""Reads a file of pupil records into the types of its layout, judging only what can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.sources.pupils.cells import ISO, day_of, dtype_of, parse_cell, tidy_cell, year_of_day
from stocktake.sources.pupils.headings import match_headings
from stocktake.sources.pupils.layouts import pupil_layout
from stocktake.sources.pupils.raw import FILE, ROW, RawTable, open_raw
from stocktake.sources.pupils.report import FINDINGS, rows_in_words
from stocktake.sources.pupils.schema import Column, ExportMapping, Layout
from stocktake.standards.errors import Fault, InputError, UsageError


@dataclass(frozen=True, repr=False)
class TypedTable:
    """A file's rows as the layout types them, before any rule but readability.

    Parameters
    ----------
    table : str
    rows : polars.DataFrame
        Every row of the file; what could not be read is null.
    unreadable : polars.DataFrame
        Findings of rule R-001.
    notes : tuple of Fault
    """

    table: str
    rows: pl.DataFrame
    unreadable: pl.DataFrame
    notes: tuple[Fault, ...]

    def __repr__(self) -> str:
        return f"TypedTable({self.table!r}, rows={self.rows.height})"


def type_table(
    path: Path,
    table: str,
    *,
    mapping: ExportMapping | None = None,
    year: str | None = None,
) -> TypedTable:
    """Read a file into a layout's types, judging nothing but whether cells can be read.

    Parameters and errors as for ``read_pupil_table``.
    """
    layout = pupil_layout(table)
    if mapping is not None and mapping.table != table:
        raise UsageError(f"the mapping fills {mapping.table!r}, not {table!r}")
    raw = open_raw(path, sheet=table)
    positions, notes = match_headings(raw.name, raw.headings, layout, mapping=mapping)
    _refuse_nested(raw, positions)
    texts = raw.rows.select(
        *(_text(column, raw, positions, mapping).alias(column.name) for column in layout.column),
        ROW,
    )
    date_format = mapping.date_format if mapping else ISO
    columns = {
        column.name: _typed_columns(column, raw, positions, mapping, date_format)
        for column in layout.column
    }
    rows = texts.select(
        *(cell.alias(name) for name, cell in columns.items()),
        pl.lit(raw.name).cast(pl.Categorical).alias(FILE),
        ROW,
    )
    unreadable = _unreadable(table, layout, texts, rows)
    _refuse_mixed_years(raw.name, layout, rows, year)
    return TypedTable(table, rows, unreadable, notes)


def _dtype(column: Column, raw: RawTable, positions: Mapping[str, int]) -> pl.DataType:
    return raw.rows.schema[str(positions[column.name])]


def _ready(
    column: Column, raw: RawTable, positions: Mapping[str, int], mapping: ExportMapping | None
) -> bool:
    """Whether a column is already of its type, as in a Parquet file of ours."""
    return (
        mapping is None
        and column.name in positions
        and column.kind in ("date", "boolean")
        and _dtype(column, raw, positions) == dtype_of(column)
    )


def _text(
    column: Column, raw: RawTable, positions: Mapping[str, int], mapping: ExportMapping | None
) -> pl.Expr:
    """A column's cells as tidied text; left as they are where they are typed already."""
    if column.name not in positions:
        constant = mapping.constant.get(column.name) if mapping else None
        return pl.lit(constant or None, dtype=pl.String)
    cell = pl.col(str(positions[column.name]))
    if _ready(column, raw, positions, mapping):
        return cell
    text = tidy_cell(cell, _dtype(column, raw, positions))
    values = (
        next(
            (
                column_mapping.values
                for column_mapping in mapping.column
                if column_mapping.column == column.name
            ),
            {},
        )
        if (mapping)
        else {}
    )
    return text.replace(values) if values else text


def _typed_columns(
    column: Column,
    raw: RawTable,
    positions: Mapping[str, int],
    mapping: ExportMapping | None,
    date_format: str,
) -> pl.Expr:
    text = pl.col(column.name)
    if _ready(column, raw, positions, mapping):
        return text
    native = column.name in positions and _dtype(column, raw, positions).is_temporal()
    return parse_cell(text, column, date_format=ISO if native else date_format)


def _unreadable(
    table: str, layout: Layout, texts: pl.DataFrame, rows: pl.DataFrame
) -> pl.DataFrame:
    """Findings of rule R-001: there was a text and nothing could be read from it."""
    findings = [pl.DataFrame(schema=FINDINGS)]
    for column in layout.column:
        bad = texts[column.name].is_not_null() & rows[column.name].is_null()
        if bad.any():
            findings.append(
                rows.filter(bad).select(
                    pl.lit("R-001").alias("rule"),
                    pl.lit(table).alias("table"),
                    FILE,
                    ROW,
                    pl.lit(column.name).alias("column"),
                )
            )
    return pl.concat(findings)


def _refuse_nested(raw: RawTable, positions: Mapping[str, int]) -> None:
    wrong = [
        Fault(raw.name, f"column {name!r} holds lists or bytes", "one value a row")
        for name, position in positions.items()
        if raw.rows.schema[str(position)].is_nested()
        or raw.rows.schema[str(position)] in (pl.Binary, pl.Object)
    ]
    if wrong:
        raise InputError(f"cannot read {raw.name}", wrong)


def _refuse_mixed_years(name: str, layout: Layout, rows: pl.DataFrame, year: str | None) -> None:
    """A file of one year holds that year only; which years it holds is no personal matter."""
    if not layout.year_column or (year is None and not layout.one_year_per_file):
        return
    column = layout.get(layout.year_column)
    if column is None:
        return
    year_of = pl.col(column.name) if column.kind == "academic_year" else year_of_day(day_of(column))
    counts = (
        rows.group_by(column.name)  # days first: there are few, however many the rows
        .len("count")
        .select(year_of.alias("year"), "count")
        .drop_nulls()
        .group_by("year")
        .agg(pl.col("count").sum())
        .sort("count", "year", descending=[True, False])
    )
    years = counts["year"].to_list()
    expected = year or (years[0] if years else "")
    wrong = [
        Fault(
            name,
            f"holds {rows_in_words(count)} of {year_count}",
            f"rows of {expected} only",
            "put each academic year in a file of its own",
        )
        for year_count, count in counts.sort("year").iter_rows()
        if year_count != expected
    ]
    if wrong:
        raise InputError(f"{name} mixes academic years", wrong)
