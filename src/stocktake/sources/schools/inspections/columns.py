"""The columns of the table of inspections, and what every layout's reader has in common."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.schools.cell_columns import date_of, is_date, text_of, word_faults
from stocktake.sources.schools.inspections.regimes import InspectionRegime, inspection_regimes
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.table_file import ROW, TableFile
from stocktake.standards.errors import Fault

INSPECTIONS: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "inspection_date": pl.Date(),
    "published_date": pl.Date(),
    "regime": pl.String(),
    "area": pl.String(),
    "value": pl.String(),
    "safeguarding": pl.String(),
    "category": pl.String(),
    "event": pl.String(),
    "row": pl.Int32(),
}
"""One row for each school, inspection and area of judgement.

``school_urn`` is the number under which the school was inspected where the file says, else the
number that the file lists. ``value`` is a word of the regime's scale, null where the area was not
judged; an area that a school does not have has no row. ``published_date`` is null where the file
does not say. ``area`` is ``overall`` for an overall grade.
"""

OVERALL = "overall"
FULL = "full"
MONITORING = "monitoring"
LISTED_FAULTS = 100


def grade_of(text: pl.Expr, regime: InspectionRegime, inspected: pl.Expr) -> pl.Expr:
    """The word of a scale for a cell; a number's word depends on the day of the inspection."""
    lower = text.str.to_lowercase()
    value = pl.lit(None, dtype=pl.String)
    for step in reversed(regime.scale):
        fits = lower == step.value.lower()
        if step.code:
            in_force = pl.lit(value=True)
            if step.starts:
                in_force &= inspected >= step.starts
            if step.ends:
                in_force &= inspected <= step.ends
            fits |= (lower == step.code) & in_force
        value = pl.when(fits).then(pl.lit(step.value)).otherwise(value)
    return value


def grade_faults(table: TableFile, column: str, regime: InspectionRegime) -> list[Fault]:
    """Cells with a grade that the regime does not know, named with row and value."""
    return word_faults(
        table, column, regime.known_words(), f"grade of {regime.title!r}", regime.grade_words()
    )


def framework_faults(table: TableFile, column: str, *regimes: str) -> list[Fault]:
    """Inspections whose day lies outside the regimes that the file's columns belong to."""
    if column not in table.header:
        return []
    regimes_by_id = inspection_regimes()
    days = table.cells.select(ROW, text=text_of(table, column)).filter(is_date(pl.col("text")))
    days = days.with_columns(day=date_of(pl.col("text")))
    inside = pl.lit(value=False)
    for name in regimes:
        regime = regimes_by_id[name]
        inside |= pl.col("day").is_between(regime.starts, regime.ends or date.max)
    titles = " or ".join(repr(regimes_by_id[name].title) for name in regimes)
    return [
        Fault(
            f"{table.name}: row {row}, {column}",
            f"an inspection of {day} belongs to no framework that has these grades",
            f"a day of {titles}",
            "correct the date, or load it with a file of its own framework",
        )
        for row, day in days.filter(~inside)
        .filter(pl.col("day").is_not_null())
        .select(ROW, "day")
        .head(LISTED_FAULTS)
        .iter_rows()
    ]


def finish(table: TableFile, frame: pl.DataFrame) -> ReadTables:
    """The columns of ``INSPECTIONS``, exact duplicates noted and left out, contradictions noted."""
    frame = frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in INSPECTIONS.items()
    )
    content = [name for name in INSPECTIONS if name != ROW]
    repeats = frame.filter(pl.struct(content).is_first_distinct().not_())
    notes = [
        Fault(f"{table.name}: row {row}", f"repeats an inspection of school {urn}", "", "left out")
        for row, urn in repeats.unique(ROW, maintain_order=True).select(ROW, "school_urn")
        .head(LISTED_FAULTS).iter_rows()
    ]  # fmt: skip
    kept_rows = frame.unique(content, keep="first", maintain_order=True)
    keys = ("school_urn", "inspection_date", "area")
    two_values = kept_rows.filter(pl.struct(keys).is_duplicated() & pl.col("value").is_not_null())
    notes += [
        Fault(f"{table.name}: row {row}", f"school {urn} has two grades for {day}, {area}", "one",
              "both kept")
        for row, urn, day, area in two_values.unique(keys, keep="last", maintain_order=True)
        .select(ROW, *keys).iter_rows()
    ]  # fmt: skip
    return ReadTables({"inspections": kept_rows}, tuple(notes))
