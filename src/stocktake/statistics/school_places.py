"""Returns what published school tables say of England and its authorities.

Many tables print a row for England, some a row for each authority. Where none is printed, the
national figure is computed from the schools, and said to be computed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.schools import load_school_measures
from stocktake.statistics.school_tables import HeldTable, held_tables, table_figures
from stocktake.statistics.schools import choose_figures, school_figures, with_release
from stocktake.statistics.store import Warehouse

PLACE_FIGURES: dict[str, pl.DataType] = {
    "place": pl.String(),
    "time_period": pl.String(),
    "measure": pl.String(),
    "group": pl.String(),
    "value": pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "pupil_count": pl.Int64(),
    "symbol": pl.String(),
    "stage": pl.String(),
    "release": pl.String(),
    "row": pl.Int64(),
    "basis": pl.String(),
    "school_count": pl.Int64(),
}
"""One row per place (``england``, ``la-890``), academic year, measure and group.

``basis`` is ``published`` (release and row say where), ``computed`` (mean of the schools' figures,
weighted by the pupils behind each), or ``computed, cohorts of other years`` (where a school's
pupils in that year are not known, its mean cohort over the years held is its weight).
``school_count`` counts the schools of a computed figure. A phase is a group: ``primary``,
``secondary``, ``special``.
"""

ENGLAND = "england"
PUBLISHED, OWN_COHORTS = "published", "computed"
OTHER_COHORTS = "computed, cohorts of other years"
LEAST_COVERAGE = 0.5
"""Of as many schools as have a figure of the measure in the year that has most."""


def place_figures(
    warehouse: Warehouse,
    *,
    as_of: date,
    measures: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    groups: Collection[str] | None = None,
    figures: pl.DataFrame | None = None,
    state_funded: Collection[int] | None = None,
    own_folder: Path | None = None,
) -> pl.DataFrame:
    """Figures of England and its authorities from school tables, as known on a day.

    Parameters
    ----------
    warehouse : Warehouse
    as_of : date
    measures, periods, groups : collection of str, optional
        Only these.
    figures : polars.DataFrame, optional
        Figures of schools that were read already, so that they are not read again; what is
        computed is computed from these.
    state_funded : collection of int, optional
        Numbers of the schools that count for a computed figure; without them all schools that
        have a figure count, independent ones too, which is not what the department publishes.
    own_folder : path, optional
        A place's own definitions.

    Returns
    -------
    polars.DataFrame
        Columns of ``PLACE_FIGURES``.
    """
    tables = held_tables(warehouse, as_of, own_folder)
    published = _published(tables, measures, periods)
    if figures is None:
        figures = school_figures(
            warehouse, as_of=as_of, measures=_with_counts(measures, own_folder),
            own_folder=own_folder,
        )  # fmt: skip
    means = national_means(figures, state_funded=state_funded, own_folder=own_folder)
    key = ["place", "time_period", "measure", "group"]
    places = pl.concat([published, means.join(published, on=key, how="anti")])
    for name, items in (("measure", measures), ("time_period", periods), ("group", groups)):
        if items is not None:
            places = places.filter(pl.col(name).is_in(list(items)))
    return places.sort(key)


def national_means(
    figures: pl.DataFrame,
    *,
    state_funded: Collection[int] | None = None,
    least_coverage: float = LEAST_COVERAGE,
    own_folder: Path | None = None,
) -> pl.DataFrame:
    """The mean of the schools' figures by year, measure and group, weighted by pupils.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``school_figures``; the measures that count pupils among them, where the
        cohorts of other years are to stand in.
    state_funded : collection of int, optional
        Only these schools.
    least_coverage : float
        No figure is computed from fewer schools than this share of those of the year, of the same
        measure and group "all", that has most: 90 schools are not England.

    Returns
    -------
    polars.DataFrame
        Columns of ``PLACE_FIGURES`` for ``england``. Measures whose pupils nobody counts (numbers
        of staff, money, pupils themselves) have no mean. The stage is the least of the schools'.

    Notes
    -----
    A percentage of all schools' pupils together is the mean of the schools' percentages, weighted
    by their pupils. A school whose figure is suppressed does not count.
    """
    counted_by = {
        measure.id: measure.pupils
        for measure in load_school_measures(own_folder).values()
        if measure.pupils
    }
    if state_funded is not None:
        figures = figures.filter(pl.col("school_urn").is_in(list(state_funded)))
    counts = pl.DataFrame(
        {"measure": list(counted_by), "counted_by": list(counted_by.values())},
        schema={"measure": pl.String(), "counted_by": pl.String()},
    )
    cohorts = (
        figures.filter(pl.col("measure").is_in(counts.get_column("counted_by").unique().implode()))
        .group_by("school_urn", "group", pl.col("measure").alias("counted_by"))
        .agg(pl.col("value").mean().alias("mean_cohort"))
    )
    stage = pl.col("stage").cast(pl.Enum(["provisional", "revised", "final"]))
    weighed = (
        figures.filter(pl.col("value").is_not_null())
        .join(counts, on="measure", how="inner")
        .join(cohorts, on=["school_urn", "group", "counted_by"], how="left")
        .with_columns(
            pl.coalesce(pl.col("pupil_count").cast(pl.Float64), "mean_cohort").alias("weight"),
            pl.col("pupil_count").is_null().alias("is_other_cohort"),
        )
        .filter(pl.col("weight") > 0)
    )
    school_count = pl.len().cast(pl.Int64)
    most = (
        weighed.filter(pl.col("group") == "all")
        .group_by("measure", "time_period")
        .agg(school_count.alias("school_count"))
        .group_by("measure")
        .agg(pl.col("school_count").max().alias("most"))
    )
    return (
        weighed.group_by("time_period", "measure", "group")
        .agg(
            ((pl.col("value") * pl.col("weight")).sum() / pl.col("weight").sum()).alias("value"),
            pl.col("pupil_count").sum(),
            stage.to_physical().min().alias("stage"),
            pl.when(pl.col("is_other_cohort").any())
            .then(pl.lit(OTHER_COHORTS))
            .otherwise(pl.lit(OWN_COHORTS))
            .alias("basis"),
            school_count.alias("school_count"),
        )
        .join(most, on="measure", how="left")
        .filter(pl.col("school_count") >= least_coverage * pl.col("most").fill_null(0))
        .with_columns(
            pl.lit(ENGLAND).alias("place"),
            pl.col("stage").replace_strict({0: "provisional", 1: "revised", 2: "final"}),
            pl.when(pl.col("basis") == OWN_COHORTS).then("pupil_count").alias("pupil_count"),
            *(pl.lit(None).alias(name) for name in ("lower", "upper", "symbol", "release", "row")),
        )
        .select(pl.col(name).cast(kind) for name, kind in PLACE_FIGURES.items())
    )


def _published(
    tables: list[HeldTable], measures: Collection[str] | None, periods: Collection[str] | None
) -> pl.DataFrame:
    parts = [
        places.with_columns(pl.lit(order, pl.Int16).alias("order"))
        for order, places in table_figures(tables, measures, periods, "places")
        if places.height
    ]
    if not parts:
        return pl.DataFrame(schema=PLACE_FIGURES)
    return with_release(choose_figures(parts, tables, owner="place"), tables).select(
        pl.lit(PUBLISHED).alias(name)
        if name == "basis"
        else (pl.lit(None) if name == "school_count" else pl.col(name)).cast(kind).alias(name)
        for name, kind in PLACE_FIGURES.items()
    )


def _with_counts(
    measures: Collection[str] | None, own_folder: Path | None
) -> Collection[str] | None:
    """The measures, and those that count their pupils."""
    if measures is None:
        return None
    definitions = load_school_measures(own_folder)
    counts = {definitions[name].pupils for name in measures if name in definitions}
    return {*measures, *(name for name in counts if name)}
