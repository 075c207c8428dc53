"""What statements of improvement are made from, as a warehouse holds it on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.measures import ImprovementMeasure, load_measures
from stocktake.schools.register import (
    SchoolRegister,
    held_register,
    school_identities,
    schools_as_on,
)
from stocktake.sources.schools import load_school_measures
from stocktake.statistics import Warehouse, place_figures, school_figures
from stocktake.statistics.figures import Statistics

NOT_MAINSTREAM = ("independent", "special", "alternative provision", "college", "nursery")
"""Kinds of school of which no rate of improvement is stated: their results say too little."""


def held_improvement_data(
    warehouse: Warehouse, *, as_of: date, own_folder: Path | None = None
) -> ImprovementData:
    """Read what statements need: results, national results, register and links.

    Parameters
    ----------
    warehouse : Warehouse
    as_of : date
        Releases that became known later are not read.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    measures = load_measures(own_folder)
    counts = {
        item.pupils
        for name, item in load_school_measures(own_folder).items()
        if name in measures and item.pupils
    }
    figures = school_figures(
        warehouse,
        as_of=as_of,
        measures=sorted({*measures, *counts}),
        groups=["all"],
        own_folder=own_folder,
    )
    published = place_figures(
        warehouse, as_of=as_of, measures=sorted(measures), figures=figures, own_folder=own_folder
    ).filter(pl.col("basis") == "published")
    register = held_register(warehouse, as_of=as_of)
    statistics = Statistics(warehouse, as_of=as_of, own_folder=own_folder)
    return improvement_data(
        figures,
        register,
        as_of=as_of,
        place_figures=pl.concat(
            [national_figures(statistics, measures), published.select(NATIONAL_COLUMNS)]
        ),
        own_folder=own_folder,
    )


def improvement_data(
    figures: pl.DataFrame,
    register: SchoolRegister,
    *,
    as_of: date,
    place_figures: pl.DataFrame | None = None,
    own_folder: Path | None = None,
) -> ImprovementData:
    """Join results and register: mainstream schools, each under its newest number.

    Once a register is held, numbers of which nobody can say what kind of school they are are left
    out.
    """
    if register.schools.is_empty():
        return ImprovementData(figures, as_of, place_figures, own_folder=own_folder)
    schools = schools_as_on(register, as_of)
    identities = school_identities(register.links, schools, figures, as_of=as_of)
    numbers = mainstream_numbers(schools, identities)
    return ImprovementData(
        figures=figures.join(numbers, on="school_urn", how="semi"),
        as_of=as_of,
        place_figures=place_figures,
        schools=schools,
        identities=identities,
        own_folder=own_folder,
    )


def mainstream_numbers(schools: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """The numbers of mainstream schools; an earlier number that no file names is as its newest.

    Returns
    -------
    DataFrame
        ``school_urn``.
    """
    kinds = schools.select("school_urn", kind=pl.col("type_group").str.to_lowercase())
    newest_kinds = kinds.rename({"school_urn": "identity_urn", "kind": "newest_kind"})
    return (
        identities.select("school_urn", "identity_urn")
        .join(kinds, on="school_urn", how="left")
        .join(newest_kinds, on="identity_urn", how="left")
        .filter(~pl.coalesce("kind", "newest_kind").is_in(NOT_MAINSTREAM))
        .select("school_urn")
    )


NATIONAL_COLUMNS = ("place", "time_period", "measure", "group", "value", "stage", "release", "row")


def national_figures(
    statistics: Statistics, measures: Mapping[str, ImprovementMeasure]
) -> pl.DataFrame:
    """England's published result of each measure, from the indicator that its definition names.

    Returns
    -------
    DataFrame
        ``NATIONAL_COLUMNS`` of the table of place figures.
    """
    empty = pl.DataFrame(
        schema={
            name: pl.Float64 if name == "value" else pl.Int64 if name == "row" else pl.String
            for name in NATIONAL_COLUMNS
        }
    )
    parts = [empty]
    for measure in measures.values():
        if not measure.indicator:
            continue
        rows = statistics.figures(measure.indicator).table.filter(
            pl.col("place") == "england",
            pl.col("time_identifier") == "Academic year",
            pl.col("value").is_not_null(),
        )
        parts.append(
            rows.select(
                "place",
                "time_period",
                measure=pl.lit(measure.measure),
                group=pl.lit("all"),
                value="value",
                stage=pl.col("stage").fill_null("final"),
                release="release",
                row=pl.col("row").cast(pl.Int64),
            )
        )
    return pl.concat(parts)
