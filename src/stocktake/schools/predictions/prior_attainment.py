"""What could be expected from prior attainment, nationally and at the school in the past."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stocktake.schools.predictions.entry import GRADE_POINTS
from stocktake.schools.predictions.frames import KEYS, check_columns
from stocktake.schools.predictions.shrinkage import shrink_estimates
from stocktake.standards.errors import UsageError

PRIOR_COUNTS: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "measure": pl.String(),
    "subject": pl.String(),
    "group": pl.String(),
    "time_period": pl.String(),
    "prior_score": pl.Float64(),
    "pupil_count": pl.Int64(),
}
"""Pupils by key stage 2 average (reading and maths, steps of a half), of those in a result."""

EXPECTED: dict[str, pl.DataType] = {
    **{name: PRIOR_COUNTS[name] for name in KEYS},
    "expected": pl.Float64(),
    "expected_from_past": pl.Float64(),
    "prior_pupil_count": pl.Int64(),
}
"""One row per result. ``expected`` is what the same pupils would have got nationally;
``expected_from_past`` adds what the school's pupils had above it in earlier years, shrunken."""

THRESHOLDS = {
    "ks4-english-maths-9-4": "Basics 9-4",
    "ks4-english-maths-9-5": "Basics 9-5",
}
"""Measures that are a threshold of the matrices."""


def expected_from_prior(
    prior_counts: pl.DataFrame,
    matrix: pl.DataFrame,
    *,
    years: Mapping[str, str] | None = None,
    breakdown: str = "all",
) -> pl.DataFrame:
    """Work out what pupils of the same key stage 2 scores got nationally.

    Parameters
    ----------
    prior_counts : polars.DataFrame
        Columns of ``PRIOR_COUNTS``; pupils without a score are left out.
    matrix : polars.DataFrame
        ``tables["transition"]`` of one or more files of the national transition matrices.
    years : mapping of str to str, optional
        The matrix year to use for a cohort whose own is not held: ``{"202425": "202324"}``.
    breakdown : str
        Whom to compare with: ``all``, ``disadvantaged``, ``girls``.

    Returns
    -------
    polars.DataFrame
        ``KEYS``, ``expected`` (mean grade, or percent at the threshold, among results that were
        attempted) and ``prior_pupil_count``. Results without a matrix are not in it.

    Raises
    ------
    UsageError
        A column is missing, or the matrix has no such breakdown.

    Notes
    -----
    Source: Department for Education, Key stage 2 to key stage 4 transition matrices (2023, 2024).
    """
    check_columns(prior_counts, list(PRIOR_COUNTS), "prior attainment")
    breakdowns = sorted(set(matrix["breakdown"]))
    if breakdown not in breakdowns:
        raise UsageError(
            f"the transition matrix has no breakdown {breakdown!r}; it has {', '.join(breakdowns)}"
        )
    national = _national(matrix.filter(pl.col("breakdown") == breakdown))
    rows = (
        prior_counts.filter(pl.col("prior_score").is_not_null(), pl.col("pupil_count") > 0)
        .with_columns(
            _year=pl.col("time_period").replace(dict(years or {})),
            _subject=pl.coalesce(
                pl.col("measure").replace_strict(THRESHOLDS, default=None, return_dtype=pl.String),
                "subject",
            ).str.to_lowercase(),
            prior_score=pl.col("prior_score").cast(pl.Float64),
        )
        .sort("prior_score")
    )
    # A score belongs to the highest band that begins at or below it.
    placed_rows = rows.join_asof(
        national.sort("prior_lower"),
        left_on="prior_score",
        right_on="prior_lower",
        by=["_year", "_subject"],
        check_sortedness=False,
    )
    weight = pl.col("pupil_count")
    return (
        placed_rows.filter(pl.col("mean").is_not_null())
        .group_by(KEYS)
        .agg(
            expected=(weight * pl.col("mean")).sum() / weight.sum(),
            prior_pupil_count=weight.sum(),
        )
        .sort(KEYS)
    )


def correct_for_past(
    expected: pl.DataFrame, results: pl.DataFrame, *, pupil_variance: float, yearly_variance: float
) -> pl.DataFrame:
    """Add what a school's pupils had above the national expectation in earlier years.

    Parameters
    ----------
    expected : polars.DataFrame
        As :func:`expected_from_prior` makes it.
    results : polars.DataFrame
        Columns of ``RESULTS``, with ``value`` in the same unit.
    pupil_variance : float
        Of a pupil's result about the expectation; divided by the pupils it is chance.
    yearly_variance : float
        Of a school's effect between years, not lasting.

    Returns
    -------
    polars.DataFrame
        Columns of ``EXPECTED``. Only years before the result's own are used; a school without any
        has the national expectation.
    """
    with_results = expected.join(
        results.select(*KEYS, actual="value").unique(list(KEYS), keep="first"),
        on=list(KEYS),
        how="left",
    ).with_columns(added=pl.col("actual") - pl.col("expected"))
    parts = []
    for (period, measure, subject, group), rows in with_results.group_by(
        "time_period", "measure", "subject", "group", maintain_order=True
    ):
        past = (
            with_results.filter(
                pl.col("time_period") < str(period),
                pl.col("measure") == measure,
                pl.col("subject") == subject,
                pl.col("group") == group,
                pl.col("added").is_not_null(),
            )
            .with_columns(variance=pupil_variance / pl.col("prior_pupil_count") + yearly_variance)
            .group_by("school_urn")
            .agg(
                added=(pl.col("added") / pl.col("variance")).sum() / (1 / pl.col("variance")).sum(),
                variance=1 / (1 / pl.col("variance")).sum(),
            )
            .sort("school_urn")
        )
        # Towards what schools add on average, which is 0 nationally by the matrix's making.
        shrunken = shrink_estimates(
            past["added"].to_list(), past["variance"].to_list(), centre=0.0
        ).estimates
        effects = pl.DataFrame(
            {"school_urn": past["school_urn"], "effect": shrunken},
            schema={"school_urn": pl.Int64, "effect": pl.Float64},
        )
        parts.append(
            rows.join(effects, on="school_urn", how="left").with_columns(
                expected_from_past=pl.col("expected") + pl.col("effect").fill_null(0.0)
            )
        )
    if not parts:
        return pl.DataFrame(schema=EXPECTED)
    return pl.concat(parts).select(list(EXPECTED)).sort(KEYS).cast(pl.Schema(EXPECTED))


def _national(matrix: pl.DataFrame) -> pl.DataFrame:
    """Mean grade, or percent at the threshold, by year, subject and band."""
    values = {**{grade: float(p) for grade, p in GRADE_POINTS.items()}, "yes": 100.0, "no": 0.0}
    weight = pl.col("pupils_count")
    return (
        matrix.filter(
            pl.col("prior_lower").is_not_null(), pl.col("outcome").is_in(list(values)), weight > 0
        )
        .with_columns(_value=pl.col("outcome").replace_strict(values, return_dtype=pl.Float64))
        .group_by(
            pl.col("time_period").alias("_year"),
            pl.col("subject").str.to_lowercase().alias("_subject"),
            "prior_lower",
        )
        .agg(mean=(weight * pl.col("_value")).sum() / weight.sum())
    )
