"""Reads links between the numbers of schools, and the groups that schools belong to."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.reading import refuse
from stocktake.sources.schools.cell_columns import (
    date_faults,
    date_of,
    misfits,
    text_of,
    urn_faults,
    urn_of,
)
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.register.columns import (
    GROUPS,
    SCHOOL_GROUPS,
    SCHOOL_LINKS,
    conform,
)
from stocktake.sources.schools.register.words import register_words
from stocktake.sources.schools.table_file import ROW, TableFile
from stocktake.standards.errors import Fault

EXACTLY_ONCE = ("school_urn", "linked_urn", "link_type", "date")
OLDEST_NUMBER = 10_000
"""Children's centres have numbers of five digits; no school has."""


def read_links(table: TableFile, as_of: date | None) -> ReadTables:
    """Links between numbers: successor, predecessor, merged, amalgamated, split."""
    faults = urn_faults(table, "URN") + urn_faults(table, "LinkURN")
    faults += date_faults(table, "LinkEstablishedDate")
    refuse(f"cannot read {table.name} as links between schools", faults)
    frame = table.cells.select(
        ROW,
        school_urn=urn_of(pl.col("URN")),
        linked_urn=urn_of(pl.col("LinkURN")),
        link_type=pl.col("LinkType"),
        date=date_of(text_of(table, "LinkEstablishedDate")),
        as_of=pl.lit(as_of, dtype=pl.Date),
    )
    known_types = [link.name.lower() for link in register_words().link]
    unknown = frame.filter(~pl.col("link_type").str.to_lowercase().is_in(known_types))
    notes = [
        Fault(f"{table.name}: row {row}", f"{name!r} is no known kind of link", "",
              "kept, and never followed")
        for row, name in unknown.unique("link_type", keep="first", maintain_order=True)
        .select(ROW, "link_type").iter_rows()
    ]  # fmt: skip
    to_itself = frame.filter(pl.col("school_urn") == pl.col("linked_urn"))
    notes += [
        Fault(f"{table.name}: row {row}", f"school {urn} is linked to itself", "", "left out")
        for row, urn in to_itself.select(ROW, "school_urn").iter_rows()
    ]
    frame = frame.filter(pl.col("school_urn") != pl.col("linked_urn"))
    kept_rows = frame.unique(EXACTLY_ONCE, keep="first", maintain_order=True)
    return ReadTables({"school_links": conform(kept_rows, SCHOOL_LINKS)}, tuple(notes))


def read_group_links(table: TableFile, as_of: date | None) -> ReadTables:
    """Which school is in which trust or federation since when.

    A closed group's members left on the day of its closing at the latest.
    """
    faults = date_faults(table, "Joined date") + date_faults(table, "Closed Date")
    faults += misfits(table, "URN", ~pl.col("URN").str.contains(r"^\d{5,6}$"),
                      "is no URN", "a number of five or six digits")  # fmt: skip
    refuse(f"cannot read {table.name} as members of groups", faults)
    uid = "Group UID" if "Group UID" in table.header else "Linked UID"
    cells, notes = _schools_groups(table)
    numbers = pl.col("URN").cast(pl.Int64)
    frame = cells.filter(numbers > OLDEST_NUMBER * 10).select(
        ROW,
        group_uid=pl.col(uid),
        group_name=pl.col("Group Name"),
        group_type=pl.col("Group Type"),
        group_status=text_of(table, "Group Status"),
        school_urn=numbers,
        to=date_of(text_of(table, "Closed Date")),
        as_of=pl.lit(as_of, dtype=pl.Date),
        **{"from": date_of(pl.col("Joined date"))},
    )
    kept_rows = frame.unique(("group_uid", "school_urn", "from"), keep="first", maintain_order=True)
    return ReadTables({"school_groups": conform(kept_rows, SCHOOL_GROUPS)}, tuple(notes))


def read_groups(table: TableFile, as_of: date | None) -> ReadTables:
    """Trusts and federations with the days of their opening and closing."""
    faults = date_faults(table, "Open date") + date_faults(table, "Closed Date")
    refuse(f"cannot read {table.name} as groups of schools", faults)
    cells, notes = _schools_groups(table)
    frame = cells.select(
        ROW,
        group_uid=pl.col("Group UID"),
        group_name=pl.col("Group Name"),
        group_type=pl.col("Group Type"),
        group_status=text_of(table, "Group Status"),
        open_date=date_of(text_of(table, "Open date")),
        closed_date=date_of(text_of(table, "Closed Date")),
        companies_house_number=text_of(table, "Companies House Number"),
        as_of=pl.lit(as_of, dtype=pl.Date),
    )
    kept_rows = frame.unique("group_uid", keep="first", maintain_order=True)
    return ReadTables({"groups": conform(kept_rows, GROUPS)}, tuple(notes))


def _schools_groups(table: TableFile) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows of groups that are kept, and how many of which kind are not, and why."""
    words = register_words()
    kind = pl.col("Group Type").str.to_lowercase()
    kept_rows = [entry.name.lower() for entry in words.group]
    reasons = {entry.name.lower(): entry.reason for entry in words.left_out_group}
    other_rows = table.cells.filter(~kind.is_in(kept_rows) | kind.is_null())
    counts = other_rows.group_by("Group Type").len().sort("Group Type")
    notes = []
    for name, count in counts.iter_rows():
        reason = reasons.get(str(name).lower(), "no known kind of group")
        notes.append(Fault(table.name, f"{count} rows of {name!r}", "", f"left out: {reason}"))
    return table.cells.filter(kind.is_in(kept_rows)), notes
