"""The register of schools from what a warehouse holds."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register.record import URN, SchoolRegister
from stocktake.sources.schools.register.columns import SCHOOLS, conform
from stocktake.sources.schools.register.listed import phase_of_estab
from stocktake.statistics.school_records import school_records
from stocktake.statistics.school_tables import held_tables, school_numbers
from stocktake.statistics.store import Warehouse


def held_register(warehouse: Warehouse, *, as_of: date) -> SchoolRegister:
    """The register of schools, as its files were known on a day.

    A school that is in no file of the register, because it closed before the earliest of them,
    has the authority and the phase that its number in the tables of figures stands for.

    Raises
    ------
    StoreError
        A release is damaged.

    Examples
    --------
    >>> from pathlib import Path
    >>> held_register(Warehouse(Path("no-such-folder")), as_of=date(2026, 8, 31)).schools.height
    0
    """
    tables = school_records(warehouse, as_of=as_of)
    names = ("schools", "school_links", "school_groups", "groups")
    schools, *other_tables = (tables[name].drop("release") for name in names)
    counted_schools = _counted_schools(warehouse, as_of).join(schools, on=URN, how="anti")
    return SchoolRegister(pl.concat([schools, counted_schools]), *other_tables)


def _counted_schools(warehouse: Warehouse, as_of: date) -> pl.DataFrame:
    """Schools by the numbers that tables of figures print, as of the end of each year."""
    numbers = school_numbers(held_tables(warehouse, as_of))
    laestab = pl.col("laestab").cast(pl.String).str.zfill(7)
    estab = laestab.str.slice(3)
    first_year = pl.col("time_period").str.head(4).cast(pl.Int32)
    schools = numbers.select(
        URN,
        la_code=laestab.str.head(3),
        estab=estab,
        phase=phase_of_estab(estab),
        as_of=pl.date(first_year + 1, 8, 31),
    )
    return conform(schools.unique([URN, "as_of"]).sort(URN, "as_of"), SCHOOLS)
