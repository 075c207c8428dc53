"""What is going to happen to schools: conversions, mergers, openings and closings with dates."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.register.history import ACADEMY_GROUPS, ACADEMY_TYPES
from stocktake.schools.register.plain_links import DATE, NEW, OLD, changed_links, plain_links
from stocktake.schools.register.record import PROPOSED_STATUS, URN, SchoolRegister, schools_as_on

TO_CLOSE = "Open, but proposed to close"
CONVERSION, NEW_NUMBER, OPENING, CLOSING = "conversion", "new number", "opening", "closing"


def school_pipeline(register: SchoolRegister, *, as_of: date) -> pl.DataFrame:
    """What the register says will happen after a day.

    A plain link to come is a ``conversion`` where the school is no academy yet (what it will be
    is mostly not registered before the day), else a ``new number``, which is how the register
    records a new start in another trust. A proposal without a date is listed with none.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``event`` (conversion, new number, merged, amalgamated, split, opening,
        closing), ``linked_urn`` (the number that takes the record over, or the school merged
        with; null for openings and closings), ``date``, ``la_code``, ``name``; by date.
    """
    schools = schools_as_on(register, as_of)
    kinds = schools.select(URN, "type_group", "type")
    plain = plain_links(register.links).filter(pl.col(DATE) > as_of)
    plain = plain.join(kinds, left_on=OLD, right_on=URN, how="left")
    kind = pl.col("type").str.to_lowercase()
    is_academy = pl.col("type_group").is_in(ACADEMY_GROUPS)
    for start in ACADEMY_TYPES:
        is_academy |= kind.str.starts_with(start)
    event = pl.when(is_academy.fill_null(value=False)).then(pl.lit(NEW_NUMBER))
    plain = plain.select(
        pl.col(OLD).alias(URN),
        event.otherwise(pl.lit(CONVERSION)).alias("event"),
        pl.col(NEW).alias("linked_urn"),
        DATE,
    )
    changed_pairs = changed_links(register.links).filter(pl.col(DATE) > as_of)
    changed_pairs = changed_pairs.select(
        pl.col(OLD).alias(URN), pl.col("change").alias("event"), pl.col(NEW).alias("linked_urn"),
        DATE,
    )  # fmt: skip
    link_events = pl.concat([plain, changed_pairs])
    events = pl.concat(
        [
            link_events,
            _openings(schools, link_events, as_of),
            _closings(schools, link_events, as_of),
        ]
    )
    details = schools.select(URN, "la_code", "name")
    return events.join(details, on=URN, how="left").sort(DATE, URN, nulls_last=True)


def _openings(schools: pl.DataFrame, link_events: pl.DataFrame, as_of: date) -> pl.DataFrame:
    is_planned = (pl.col("open_date") > as_of).fill_null(value=False)
    is_planned |= (pl.col("status") == PROPOSED_STATUS) & pl.col("open_date").is_null()
    new = schools.filter(is_planned).join(
        link_events, left_on=URN, right_on="linked_urn", how="anti"
    )
    return _event(new, OPENING, "open_date")


def _closings(schools: pl.DataFrame, link_events: pl.DataFrame, as_of: date) -> pl.DataFrame:
    is_planned = (pl.col("close_date") > as_of).fill_null(value=False)
    is_planned |= (pl.col("status") == TO_CLOSE) & pl.col("close_date").is_null()
    old = schools.filter(is_planned & pl.col("is_open").fill_null(value=True))
    return _event(old.join(link_events, on=URN, how="anti"), CLOSING, "close_date")


def _event(schools: pl.DataFrame, event: str, column: str) -> pl.DataFrame:
    return schools.select(
        URN,
        pl.lit(event).alias("event"),
        pl.lit(None, dtype=pl.Int64).alias("linked_urn"),
        pl.col(column).alias(DATE),
    )
