"""Warns where a published category of concern does not fit the judgements; derives none."""

from __future__ import annotations

import polars as pl

from stocktake.schools.inspections.inspections import DAY, FULL, REPORT_CARD, URN

URGENT = "Urgent improvement"
LEADERSHIP = "leadership_and_governance"
NOT_MET = "not met"
SPECIAL_MEASURES, SIGNIFICANT = "special measures", "requires significant improvement"


def category_warnings(inspections: pl.DataFrame) -> pl.DataFrame:
    """Report cards whose judgements and published category do not go together.

    The rule that is compared with: special measures where leadership and governance need urgent
    improvement and so does another area, or safeguarding is not met; requires significant
    improvement where any area needs urgent improvement or safeguarding is not met, otherwise. The
    category that counts is always the published one; where a file publishes none, a card that
    would have one is listed for somebody to look up.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``inspection_date``, ``published_category`` (null where the file has
        none), ``expected_category`` (null where the judgements give no reason for one).

    Notes
    -----
    Source: summaries of the inspection framework of November 2025; not verified in the framework.
    """
    cards = inspections.filter((pl.col("regime") == REPORT_CARD) & (pl.col("event") == FULL))
    is_urgent = (pl.col("value") == URGENT).fill_null(value=False)
    is_leadership = pl.col("area") == LEADERSHIP
    cards = cards.group_by(URN, DAY).agg(
        (is_urgent & is_leadership).any().alias("leads_badly"),
        (is_urgent & ~is_leadership).any().alias("is_bad_elsewhere"),
        (pl.col("safeguarding") == NOT_MET).any().fill_null(value=False).alias("is_unsafe"),
        pl.col("category").drop_nulls().first().alias("published_category"),
    )
    has_more = pl.col("is_bad_elsewhere") | pl.col("is_unsafe")
    expected = (
        pl.when(pl.col("leads_badly") & has_more)
        .then(pl.lit(SPECIAL_MEASURES))
        .when(pl.col("leads_badly") | has_more)
        .then(pl.lit(SIGNIFICANT))
    )
    cards = cards.with_columns(expected_category=expected)
    differs = pl.col("published_category").ne_missing(pl.col("expected_category"))
    return cards.filter(differs).select(
        URN, DAY, "published_category", "expected_category"
    ).sort(URN, DAY)  # fmt: skip
