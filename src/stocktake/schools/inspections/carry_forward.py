"""Carries an inspection from the number before to a school that changed its number."""

from __future__ import annotations

from typing import Literal, TypeAlias

import polars as pl

from stocktake.schools.inspections.inspections import DAY, URN
from stocktake.schools.register.plain_links import DATE, NEW, OLD, plain_links
from stocktake.sources.schools.register import register_words

Carry: TypeAlias = Literal["none", "converters", "all"]
"""Which new numbers keep the inspection of the number before.

``converters``: academies that converted by their own wish, as national statistics counted until
2018; a sponsored academy was a new school without a grade. ``all``: every plain successor, as they
have counted since.
"""

ANCESTORS = 6


def carry_forward(
    outcomes: pl.DataFrame, schools: pl.DataFrame, links: pl.DataFrame, carry: Carry
) -> pl.DataFrame:
    """The outcome of each school: its own, or that of the number before, flagged.

    An outcome of a day before the number began is carried too: files list it under the new
    number. A school into which several plain links lead has several records before it, and keeps
    none. Merged, amalgamated and split schools keep none.

    Parameters
    ----------
    outcomes : polars.DataFrame
        One row for each number, with ``school_urn`` and ``inspection_date``.
    schools : polars.DataFrame
        ``school_urn``, ``type`` and ``open_date``, one row for each school that is asked about.
    links : polars.DataFrame
        Columns of ``SCHOOL_LINKS``.

    Returns
    -------
    polars.DataFrame
        The rows of ``outcomes`` for ``schools``, with ``is_carried`` and ``carried_from`` (the
        number that was inspected; null where the file lists it under the new one).
    """
    converters = register_words().converter_types()
    keeps = {
        "none": pl.lit(value=False),
        "converters": pl.col("type").str.to_lowercase().is_in(converters).fill_null(value=False),
        "all": pl.lit(value=True),
    }[carry]
    schools = schools.select(URN, "open_date", keeps=keeps).unique(URN)
    own_outcomes = outcomes.join(schools, on=URN)
    is_before = (pl.col(DAY) < pl.col("open_date")).fill_null(value=False)
    own_outcomes = own_outcomes.filter(~is_before | pl.col("keeps")).with_columns(
        is_carried=is_before, carried_from=pl.lit(None, dtype=pl.Int64)
    )
    columns = [*outcomes.columns, "is_carried", "carried_from"]
    carried = _inherited(outcomes, schools, links, own_outcomes[URN])
    return pl.concat([own_outcomes.select(columns), carried.select(columns)]).sort(URN)


def under_numbers_of_the_day(inspections: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Inspections under the number that the school had on the day.

    A file lists an inspection under today's number though it was made years before the number
    began; under which number it was made decides whose grade it is. Where several numbers lead to
    one, that is unclear, and the inspection stays where it is listed.
    """
    before = plain_links(links).filter((pl.len().over(NEW) == 1) & pl.col(DATE).is_not_null())
    for _ in range(ANCESTORS):
        joined_rows = inspections.join(
            before, left_on=URN, right_on=NEW, how="left", maintain_order="left"
        )
        is_earlier = (pl.col(DAY) < pl.col(DATE)).fill_null(value=False)
        urn = pl.when(is_earlier).then(pl.col(OLD)).otherwise(pl.col(URN)).alias(URN)
        placed_rows = joined_rows.with_columns(urn).drop(OLD, DATE)
        if placed_rows[URN].equals(inspections[URN]):
            break
        inspections = placed_rows
    return inspections


def _inherited(
    outcomes: pl.DataFrame, schools: pl.DataFrame, links: pl.DataFrame, urns_with_outcome: pl.Series
) -> pl.DataFrame:
    """Outcomes of numbers before, for schools that have none of their own."""
    before = plain_links(links).filter(pl.len().over(NEW) == 1).select(NEW, OLD, DATE)
    keepers = schools.filter(pl.col("keeps"))
    waiting = keepers.filter(~pl.col(URN).is_in(urns_with_outcome.implode())).select(
        URN, at=pl.col(URN)
    )
    can_pass = set(keepers[URN]) | set(before[OLD])
    outcome_frames = []
    for _ in range(ANCESTORS):
        waiting = waiting.join(before, left_on="at", right_on=NEW).select(URN, at=pl.col(OLD))
        waiting = waiting.filter(pl.col("at").is_in(list(can_pass)))
        if waiting.is_empty():
            break
        hits = waiting.join(outcomes.rename({URN: "at"}), on="at")
        outcome_frames.append(hits.rename({"at": "carried_from"}))
        waiting = waiting.join(hits, on=URN, how="anti")
    if not outcome_frames:
        empty = pl.lit(None, dtype=pl.Int64)
        return outcomes.clear().with_columns(is_carried=pl.lit(value=True), carried_from=empty)
    return pl.concat(outcome_frames).with_columns(is_carried=pl.lit(value=True)).unique(URN)
