"""The tables about schools that a warehouse holds, as known on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.inspections import held_inspections
from stocktake.schools.measures import profile_layout
from stocktake.schools.register import held_register
from stocktake.schools.school_data import SchoolData
from stocktake.schools.similar.definition import load_similar_definitions
from stocktake.statistics import SCHOOL_FIGURES, Warehouse, place_figures, school_figures


def held_school_data(
    warehouse: Warehouse, *, as_of: date, own_folder: Path | None = None
) -> SchoolData:
    """Read what profiles and similar schools need.

    Parameters
    ----------
    warehouse : Warehouse
    as_of : date
        Releases that became known later are not read.
    own_folder : path, optional
        A place's own definitions.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    measures = needed_measures(own_folder)
    figures = school_figures(warehouse, as_of=as_of, measures=measures, own_folder=own_folder)
    return SchoolData(
        figures=figures,
        register=held_register(warehouse, as_of=as_of),
        place_figures=_place_figures(warehouse, as_of, own_folder),
        inspections=held_inspections(warehouse, as_of=as_of),
    )


def needed_measures(own_folder: Path | None = None) -> Collection[str]:
    """The measures of the profile, those that count their pupils, and all characteristics."""
    measures = profile_layout(own_folder).measures.values()
    characteristics = {
        entry.measure
        for definition in load_similar_definitions(own_folder).values()
        for version in definition.value.version
        for entry in version.characteristic
    }
    cohorts = {measure.cohort for measure in measures if measure.cohort}
    return sorted({measure.id for measure in measures} | cohorts | characteristics)


def _place_figures(warehouse: Warehouse, as_of: date, own_folder: Path | None) -> pl.DataFrame:
    """Published rows of places, of measures that one phase alone has.

    Others are computed for the schools of each phase, with the profile's own peers.
    """
    measures = [
        measure.id
        for measure in profile_layout(own_folder).measures.values()
        if measure.entry.phase != "own"
    ]
    no_schools = pl.DataFrame(schema=SCHOOL_FIGURES)
    return place_figures(
        warehouse, as_of=as_of, measures=measures, figures=no_schools, own_folder=own_folder
    )
