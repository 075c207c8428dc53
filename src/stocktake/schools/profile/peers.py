"""Which schools a figure is ranked among: those of the same phase and kind of provision."""

from __future__ import annotations

import polars as pl

from stocktake.schools.columns import look_up
from stocktake.schools.measures import ProfileMeasure

PEER_TITLES = {
    "mainstream primary": "state-funded mainstream primary schools",
    "mainstream secondary": "state-funded mainstream secondary schools",
    "mainstream 16 plus": "state-funded schools for students over 16",
    "mainstream nursery": "state-funded nursery schools",
    "mainstream other": "state-funded mainstream schools of no stated phase",
    "special": "special schools",
    "alternative provision": "schools of alternative provision",
    "nursery": "nursery schools",
    "independent": "independent schools",
    "college": "colleges",
}


def peer_title(peers: str | None) -> str:
    """The schools in words; empty for a school that no register has.

    Examples
    --------
    >>> peer_title("mainstream secondary")
    'state-funded mainstream secondary schools'
    """
    return PEER_TITLES.get(peers or "", peers or "")


def add_peers(
    figures: pl.DataFrame, details: pl.DataFrame, measure: ProfileMeasure
) -> pl.DataFrame:
    """Add ``peers``, ``la_code`` and ``is_state_funded`` to each figure of one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``school_urn``.
    details : polars.DataFrame
        What each school is.
    measure : ProfileMeasure
        A measure of a phase compares its schools, all-through schools among them; any other
        compares schools of the school's own phase.

    Returns
    -------
    polars.DataFrame
        ``peers`` such as ``mainstream secondary``; null for a school that no register has.
    """
    phase = pl.col("counted_phase").fill_null("other")
    if measure.entry.phase != "own":
        phase = pl.lit(measure.entry.phase)
    columns = details.select(
        "school_urn",
        pl.col("la_code").cast(pl.Categorical),
        is_state_funded="is_state_funded",
        peers=pl.when(pl.col("sector") == "mainstream")
        .then(pl.concat_str(pl.lit("mainstream "), phase))
        .otherwise("sector")
        .cast(pl.Categorical),
    )
    return look_up(figures, columns, ["school_urn"]).with_columns(
        pl.col("is_state_funded").fill_null(value=False)
    )
