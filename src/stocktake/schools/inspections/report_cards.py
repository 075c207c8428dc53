"""Whether a report card has every area at the expected standard or above, safeguarding met."""

from __future__ import annotations

import polars as pl

from stocktake.schools.inspections.inspections import DAY, FULL, REPORT_CARD, URN
from stocktake.sources.schools.inspections import inspection_regimes

EXPECTED = "Expected standard"
MET = "met"


def report_card_results(inspections: pl.DataFrame) -> pl.DataFrame:
    """The latest report card of each number, and whether all of it is at the expected standard.

    A card in which an area was left unjudged says nothing, unless another area or safeguarding
    falls short anyway. Monitoring visits are no report cards.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``inspection_date``, ``meets_expected`` (null where it is unclear),
        ``area_count``, ``below_count`` (areas below the expected standard).
    """
    words = inspection_regimes()[REPORT_CARD].grade_words()
    enough = words[: words.index(EXPECTED) + 1]
    cards = inspections.filter((pl.col("regime") == REPORT_CARD) & (pl.col("event") == FULL))
    is_below = ~pl.col("value").is_in(enough)
    results = cards.group_by(URN, DAY).agg(
        pl.len().alias("area_count"),
        is_below.sum().alias("below_count"),
        pl.col("value").is_null().any().alias("has_unjudged"),
        pl.col("safeguarding").drop_nulls().first(),
    )
    falls_short = (pl.col("below_count") > 0) | (pl.col("safeguarding") != MET).fill_null(
        value=False
    )
    is_unclear = pl.col("has_unjudged") | pl.col("safeguarding").is_null()
    results = results.with_columns(
        meets_expected=pl.when(falls_short)
        .then(pl.lit(value=False))
        .when(~is_unclear)
        .then(pl.lit(value=True))
    )
    latest = results.sort(URN, DAY, nulls_last=False).unique(URN, keep="last", maintain_order=True)
    return latest.select(URN, DAY, "meets_expected", "area_count", "below_count")
