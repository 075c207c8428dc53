"""Days of opening and closing that cannot be: reported by row and rule, and left out."""

from __future__ import annotations

import polars as pl

from stocktake.sources.schools.table_file import ROW
from stocktake.standards.errors import Fault

LAST_YEAR = 2100
"""A later year stands for "not known": 9999 is written where a system wants a date."""
OPENS, CLOSES = pl.col("open_date"), pl.col("close_date")
RULES = (
    (OPENS.dt.year() > LAST_YEAR, "open_date", "opens on {open_date}"),
    (CLOSES.dt.year() > LAST_YEAR, "close_date", "closes on {close_date}"),
    (CLOSES < OPENS, "close_date", "closes on {close_date}, before it opens on {open_date}"),
)


def without_impossible_days(
    file_name: str, frame: pl.DataFrame
) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows of schools with what cannot be left out, and a note for each such row and rule.

    Where a school closes before it opens nobody knows which of the two is wrong: both are left out.
    """
    if not {"open_date", "close_date"} <= set(frame.columns):
        return frame, []
    notes = []
    for rule, column, problem in RULES:
        for row in frame.filter(rule).select(ROW, "open_date", "close_date").iter_rows(named=True):
            expected = (
                f"a year up to {LAST_YEAR}" if "before" not in problem else "a day after it opens"
            )
            location = f"{file_name}: row {row[ROW]}, {column}"
            words = f"the school {problem.format(**row)}"
            notes.append(Fault(location, words, expected, "the day is taken as not known"))
    is_reversed = (CLOSES < OPENS).fill_null(value=False)
    kept_days = [
        pl.when((day.dt.year() <= LAST_YEAR) & ~is_reversed).then(day) for day in (OPENS, CLOSES)
    ]
    return frame.with_columns(kept_days), notes
