"""What a file prints where it has no figure, which tells apart what one symbol stands for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.profile.measure_part import Marks
from stocktake.sources.schools.figures import COLUMN, ROW
from stocktake.statistics import Warehouse
from stocktake.statistics.release import collect
from stocktake.statistics.school_tables import HeldTable, held_tables


def printed_marks(
    warehouse: Warehouse, rows: pl.DataFrame, *, as_of: date, own_folder: Path | None = None
) -> Marks:
    """The printed cells of a school's missing figures.

    Parameters
    ----------
    warehouse : Warehouse
    rows : polars.DataFrame
        Rows of the table of profiles, as ``SchoolProfiles.rows`` returns them.
    as_of : date
        As for the profile.

    Returns
    -------
    dict
        The text by release, line, measure and group; only for missing figures that stand in a
        column of their own.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    missing = rows.filter(pl.col("value").is_null(), pl.col("release").is_not_null())
    tables = {table.release.id: table for table in held_tables(warehouse, as_of, own_folder)}
    marks: dict[tuple[str, int, str, str], str] = {}
    for (release,), part in missing.partition_by("release", as_dict=True).items():
        table = tables.get(str(release))
        if table is not None:
            marks |= _marks_of(table, part)
    return marks


def _marks_of(table: HeldTable, rows: pl.DataFrame) -> dict[tuple[str, int, str, str], str]:
    names = {
        name.removeprefix(COLUMN).casefold(): name
        for name in table.scan().collect_schema().names()
        if name.startswith(COLUMN)
    }
    column_of = {
        (measure, group): column
        for measure, group in rows.select("measure", "group").unique().iter_rows()
        if (column := _column(table, names, measure, group))
    }
    lines = rows["row"].unique().implode()
    columns = sorted(set(column_of.values()))
    cells = collect(
        table.scan().filter(pl.col(ROW).is_in(lines)).select(ROW, *columns), table.release.id
    )
    cell_texts = {
        line: dict(zip(columns, texts, strict=True)) for line, *texts in cells.iter_rows()
    }
    marks = {}
    for line, measure, group in rows.select("row", "measure", "group").iter_rows():
        text = cell_texts.get(line, {}).get(column_of.get((measure, group), ""))
        if text is not None:
            marks[table.release.id, line, measure, group] = str(text)
    return marks


def _column(table: HeldTable, names: dict[str, str], measure: str, group: str) -> str | None:
    """The file's column of a measure: the first of the alternatives that it has."""
    for rule in table.definition.figure:
        if (rule.measure, rule.group) == (measure, group):
            for column in rule.column:
                if column.casefold() in names:
                    return names[column.casefold()]
    return None
