"""Whether a level is one that schools from the same start rarely reached; asked when it is set."""

from __future__ import annotations

import polars as pl

from stocktake.schools.improvement.data import ImprovementData


def is_level_rare(
    data: ImprovementData, school_urn: int, measure: str, level: float, due_year: int
) -> bool | None:
    """Whether fewer than one in five schools from this start ever made such a gain in as long.

    Parameters
    ----------
    level : float
        A figure in the measure's unit.
    due_year : int
        The summer by whose results it is to be reached.

    Returns
    -------
    bool or None
        False where the school is there already; None where its result is not known, no year is
        left, or too few schools started from there.
    """
    newest = data.newest_number(school_urn)
    latest = data.points(measure).filter(pl.col("school_urn") == newest).sort("year").tail(1)
    if latest.is_empty():
        return None
    start = latest.row(0, named=True)
    gain, years = level - start["value"], due_year - start["year"]
    if gain <= 0:
        return False
    if years <= 0:
        return None
    band = data.history(measure, start=start["relative"], gain=gain, years=years)
    return None if band is None else band.is_rare
