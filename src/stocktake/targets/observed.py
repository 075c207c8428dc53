"""One figure as it was found, or as it adds up from the places that an area is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stocktake.benchmarks.area import area_figure
from stocktake.standards.periods import Period
from stocktake.standards.places import Place
from stocktake.statistics.figures import Figures, Located

NOWHERE = Located("", "", "")
"""Stands where there is nothing to point at: no member's figure is held."""


@dataclass(frozen=True)
class Observed:
    """One figure as it was found, present or missing.

    Parameters
    ----------
    place : str
    period : Period
    value : float or None
        In the indicator's unit.
    missing : str or None
        The symbol that stands where there is no value.
    denominator : float or None
        The count behind a rate, where it is known.
    located : Located
        Where it is written; of an area, where its first member's is.
    also_located : tuple of Located
        Where the other members' figures are written.
    why : str
        Why an area has no figure, in a clause; empty otherwise.
    """

    place: str
    period: Period
    value: float | None
    missing: str | None
    denominator: float | None
    located: Located
    also_located: tuple[Located, ...] = ()
    why: str = ""


def observe(figures: Figures, row: Mapping[str, Any]) -> Observed:
    """A row of an indicator's table as one figure."""
    return Observed(
        row["place"],
        Period(row["time_period"], row["time_identifier"], row["span_years"]),
        row["value"],
        row["missing"],
        row["denominator"],
        figures.locate(row["release"], row["row"]),
    )


def add_up(counted: Figures, area: Place, period: Period, names: Mapping[str, str]) -> Observed:
    """The figure of an area made of several places: sum over sum, never a mean of percentages.

    Parameters
    ----------
    counted : Figures
        The figures with the counts behind them, as ``Statistics.counted`` gives them.
    area : Place
        A place with members.
    period : Period
    names : mapping of str to str
        The members' names by place id.

    Returns
    -------
    Observed
        Without a value, and saying why, where the counts of any member are not known.
    """
    rows = counted.by_period.get(
        (period.time_period, period.time_identifier, period.span_years), {}
    )
    held = [rows[member] for member in area.members if member in rows]
    first, *rest = [counted.locate(row["release"], row["row"]) for row in held] or [NOWHERE]
    unknown = [names[member] for member in area.members if member not in rows]
    if unknown:
        why = (
            f"{area.name} is made of {len(area.members)} places, whose percentages and rates "
            f"cannot be averaged, and the numbers behind them for {period.label} are not known "
            f"for {_listed(unknown)}"
        )
        return Observed(area.id, period, None, None, None, first, tuple(rest), why)
    found = area_figure(counted.table, area.members, period, counted.indicator.unit)
    return Observed(
        area.id, period, found.value, None, found.denominator, first, tuple(rest), found.reason
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
