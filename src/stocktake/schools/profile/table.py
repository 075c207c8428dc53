"""Every figure of every school in its context, all years at once: one table for all England."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.profile.cohorts import add_cohorts, cohort_counts
from stocktake.schools.profile.peers import add_peers
from stocktake.schools.profile.percentiles import add_percentiles
from stocktake.schools.profile.place_levels import add_place_levels
from stocktake.schools.profile.shrinkage import add_shrunk
from stocktake.schools.profile.similar_means import PartnerMatrix, add_similar_means
from stocktake.schools.uncertainty import add_intervals

COLUMNS = {
    "school_urn": pl.Int32,
    "published_urn": pl.Int32,
    "time_period": pl.Categorical,
    "measure": pl.Categorical,
    "group": pl.Categorical,
    "value": pl.Float64,
    "symbol": pl.Categorical,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "interval_basis": pl.Categorical,
    "pupil_count": pl.Int32,
    "cohort_count": pl.Int32,
    "cohort_period": pl.Categorical,
    "variance": pl.Float64,
    "la_code": pl.Categorical,
    "peers": pl.Categorical,
    "national": pl.Float64,
    "national_basis": pl.Categorical,
    "national_count": pl.Int32,
    "local": pl.Float64,
    "local_basis": pl.Categorical,
    "local_count": pl.Int32,
    "similar_mean": pl.Float64,
    "similar_count": pl.Int32,
    "percentile": pl.Float64,
    "ranked_count": pl.Int32,
    "shrunk": pl.Float64,
    "shrunk_lower": pl.Float64,
    "shrunk_upper": pl.Float64,
    "shrunk_weight": pl.Float64,
    "shrunk_towards": pl.Categorical,
    "stage": pl.Categorical,
    "release": pl.Categorical,
    "row": pl.Int32,
}
"""Columns of the table, in the order in which they are kept."""


def profile_table(
    figures: pl.DataFrame,
    details: pl.DataFrame,
    place_figures: pl.DataFrame,
    pairs: pl.DataFrame,
    measures: Mapping[str, ProfileMeasure],
) -> pl.DataFrame:
    """Compare every figure of every school.

    Parameters
    ----------
    figures : polars.DataFrame
        One row per school, measure, period and group, as
        :func:`stocktake.schools.selection.select_figures` returns them.
    details : polars.DataFrame
        What each school is, as :func:`stocktake.schools.details.school_details` returns it.
    place_figures : polars.DataFrame
        Published rows of England and of authorities.
    pairs : polars.DataFrame
        ``school_urn``, ``similar_urn``, ``rank``: whose mean is the similar schools'.
    measures : dict
        The measures to compare; others are left out, but for numbers of pupils.

    Returns
    -------
    polars.DataFrame
        Columns of ``COLUMNS``, one row per figure: intervals, England's and the authority's
        figure, the similar schools' mean, the percentile among schools of the phase and the
        shrunken estimate. Missing is null, with its symbol.
    """
    by_measure = {
        str(part["measure"][0]): part for part in figures.partition_by("measure") if part.height
    }
    counts = cohort_counts(by_measure, measures)
    matrix = PartnerMatrix.of(pairs)
    parts = []
    # One measure at a time, so that what is needed on the way is small next to the result.
    for name in [name for name in by_measure if name in measures]:
        part, measure = by_measure.pop(name), measures[name]
        part = add_cohorts(part, counts.get(measure.cohort))
        part = add_intervals(part, measure)
        part = add_peers(part, details, measure)
        part = add_place_levels(part, place_figures, measure)
        part = add_percentiles(part, measure)
        part = add_similar_means(part, matrix if measure.entry.is_similar else NO_PARTNERS)
        parts.append(add_shrunk(part, measure).select(list(COLUMNS)).cast(COLUMNS))  # type: ignore[arg-type]
    return pl.concat(parts) if parts else pl.DataFrame(schema=COLUMNS)


NO_PARTNERS = PartnerMatrix.of(
    pl.DataFrame(schema={"school_urn": pl.Int64, "similar_urn": pl.Int64, "rank": pl.Int64})
)


def compared_figures(
    figures: pl.DataFrame,
    details: pl.DataFrame,
    measures: Mapping[str, ProfileMeasure],
    school_urn: int,
) -> pl.DataFrame:
    """The figures with which those of one school are compared, and what counts their pupils.

    The table of these has the same rows of the school as that of all figures.
    """
    texts = ["measure", "group"]
    own_rows = figures.filter(pl.col("school_urn") == school_urn).select(texts).unique()
    own_measures = own_rows["measure"].cast(pl.String).unique().to_list()
    cohorts = {measures[name].cohort for name in own_measures if name in measures}
    of_phase = [name for name in own_measures if _phase(measures, name) != "own"]
    own_details = details.filter(pl.col("school_urn") == school_urn)
    # Only mainstream schools are compared by phase; an all-through school may be similar.
    keys = ["sector", "counted_phase"]
    if own_details["sector"].to_list() != ["mainstream"]:
        keys = ["sector"]
    is_peer = details.join(own_details.select(keys), on=keys, how="semi", nulls_equal=True)
    peers = pl.concat([is_peer, details.filter(pl.col("is_all_through"))])
    is_compared = pl.col("measure").is_in(of_phase) | pl.col("school_urn").is_in(
        pl.concat([peers["school_urn"], pl.Series("school_urn", [school_urn])]).implode()
    )
    names = [*own_measures, *cohorts]
    return figures.filter(
        is_compared | pl.col("measure").is_in(list(cohorts)),
        pl.col("measure").is_in(names),
        pl.col("group").is_in(own_rows["group"].cast(pl.String).unique().to_list()),
    )


def _phase(measures: Mapping[str, ProfileMeasure], name: str) -> str:
    """The phase with which a measure is compared."""
    return measures[name].entry.phase if name in measures else "own"
