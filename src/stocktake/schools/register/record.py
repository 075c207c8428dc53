"""What is known of every school, from all the files that describe schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.schools.register.plain_links import DATE, NEW, OLD, changed_links, plain_links
from stocktake.sources.schools.register.columns import (
    GROUPS,
    SCHOOL_GROUPS,
    SCHOOL_LINKS,
    SCHOOLS,
)

URN = "school_urn"
CLOSED_STATUS, PROPOSED_STATUS = "Closed", "Proposed to open"
LAST_SEEN = "Last seen"
HANDED_OVER = ("la_code", "name", "phase", "ward_code", "ward", "lsoa", "postcode")
"""What a school keeps when only its number changes; its type and trust are what changes."""
LINKS_IN_A_ROW = 3


@dataclass(frozen=True)
class SchoolRegister:
    """The tables of the register, from one or several dated files.

    Parameters
    ----------
    schools : polars.DataFrame
        Columns of ``SCHOOLS``; a school has a row for each file that names it.
    links, memberships, groups : polars.DataFrame
        Columns of ``SCHOOL_LINKS``, ``SCHOOL_GROUPS``, ``GROUPS``; of links give the latest file
        only, since a link that the register took back is no link.
    """

    schools: pl.DataFrame
    links: pl.DataFrame
    memberships: pl.DataFrame
    groups: pl.DataFrame

    @classmethod
    def empty(cls) -> SchoolRegister:
        """A register without schools."""
        columns = (SCHOOLS, SCHOOL_LINKS, SCHOOL_GROUPS, GROUPS)
        return cls(*(pl.DataFrame(schema=schema) for schema in columns))


def schools_as_on(register: SchoolRegister, on: date) -> pl.DataFrame:
    """One row for each school that is known at all, as it stood on a day or nearest to it.

    Each column is taken from the file nearest to the day, an earlier one before a later one, that
    says anything. A day of opening or closing that no file has is that of the plain link with the
    school's other number; a number that only a link knows has the place of the number before.

    Returns
    -------
    polars.DataFrame
        Columns of ``SCHOOLS``; ``is_open`` (null where it is unclear) and ``is_assumed``:
        the nearest file is of another year, and no date says whether the school was open.
    """
    gap_days = (pl.col("as_of") - pl.lit(on)).dt.total_days()
    # A later file tells of what came after: it counts only where no earlier one says anything.
    order = pl.when(gap_days <= 0).then(-gap_days).otherwise(gap_days + 100_000)
    seen_rows = register.schools.with_columns(order.alias("order"), gap_days.alias("gap_days"))
    seen_rows = seen_rows.sort(URN, "order", nulls_last=True)
    columns = [name for name in seen_rows.columns if name not in (URN, "order", "gap_days")]
    latest_seen = pl.col("as_of").max().alias("last_file")
    frame = seen_rows.group_by(URN, maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in columns),
        pl.col("status").first().alias("nearest_status"),
        pl.col("gap_days").first(),
        latest_seen,
    )
    frame = _with_unlisted(frame, plain_links(register.links))
    return _with_openness(_with_link_dates(frame, register.links), on)


def _with_unlisted(frame: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Add numbers that only a link knows, in the place and phase of the number before.

    A school that changed its number since the latest file would otherwise be nowhere.
    """
    for _ in range(LINKS_IN_A_ROW):
        unlisted = pairs.join(frame, left_on=NEW, right_on=URN, how="anti")
        inherited = frame.select(URN, *HANDED_OVER)
        rows = inherited.join(unlisted.select(OLD, NEW), left_on=URN, right_on=OLD)
        if rows.is_empty():
            break
        rows = rows.drop(URN).rename({NEW: URN}).unique(URN, keep="last", maintain_order=True)
        frame = pl.concat([frame, rows], how="diagonal").sort(URN)
    return frame


def _with_link_dates(frame: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    pairs = plain_links(links).drop_nulls(DATE)
    starts = pairs.group_by(NEW).agg(pl.col(DATE).min().alias("link_start"))
    changes = changed_links(links).drop_nulls(DATE).select(OLD, DATE)
    ends = pl.concat([pairs.select(OLD, DATE), changes])
    ends = ends.group_by(OLD).agg(pl.col(DATE).max().alias("link_end"))
    frame = frame.join(starts, left_on=URN, right_on=NEW, how="left")
    return frame.join(ends, left_on=URN, right_on=OLD, how="left")


def _with_openness(frame: pl.DataFrame, on: date) -> pl.DataFrame:
    opening_day = pl.coalesce("open_date", "link_start")
    closing_day = pl.coalesce("close_date", pl.col("link_end") - pl.duration(days=1))
    # A list of schools by the last year seen says nothing of a school that a later file has.
    last_seen_before = (pl.col("nearest_status") == LAST_SEEN) & (pl.col("last_file") < on)
    is_closed = (pl.col("nearest_status") == CLOSED_STATUS) & (pl.col("gap_days") <= 0)
    is_not_yet = (pl.col("nearest_status") == PROPOSED_STATUS) & (pl.col("gap_days") <= 0)
    has_ended = (closing_day < on).fill_null(value=False)
    has_not_begun = (opening_day > on).fill_null(value=False)
    is_dated = opening_day.is_not_null() | (pl.col("gap_days") <= 0)
    is_open = (
        pl.when(has_ended | has_not_begun)
        .then(pl.lit(value=False))
        .when((is_closed & closing_day.is_null()) | (is_not_yet & opening_day.is_null()))
        .then(pl.lit(value=False))
        .when(last_seen_before & closing_day.is_null())
        .then(pl.lit(None, dtype=pl.Boolean))
        .otherwise(pl.lit(value=True))
    )
    return frame.with_columns(
        open_date=opening_day,
        close_date=closing_day,
        is_open=is_open,
        is_assumed=~is_dated.fill_null(value=False),
    ).drop("nearest_status", "gap_days", "last_file", "link_start", "link_end")
