"""The figures of all state-funded mainstream schools, each under its newest number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.improvement.measures import improvement_measure
from stocktake.schools.improvement.national import national_results
from stocktake.schools.improvement.points import comparable_points
from stocktake.schools.predictions.early.indication import (
    Indications,
    MockPredictions,
    early_indications,
)
from stocktake.schools.predictions.early.schema import indication_measure
from stocktake.schools.register import (
    SchoolRegister,
    held_register,
    school_identities,
    schools_as_on,
)
from stocktake.statistics import school_figures
from stocktake.statistics.store import Warehouse

MAINSTREAM = ("maintained", "academy", "free school")
NOT_MAINSTREAM = "(?i)16.?(to|-).?19|special|alternative"


class CountryFigures:
    """What estimates are made from, prepared once for all measures.

    Parameters
    ----------
    figures : polars.DataFrame
        School figures as published.
    register : SchoolRegister
    on : date
        The day on which schools are what they are: mainstream or not.

    Attributes
    ----------
    figures : polars.DataFrame
        Of mainstream schools, under their newest numbers.
    """

    def __init__(self, figures: pl.DataFrame, register: SchoolRegister, *, on: date) -> None:
        self.identities = school_identities(register.links, register.schools, figures)
        mainstream = schools_as_on(register, on).filter(
            pl.col("type_group").is_in(MAINSTREAM), ~pl.col("type").str.contains(NOT_MAINSTREAM)
        )
        self._published = figures.join(mainstream, on="school_urn", how="semi")
        newest = self.identities.select("school_urn", "identity_urn")
        self.figures = self._published.join(newest, on="school_urn", how="left").with_columns(
            school_urn=pl.coalesce("identity_urn", "school_urn")
        )
        self._points: dict[str, pl.DataFrame] = {}

    def points(self, measure: str, own_folder: Path | None = None) -> pl.DataFrame:
        """Each school's distance to the national result by year."""
        if measure not in self._points:
            self._points[measure] = comparable_points(
                self._published,
                national_results(self._published, measure),
                improvement_measure(measure, own_folder),
                identities=self.identities,
            )
        return self._points[measure]


def held_indications(
    warehouse: Warehouse,
    *,
    measure: str,
    time_period: str,
    as_of: date,
    cohorts: Mapping[int, int] | None = None,
    mocks: MockPredictions | None = None,
    own_folder: Path | None = None,
) -> Indications:
    """Early indications of every school from what a warehouse holds.

    Parameters
    ----------
    warehouse : Warehouse
        Releases that became known after ``as_of`` are not read.
    measure, time_period, as_of, cohorts, mocks, own_folder
        As :func:`early_indications` takes them.

    Raises
    ------
    UsageError
        No early indication of the measure was ever tried.
    StoreError
        A release is damaged.
    """
    definition = indication_measure(measure, own_folder)
    figures = school_figures(
        warehouse,
        as_of=as_of,
        measures=needed_figures([measure], own_folder),
        groups=["all"],
        own_folder=own_folder,
    )
    country = CountryFigures(figures, held_register(warehouse, as_of=as_of), on=as_of)
    return early_indications(
        country.points(definition.figures, own_folder),
        country.figures,
        measure=measure,
        time_period=time_period,
        as_of=as_of,
        cohorts=cohorts,
        mocks=mocks,
        own_folder=own_folder,
    )


def needed_figures(measures: Collection[str], own_folder: Path | None = None) -> list[str]:
    """The published measures from which some early indications are made."""
    names: set[str] = set()
    for name in measures:
        definition = indication_measure(name, own_folder)
        stage = definition.figures.partition(".")[0]
        names |= {definition.figures, f"{stage}.pupils"}
        names |= {figure for item in definition.inputs for figure in item.measures}
    return sorted(names)
