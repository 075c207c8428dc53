"""How figures, distances to the national result and chances are written in a statement."""

from __future__ import annotations

from stocktake.schools.improvement.measures import ImprovementMeasure
from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import difference_unit, format_value

LIMITS = (25, 75)
"""Percentages at which a verdict turns."""
ONE_IN_FIVE = 20
"""The percentage below which a level is called rare."""


def figure(value: float, measure: ImprovementMeasure) -> str:
    """A score as the measure is published.

    Examples
    --------
    >>> from stocktake.schools.improvement.measures import improvement_measure
    >>> figure(-0.35, improvement_measure("ks4.progress_8"))
    '-0.35'
    """
    return format_value(value, measure.unit, measure.decimal_places)


def size(value: float, measure: ImprovementMeasure) -> str:
    """The size of a difference, without its sign.

    Examples
    --------
    >>> from stocktake.schools.improvement.measures import improvement_measure
    >>> size(-12.3, improvement_measure("ks2.rwm_expected"))
    '12 percentage points'
    """
    unit = difference_unit(measure.unit)
    return format_value(abs(value), unit, measure.decimal_places)


def distance(relative: float, measure: ImprovementMeasure) -> str:
    """A distance to the national result.

    Examples
    --------
    >>> from stocktake.schools.improvement.measures import improvement_measure
    >>> progress = improvement_measure("ks4.progress_8")
    >>> distance(-0.32, progress), distance(0.1, progress), distance(0.004, progress)
    ('0.32 below the national result', '0.10 above the national result', 'at the national result')
    """
    return f"{short_distance(relative, measure)} the national result"


def short_distance(relative: float, measure: ImprovementMeasure) -> str:
    """The same without the words "the national result", for where they were just said."""
    rounded_distance = round_half_up(relative, measure.decimal_places)
    if rounded_distance == 0:
        return "at"
    return f"{size(relative, measure)} {'above' if rounded_distance > 0 else 'below'}"


def chance(probability: float) -> str:
    """A probability in whole percent, never rounded onto a limit that it did not reach.

    Examples
    --------
    >>> chance(0.78), chance(0.7496), chance(0.75), chance(0.2504), chance(0.004)
    ('78%', 'just under 75%', '75%', 'just over 25%', 'less than 1%')
    """
    percent = 100 * probability
    whole = round_half_up(percent)
    if whole == LIMITS[1] and percent < LIMITS[1]:
        return "just under 75%"
    if whole == LIMITS[0] and percent > LIMITS[0]:
        return "just over 25%"
    if whole < 1:
        return "less than 1%"
    return "more than 99%" if whole > 99 else f"{whole:.0f}%"


def whole_percent(share: float) -> str:
    """A share of schools in whole percent, never rounded onto none, all, or one in five.

    Examples
    --------
    >>> whole_percent(0.385), whole_percent(0.0), whole_percent(0.002), whole_percent(0.998)
    ('39%', '0%', 'less than 1%', 'more than 99%')
    >>> whole_percent(0.197), whole_percent(0.2)
    ('just under 20%', '20%')
    """
    percent = 100 * share
    whole = round_half_up(percent)
    if whole < 1 and share > 0:
        return "less than 1%"
    if whole > 99 and share < 1:
        return "more than 99%"
    if whole == ONE_IN_FIVE and percent < ONE_IN_FIVE:
        return "just under 20%"
    return f"{whole:.0f}%"
