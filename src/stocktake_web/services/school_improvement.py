"""Statements about rates of improvement, made when an officer asks for one.

What they are made from holds the results of every school of the country, so that one area's is kept
at a time.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from stocktake.schools import (
    ImprovementData,
    ImprovementMeasure,
    ImprovementStatement,
    StatedLevel,
    best_measure,
    find_without_late_joiners,
    held_improvement_data,
    is_level_rare,
    load_measures,
    state_improvement,
)
from stocktake.standards import Fault, UsageError
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.clock import today
from stocktake_web.services.judgements import own_definitions, state_of
from stocktake_web.services.school_profiles import school_warehouse
from stocktake_web.services.school_released import released_of

_data = LRUCache[ImprovementData](size=1)


def measures_of(area: AreaFields) -> dict[str, ImprovementMeasure]:
    """The measures in which a rate of improvement can be stated."""
    return load_measures(own_definitions(area))


def state_rate(
    area: AreaFields, urn: int, *, level: float, by: date, measure: str = ""
) -> ImprovementStatement:
    """State whether a school improves fast enough to reach a level.

    Parameters
    ----------
    measure : str
        Of ``measures_of``; by default the best evidence that the school has.

    Raises
    ------
    UsageError
        No results of schools are held, or the question has no answer: with all that is wrong.
    """
    data = _improvement_data(area)
    if data.figures.is_empty():
        fault = Fault("results of schools", "none are loaded here", "", "load published results")
        raise UsageError("no rate of improvement can be stated", [fault])
    level_at = StatedLevel("", level, by, "figure")
    name = measure or best_measure(data, urn, level_at.due_year)
    numbers = {urn, data.newest_number(urn)}
    return state_improvement(
        data,
        urn,
        StatedLevel(name, level, by, "figure"),
        without_late_joiners=find_without_late_joiners(data, name, released_of(numbers)),
    )


def latest_results(area: AreaFields, measure: str, urns: Collection[int]) -> pl.DataFrame:
    """Where each school stands: ``school_urn``, ``start`` and ``pupil_count``, null if not known.

    Raises
    ------
    UsageError
        No results of schools are held.
    """
    data = _improvement_data(area)
    numbers = {urn: data.newest_number(urn) for urn in urns}
    points = data.points(measure).filter(pl.col("school_urn").is_in(list(numbers.values())))
    if points.is_empty():
        fault = Fault("results of schools", "none are loaded here", "", "load published results")
        raise UsageError("no level can be proposed", [fault])
    latest = points.sort("year").group_by("school_urn", maintain_order=True).last()
    rows = latest.select(
        pl.col("school_urn").alias("newest"), start="value", pupil_count="pupil_count"
    )
    wanted_schools = pl.DataFrame({"school_urn": list(numbers), "newest": list(numbers.values())})
    return wanted_schools.join(rows, on="newest", how="left").drop("newest")


def rare_level(area: AreaFields, measure: str, urn: int, level: float, by_year: int) -> bool | None:
    """Whether schools from the start of a school rarely reached a level; None where not known."""
    data = _improvement_data(area)
    if data.figures.is_empty():
        return None
    return is_level_rare(data, urn, measure, level, by_year)


def _improvement_data(area: AreaFields) -> ImprovementData:
    folder = own_definitions(area)
    store = school_warehouse(area)
    key = (str(store.path), store.release_names(), today(), str(folder), state_of(folder))
    return _data.get(key, lambda: held_improvement_data(store, as_of=today(), own_folder=folder))
