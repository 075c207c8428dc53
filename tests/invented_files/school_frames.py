"""Small registers, written by hand."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.register.columns import (
    GROUPS,
    SCHOOL_GROUPS,
    SCHOOL_LINKS,
    SCHOOLS,
    conform,
)


def links_of(*rows: tuple[int, int, str, date | None]) -> pl.DataFrame:
    """Links: the number, the linked number, the kind, the day."""
    names = ("school_urn", "linked_urn", "link_type", "date")
    return _table(SCHOOL_LINKS, [dict(zip(names, row, strict=True)) for row in rows])


def schools_of_rows(*rows: dict[str, object]) -> pl.DataFrame:
    """Schools; what a row does not say is null."""
    return _table(SCHOOLS, rows)


def members_of_rows(*rows: dict[str, object]) -> pl.DataFrame:
    """Memberships of groups."""
    return _table(SCHOOL_GROUPS, rows)


def groups_of_rows(*rows: dict[str, object]) -> pl.DataFrame:
    """Groups of schools."""
    return _table(GROUPS, rows)


def register_of(
    schools: pl.DataFrame | None = None,
    links: pl.DataFrame | None = None,
    memberships: pl.DataFrame | None = None,
    groups: pl.DataFrame | None = None,
) -> SchoolRegister:
    """A register of these tables; the others are empty."""
    empty = SchoolRegister.empty()
    return SchoolRegister(
        empty.schools if schools is None else schools,
        empty.links if links is None else links,
        empty.memberships if memberships is None else memberships,
        empty.groups if groups is None else groups,
    )


def _table(columns: dict[str, pl.DataType], rows: object) -> pl.DataFrame:
    return conform(pl.DataFrame(rows, schema_overrides=columns), columns)
