"""The figure of an area made of places: sum over sum, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.benchmarks.figures import ABSENT, Figure, figures_at
from stocktake.benchmarks.uncertainty import MULTIPLIER
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period

ADDED_UP = ("count", "pounds")
"""Units whose figures simply add up."""


@dataclass(frozen=True)
class AreaFigure:
    """The figure of an area, or why there is none.

    Parameters
    ----------
    value : float or None
        In the unit.
    numerator, denominator : float or None
        Sums over the members; None for counts, which have no denominator, and without a value.
    reason : str
        Why there is no value; empty where there is one.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    reason: str = ""


def area_figure(
    figures: pl.DataFrame, members: Sequence[str], period: Period, unit: str
) -> AreaFigure:
    """The figure of an area made of places.

    A rate is the sum of the members' numerators over the sum of their denominators. A mean of
    percentages would weigh a small place like a large one, and is never given.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group.
    members : sequence of str
        Place ids that do not overlap.
    period : Period
    unit : str
        Id of ``standards.units``. Counts and pounds add up; rates are scaled (a percentage by
        100); any other unit is the plain ratio of the sums.

    Returns
    -------
    AreaFigure
        Without a value where any member's numerator or denominator is unknown, or where the
        denominators add to 0.

    Raises
    ------
    UsageError
        No members, or one named twice.

    Examples
    --------
    >>> from stocktake.benchmarks.figures import FIGURES
    >>> rows = {"place": ["la-888", "la-889", "la-890"], "value": [62.0, 57.0, 55.0]}
    >>> figures = pl.DataFrame(rows | {"time_period": "202425", "span_years": 1,
    ...     "time_identifier": "Academic year", "missing": None, "numerator": [62.0, 57.0, 110.0],
    ...     "denominator": [100.0, 100.0, 200.0], "row": None}, schema_overrides={
    ...     name: kind for name, kind in FIGURES.items() if name != "stage"})
    >>> area_figure(figures, ["la-889", "la-890"], Period("202425", "Academic year"),
    ...             "percent").value
    55.666666666666664
    """
    if not members or len(set(members)) != len(members):
        raise UsageError("an area is made of one place or more, each named once")
    rows = figures_at(figures, period)
    parts = {member: rows.get(member, ABSENT) for member in members}
    if unit in ADDED_UP:
        values = [figure.value for figure in parts.values()]
        numbers = [value for value in values if value is not None]
        if len(numbers) < len(values):
            return _no_figure("no figure", [m for m, f in parts.items() if f.value is None], period)
        return AreaFigure(sum(numbers), None, None)
    unknown = [member for member, figure in parts.items() if not _has_counts(figure)]
    if unknown:
        return _no_figure("no numerator and denominator", unknown, period)
    above = sum(figure.numerator or 0.0 for figure in parts.values())
    below = sum(figure.denominator or 0.0 for figure in parts.values())
    if not below:
        return AreaFigure(None, None, None, f"nobody is counted for {period.label}")
    return AreaFigure(MULTIPLIER.get(unit, 1) * above / below, above, below)


def _has_counts(figure: Figure) -> bool:
    return figure.numerator is not None and figure.denominator is not None


def _no_figure(subject: str, members: Sequence[str], period: Period) -> AreaFigure:
    return AreaFigure(None, None, None, f"{subject} for {', '.join(members)} in {period.label}")
