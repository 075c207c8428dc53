"""Holds published figures against a criterion, for all schools at once."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.concerns.criteria import FigureCriterion
from stocktake.schools.concerns.outcomes import OUTCOME_COLUMNS
from stocktake.schools.improvement.national import latest_stage, national_results
from stocktake.schools.improvement.pupil_counts import with_nearest_count
from stocktake.sources.schools import load_school_measures

CHANCE_Z = 1.645
"""One in twenty, on one side."""

NEW_YEAR_MONTH = 9
TOLERANCE = 1e-9


def last_ended_year(as_of: date) -> int:
    """The summer in which the last academic year that has ended on a day ended.

    Examples
    --------
    >>> last_ended_year(date(2026, 11, 30)), last_ended_year(date(2026, 8, 31))
    (2026, 2025)
    """
    return as_of.year if as_of.month >= NEW_YEAR_MONTH else as_of.year - 1


def hold_figures(
    name: str,
    criterion: FigureCriterion,
    schools: pl.DataFrame,
    figures: pl.DataFrame,
    *,
    as_of: date,
    place_figures: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Evaluate a criterion of a published figure.

    Parameters
    ----------
    schools : DataFrame
        ``school_urn`` of the schools that the criterion is about; each has one row in the result.
    figures : DataFrame
        ``school_figures`` of these schools, under the numbers that ``schools`` uses: positions and
        computed national results are among them.

    Returns
    -------
    DataFrame
        Columns of ``OUTCOME_COLUMNS``.
    """
    rows = _rows(criterion, figures)
    latest_figures = _latest_figures(criterion, rows, figures, place_figures)
    latest = schools.select("school_urn").join(latest_figures, on="school_urn", how="left")
    oldest = last_ended_year(as_of) - criterion.latest_within_years
    reason = (
        pl.when(pl.col("year").is_null())
        .then(pl.lit("no_figure"))
        .when(pl.col("year") < oldest)
        .then(pl.lit("too_old"))
        .when(pl.col("missing").is_not_null())
        .then("missing")
        .when(pl.col("pupil_count") < criterion.smallest_cohort)
        .then(pl.lit("small_cohort"))
        .when(pl.col("held").is_null())
        .then(pl.lit("years_missing"))
        .when(pl.lit(criterion.beyond_chance) & pl.col("z").is_null())
        .then(pl.lit("chance_unknown"))
    )
    level = _level(criterion)
    return (
        latest.with_columns(reason=reason)
        .with_columns(
            level=pl.when(pl.col("reason").is_null()).then(level),
            value=pl.when(pl.col("reason").is_null()).then("held"),
        )
        .with_columns(
            criterion=pl.lit(name),
            outcome=pl.when(pl.col("reason").is_not_null())
            .then(pl.lit("cannot_tell"))
            .when(pl.col("level").is_not_null())
            .then(pl.lit("met"))
            .otherwise(pl.lit("not_met")),
            text=pl.lit(None, dtype=pl.String),
        )
        .select(pl.col(column).cast(kind) for column, kind in OUTCOME_COLUMNS.items())
    )


def _rows(criterion: FigureCriterion, figures: pl.DataFrame) -> pl.DataFrame:
    """The criterion's figures, one for each school and year."""
    rows = figures.filter(
        pl.col("measure") == criterion.measure, pl.col("group") == criterion.group
    )
    year = pl.col("time_period").str.slice(0, 4).cast(pl.Int32) + 1
    latest = latest_stage(rows, ["school_urn", "time_period"]).with_columns(year=year)
    family = f"{criterion.measure.partition('.')[0]}."
    counts = figures.filter(
        pl.col("measure").str.starts_with(family), pl.col("group") == criterion.group
    ).with_columns(year=year)
    return with_nearest_count(latest, counts)


def _latest_figures(
    criterion: FigureCriterion,
    rows: pl.DataFrame,
    figures: pl.DataFrame,
    place_figures: pl.DataFrame | None,
) -> pl.DataFrame:
    """The latest row of each school with what is held against the thresholds, and its z."""
    values = _with_basis(criterion, rows, figures, place_figures).sort("school_urn", "year")
    span = criterion.years if criterion.basis in ("change", "change_percent") else 0
    values = _with_change(criterion, values, span) if span else _with_mean(criterion, values)
    latest = values.group_by("school_urn", maintain_order=True).last()
    if criterion.basis == "position":
        latest = _with_position(criterion, latest)
    return latest.with_columns(
        last_period="time_period",
        missing=pl.when(pl.col("value").is_null()).then(
            pl.when(pl.col("symbol").is_in(["c", "z"])).then("symbol").otherwise(pl.lit("missing"))
        ),
    )


def _with_basis(
    criterion: FigureCriterion,
    rows: pl.DataFrame,
    figures: pl.DataFrame,
    place_figures: pl.DataFrame | None,
) -> pl.DataFrame:
    """One number for each year: the figure, its distance, its ratio or its gap."""
    if criterion.basis in ("value", "change_percent", "position"):
        return rows.with_columns(number=pl.col("value"))
    if criterion.basis == "gap":
        versus_rows = _rows(criterion.model_copy(update={"group": criterion.versus}), figures)
        pair = versus_rows.select("school_urn", "year", other="value")
        return rows.join(pair, on=["school_urn", "year"], how="left").with_columns(
            number=pl.col("value") - pl.col("other")
        )
    national = national_results(figures, criterion.measure, place_figures=place_figures)
    with_national = rows.join(
        national.select("time_period", "national"), on="time_period", how="left"
    )
    if criterion.basis == "ratio":
        ratio = pl.when(pl.col("national") > 0).then(pl.col("value") / pl.col("national"))
        return with_national.with_columns(number=ratio)
    return with_national.with_columns(number=pl.col("value") - pl.col("national"))


def _with_mean(criterion: FigureCriterion, values: pl.DataFrame) -> pl.DataFrame:
    """The mean of so many years in a row, and how many chance errors it lies from zero."""
    total, variance, first = pl.lit(0.0), pl.lit(0.0), pl.col("time_period")
    for lag in range(criterion.years):
        same = (pl.col("year").shift(lag) + lag == pl.col("year")).over("school_urn")
        number = pl.when(same).then(pl.col("number").shift(lag).over("school_urn"))
        total = total + number
        variance = variance + pl.when(same).then(
            _chance_variance(criterion).shift(lag).over("school_urn")
        )
        first = pl.when(same).then(pl.col("time_period").shift(lag).over("school_urn"))
    mean = total / criterion.years
    return values.with_columns(
        held=mean, z=mean / (variance.sqrt() / criterion.years), first_period=first
    )


def _with_change(criterion: FigureCriterion, values: pl.DataFrame, span: int) -> pl.DataFrame:
    """The change over so many years, whatever lies between, and its z."""
    earlier = values.select(
        "school_urn",
        year=pl.col("year") + span,
        earlier="number",
        earlier_variance=_chance_variance(criterion),
        first_period="time_period",
    )
    values = values.join(earlier, on=["school_urn", "year"], how="left")
    change = pl.col("number") - pl.col("earlier")
    if criterion.basis == "change_percent":
        positive = pl.when(pl.col("earlier") > 0)
        return values.with_columns(
            held=positive.then(100 * change / pl.col("earlier")), z=pl.lit(None, dtype=pl.Float64)
        )
    error = (_chance_variance(criterion) + pl.col("earlier_variance")).sqrt()
    return values.with_columns(held=change, z=change / error).sort("school_urn", "year")


def _with_position(criterion: FigureCriterion, latest: pl.DataFrame) -> pl.DataFrame:
    """Percent of schools that do no worse, in the year that a school's figure ends with."""
    measure = load_school_measures().get(criterion.measure)
    low_is_worse = measure is None or measure.better == "higher"
    order = pl.col("held").rank("average", descending=low_is_worse).over("year")
    count = pl.col("held").count().over("year")
    return latest.with_columns(held=100 * (order - 0.5) / count)


def _chance_variance(criterion: FigureCriterion) -> pl.Expr:
    """The variance of a year's figure that chance alone would give a cohort of its size."""
    pupils = pl.when(pl.col("pupil_count") > 0).then(pl.col("pupil_count"))
    if criterion.chance_sd is not None:
        return pl.lit(criterion.chance_sd**2) / pupils
    # One success and one failure more, so that none of ten is not certain.
    share = (pl.col("value") / 100 * pupils + 1) / (pupils + 2)
    return 10_000 * share * (1 - share) / pupils


def _level(criterion: FigureCriterion) -> pl.Expr:
    """The level that is met; null where none is."""
    sign = 1 if criterion.side == "above" else -1

    def beyond(threshold: float | None) -> pl.Expr:
        if threshold is None:
            return pl.lit(value=False)
        return sign * pl.col("held") >= sign * threshold - TOLERANCE

    surely = sign * pl.col("z") >= CHANCE_Z if criterion.beyond_chance else pl.lit(value=True)
    return (
        pl.when(surely & beyond(criterion.red))
        .then(pl.lit("red"))
        .when(surely & beyond(criterion.amber))
        .then(pl.lit("amber"))
    )
