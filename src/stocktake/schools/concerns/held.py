"""What criteria of concern are evaluated on, as a warehouse holds it on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.concerns.criteria import CoastingCriterion, FigureCriterion, load_criteria
from stocktake.schools.concerns.evaluate import ConcernData
from stocktake.schools.improvement.held import national_figures
from stocktake.schools.improvement.measures import load_measures
from stocktake.schools.inspections import held_inspections
from stocktake.schools.register import held_register, school_identities, schools_as_on
from stocktake.sources.schools import load_school_measures
from stocktake.statistics import Warehouse, place_figures, school_figures
from stocktake.statistics.figures import Statistics


def held_concern_data(
    warehouse: Warehouse,
    *,
    as_of: date,
    answers: pl.DataFrame | None = None,
    own_folder: Path | None = None,
) -> ConcernData:
    """Read what the criteria in use need, of all schools that are open on the day.

    Parameters
    ----------
    answers : DataFrame, optional
        What officers entered: see :class:`ConcernData`.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    criteria = [item for item in load_criteria(own_folder).values() if item.is_in_use(as_of)]
    measures = {item.measure for item in criteria if isinstance(item, FigureCriterion)}
    for item in criteria:
        if isinstance(item, CoastingCriterion):
            measures |= {item.progress, item.attainment}
    counts = {
        item.pupils
        for name, item in load_school_measures(own_folder).items()
        if name in measures and item.pupils
    }
    figures = school_figures(
        warehouse, as_of=as_of, measures=sorted(measures | counts), own_folder=own_folder
    )
    register = held_register(warehouse, as_of=as_of)
    schools = schools_as_on(register, as_of)
    published = place_figures(
        warehouse, as_of=as_of, measures=sorted(measures), figures=figures, own_folder=own_folder
    ).filter(pl.col("basis") == "published")
    statistics = Statistics(warehouse, as_of=as_of, own_folder=own_folder)
    national = national_figures(statistics, load_measures(own_folder))
    return ConcernData(
        schools=schools.filter(pl.col("is_open").fill_null(value=True)),
        figures=figures,
        as_of=as_of,
        place_figures=pl.concat([national, published.select(national.columns)]),
        inspections=held_inspections(warehouse, as_of=as_of),
        answers=answers,
        identities=school_identities(register.links, schools, figures, as_of=as_of),
        own_folder=own_folder,
    )
