"""Refuses a school table of a few schools that would stand for a table of many.

Releases of one kind and year replace each other. A file of one authority's schools, loaded after
the national one, would take every other school out of the answers.
"""

from __future__ import annotations

import polars as pl

from stocktake.sources.ees_file import rows_of
from stocktake.sources.reading import Reading
from stocktake.sources.schools import SCHOOL_SOURCE
from stocktake.standards.errors import Fault, StoreError
from stocktake.statistics.release import collect
from stocktake.statistics.school_tables import SCHOOL_TABLE
from stocktake.statistics.store import Warehouse

LEAST_SHARE = 0.5
"""Of the schools that the held table has."""


def refuse_partial_table(warehouse: Warehouse, reading: Reading) -> None:
    """Refuse a school table with less than half the schools of the one that it would replace.

    Parameters
    ----------
    warehouse : Warehouse
    reading : Reading
        Of a school table; other readings pass.

    Raises
    ------
    StoreError
        Says how many schools each has, and what to do.
    """
    provenance = reading.provenance
    table = reading.tables.get(SCHOOL_TABLE)
    if table is None or not provenance.source.startswith(SCHOOL_SOURCE):
        return
    releases = [r for r in warehouse.releases() if r.source == provenance.source]
    if not releases or any(provenance.has_same_bytes_as(r.provenance) for r in releases):
        return
    release = releases[-1]
    columns = ("school_urn", "laestab", "place")
    held_rows = collect(release.scan_table(SCHOOL_TABLE).select(columns), release.id)
    school_count, held_count = number_of_schools(table), number_of_schools(held_rows)
    if school_count < LEAST_SHARE * held_count:
        name = provenance.files[0]
        raise StoreError(
            f"{name} would replace a larger table",
            [
                Fault(
                    name,
                    f"has {rows_of(school_count, 'school')}, and {release.id} has {held_count:,}",
                    "a table of all schools, since one release of a kind and year is used",
                    "load the whole table, or give --supersedes if this one is right",
                )
            ],
        )


def number_of_schools(table: pl.DataFrame) -> int:
    """Different schools of a school table, by whichever number it prints.

    Examples
    --------
    >>> rows = {"school_urn": [100001, None, None], "laestab": [8014001, 8014002, None],
    ...         "place": [None, None, "england"]}
    >>> number_of_schools(pl.DataFrame(rows))
    2
    """
    schools = table.filter(pl.col("place").is_null())
    return schools.select(pl.coalesce("school_urn", "laestab")).to_series().n_unique()
