"""One figure as it was found, or as it adds up from the places that an area is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stocktake.benchmarks.area import ADDED_UP, area_figure
from stocktake.standards.periods import Period
from stocktake.standards.places import Place
from stocktake.statistics.indicator_figures import Figures, FigureSource

SUPPRESSED = ("c", "low", "k")
"""Symbols of figures that are known and not shown."""

NOWHERE = FigureSource("", "", "")
"""Stands where there is nothing to point at: no member's figure is held."""


@dataclass(frozen=True)
class Observation:
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
    located : FigureSource
        Where it is written; of an area, where its first member's is.
    also_located : tuple of FigureSource
        Where the other members' figures are written.
    reason_text : str
        Why an area has no figure, in a clause; empty otherwise.
    """

    place: str
    period: Period
    value: float | None
    missing: str | None
    denominator: float | None
    located: FigureSource
    also_located: tuple[FigureSource, ...] = ()
    reason_text: str = ""


def read_observation(figures: Figures, row: Mapping[str, Any]) -> Observation:
    """A row of an indicator's table as one figure."""
    return Observation(
        row["place"],
        Period(row["time_period"], row["time_identifier"], row["span_years"]),
        row["value"],
        row["missing"],
        row["denominator"],
        figures.locate(row["release"], row["row"]),
    )


def add_up(
    counts: Figures,
    area: Place,
    period: Period,
    names: Mapping[str, str],
    figures: Mapping[str, Mapping[str, Any]],
) -> Observation:
    """The figure of an area made of several places: sum over sum, never a mean of percentages.

    Parameters
    ----------
    counts : Figures
        The figures with the counts behind them, as ``Statistics.counts`` returns them.
    area : Place
        A place with members.
    period : Period
    names : mapping of str to str
        The members' names by place id.
    figures : mapping of str to row
        What is held of the period, by place, with counts or without: it says what a member lacks.

    Returns
    -------
    Observation
        Without a value, and saying why, where the counts of any member are not known.
    """
    key = (period.time_period, period.time_identifier, period.span_years)
    rows: Mapping[str, Mapping[str, Any]] = counts.by_period.get(key, {})
    member_rows = [rows[member] for member in area.members if member in rows]
    first, *rest = [counts.locate(row["release"], row["row"]) for row in member_rows] or [NOWHERE]
    area_value = None
    if len(member_rows) == len(area.members):
        area_value = area_figure(counts.table, area.members, period, counts.indicator.unit)
        if area_value.value is not None:
            return Observation(
                area.id,
                period,
                area_value.value,
                None,
                area_value.denominator,
                first,
                tuple(rest),
            )
    is_local = counts.indicator_id.startswith("local:")
    lacking = [
        f"{names[member]}{_lack(figures.get(member), is_local)}"
        for member in area.members
        if not _adds_up(rows.get(member), counts.indicator.unit)
    ]
    if not lacking:
        reason = area_value.reason if area_value else ""
    elif is_local:
        reason = f"the returns of {name_list(lacking)} for {period.label} cannot be added up"
    else:
        reason = (
            f"{area.name} is made of {len(area.members)} places, whose percentages and rates "
            f"cannot be averaged, and the numbers behind them for {period.label} are not known "
            f"for {name_list(lacking)}"
        )
    return Observation(area.id, period, None, None, None, first, tuple(rest), reason)


def _adds_up(row: Mapping[str, Any] | None, unit: str) -> bool:
    """Whether a member's row can be added to the others'."""
    if row is None or unit in ADDED_UP:
        return row is not None and row["value"] is not None
    return row["numerator"] is not None and row["denominator"] is not None


def _lack(row: Mapping[str, Any] | None, is_local: bool) -> str:
    """What a member's figure lacks to be added up, in brackets after its name.

    Nobody can add the denominator of a published figure; whoever returned one can.
    """
    if row is None or (row["value"] is not None and not is_local):
        return ""
    if row["value"] is None:
        return " (suppressed)" if row["missing"] in SUPPRESSED else " (no figure)"
    return " (no denominator)" if row["denominator"] is None else " (no numerator)"


def name_list(names: Sequence[str]) -> str:
    """Names in a sentence.

    Examples
    --------
    >>> name_list(["Bolton", "Bury", "Blackpool"])
    'Bolton, Bury and Blackpool'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
