"""Which links say that two numbers are one school, and which say that something ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from stocktake.sources.schools.register import register_words

OLD, NEW, DATE = "old_urn", "new_urn", "date"


def plain_links(links: pl.DataFrame, as_of: date | None = None) -> pl.DataFrame:
    """Pairs of numbers of one school, older number first, each pair once.

    A pair that any other link calls merged, amalgamated or split is no plain one, and a link of a
    number with itself is none. With ``as_of``, links dated after that day are still to come and
    are left out.

    Returns
    -------
    polars.DataFrame
        ``old_urn``, ``new_urn``, ``date``: the first day of the new number, null where not known.
        The register dates a link from the old number by its last day and from the new one by its
        first; a day at the end of a month is taken as the last of the old number.
    """
    kinds = [(link.name.lower(), link.direction) for link in register_words().link if link.is_plain]
    pairs = _pairs(links, kinds)
    broken_pairs = changed_links(links).select(OLD, NEW)
    pairs = pairs.join(broken_pairs, on=[OLD, NEW], how="anti").filter(pl.col(OLD) != pl.col(NEW))
    if as_of is None:
        return pairs
    return pairs.filter(pl.col(DATE).is_null() | (pl.col(DATE) <= as_of))


def changed_links(links: pl.DataFrame) -> pl.DataFrame:
    """Pairs of numbers between which a school merged, was amalgamated or split.

    Returns
    -------
    polars.DataFrame
        ``old_urn``, ``new_urn``, ``date``, ``change``.
    """
    words = register_words().link
    frames = [
        _pairs(links, [(link.name.lower(), link.direction)]).with_columns(
            change=pl.lit(link.change)
        )
        for link in words
        if link.change and link.direction != "other"
    ]
    pairs = pl.concat(frames).group_by(OLD, NEW).agg(pl.col(DATE).max(), pl.col("change").first())
    return pairs.sort(OLD, NEW)


def _pairs(links: pl.DataFrame, kinds: Sequence[tuple[str, str]]) -> pl.DataFrame:
    link_type = pl.col("link_type").str.to_lowercase()
    names = {way: [name for name, direction in kinds if direction == way] for _, way in kinds}
    forward = links.filter(link_type.is_in(names.get("successor", [])))
    backward = links.filter(link_type.is_in(names.get("predecessor", [])))
    pairs = pl.concat(
        [
            forward.select(pl.col("school_urn").alias(OLD), pl.col("linked_urn").alias(NEW), DATE),
            backward.select(pl.col("linked_urn").alias(OLD), pl.col("school_urn").alias(NEW), DATE),
        ]
    )
    day = pl.col(DATE)
    first_day = pl.when(day == day.dt.month_end()).then(day + pl.duration(days=1)).otherwise(day)
    return pairs.group_by(OLD, NEW).agg(first_day.max()).sort(OLD, NEW)
