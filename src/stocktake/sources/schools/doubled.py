"""Schools and places that have two rows for one year in a table that has one for each."""

from __future__ import annotations

import polars as pl

from stocktake.sources.ees_file import rows_of
from stocktake.sources.schools.figures import PERIOD, ROW
from stocktake.sources.schools.rows import GROUP, LAESTAB, PLACE, URN
from stocktake.standards.errors import Fault

DOUBLES_SHOWN = 10


def without_repeats(name: str, table: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """The table without rows that repeat an earlier one cell for cell, and a note of them."""
    columns = [column for column in table.columns if column != ROW]
    once = table.unique(columns, keep="first", maintain_order=True)
    count = table.height - once.height
    if not count:
        return table, []
    first_line = table.join(once.select(ROW), on=ROW, how="anti").select(pl.min(ROW)).item()
    problem = f"{rows_of(count)} repeated cell for cell, first in line {first_line}: kept once"
    return once, [Fault(name, problem)]


def doubled_owners(table: pl.DataFrame) -> pl.DataFrame:
    """Whose rows are doubled: ``owner`` as text, ``time_period``, and ``row``, a list of lines."""
    number = pl.coalesce(URN, LAESTAB).cast(pl.String)
    return (
        table.select(
            pl.coalesce(PLACE, number).alias("owner"),
            pl.col(GROUP).fill_null(""),
            PERIOD,
            ROW,
        )
        .group_by("owner", GROUP, PERIOD)
        .agg(pl.col(ROW).sort())
        .filter(pl.col(ROW).list.len() > 1)
        .sort(pl.col(ROW).list.get(1))
    )


def doubled_faults(name: str, doubles: pl.DataFrame) -> list[Fault]:
    """A fault for each of the first doubled rows, and how many more there are."""
    faults = [
        Fault(
            f"{name}: line {lines[1]}",
            f"{owner} stands in line {lines[0]} already",
            "one row for each school and year",
        )
        for owner, lines in doubles.head(DOUBLES_SHOWN).select("owner", ROW).iter_rows()
    ]
    if doubles.height > DOUBLES_SHOWN:
        faults.append(Fault(name, f"so do {doubles.height - DOUBLES_SHOWN:,} more"))
    return faults


def doubled_notes(name: str, doubles: pl.DataFrame) -> list[Fault]:
    """A note of the rows that are left out because nobody can say which of them is meant."""
    if not doubles.height:
        return []
    lines = sorted(line for rows in doubles.get_column(ROW).to_list() for line in rows)
    first = ", ".join(str(line) for line in lines[:DOUBLES_SHOWN])
    more = f" and {len(lines) - DOUBLES_SHOWN} more" if len(lines) > DOUBLES_SHOWN else ""
    problem = (
        f"{rows_of(doubles.height, 'school')} with two rows for one year: left out "
        f"(lines {first}{more})"
    )
    return [Fault(name, problem)]


def without_rows(table: pl.DataFrame, doubles: pl.DataFrame) -> pl.DataFrame:
    """The table without the doubled rows."""
    lines = [line for rows in doubles.get_column(ROW).to_list() for line in rows]
    return table.filter(~pl.col(ROW).is_in(lines)) if lines else table
