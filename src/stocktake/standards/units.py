"""What a figure is measured in, and how it is written."""

from __future__ import annotations

from enum import StrEnum

from stocktake.standards.rounding import round_half_up


class Unit(StrEnum):
    """A unit of measurement; the value is what definition files say."""

    PERCENT = "percent"
    POINTS = "points"
    PER_100 = "per_100"
    PER_1000 = "per_1000"
    PER_10000 = "per_10000"
    PER_100000 = "per_100000"
    SCORE = "score"
    SCALED_SCORE = "scaled_score"
    COUNT = "count"
    POUNDS = "pounds"
    DAYS = "days"
    INDEX = "index"
    RATIO = "ratio"

    def describe(self) -> str:
        """The unit in words.

        Examples
        --------
        >>> Unit.PER_10000.describe()
        'per 10,000'
        """
        return _WORDS[self]


_WORDS = {
    Unit.PERCENT: "percentage (0 to 100)",
    Unit.POINTS: "percentage points",
    Unit.PER_100: "per 100",
    Unit.PER_1000: "per 1,000",
    Unit.PER_10000: "per 10,000",
    Unit.PER_100000: "per 100,000",
    Unit.SCORE: "score",
    Unit.SCALED_SCORE: "scaled score",
    Unit.COUNT: "number",
    Unit.POUNDS: "pounds",
    Unit.DAYS: "days",
    Unit.INDEX: "index",
    Unit.RATIO: "ratio",
}
_AFTER = {
    Unit.PERCENT: "%",
    Unit.POINTS: " percentage points",
    Unit.PER_100: " per 100",
    Unit.PER_1000: " per 1,000",
    Unit.PER_10000: " per 10,000",
    Unit.PER_100000: " per 100,000",
    Unit.DAYS: " days",
}


def format_value(value: float | None, unit: Unit | str, decimal_places: int = 0) -> str:
    """Write a figure with its unit, as a sentence would.

    Parameters
    ----------
    value : float or None
        The figure, in the unit; a percentage is 0 to 100.
    unit : Unit or str
        What it is measured in.
    decimal_places : int
        How many to show; the figure is rounded half away from zero. A whole number of things has
        none.

    Returns
    -------
    str
        ``"no figure"`` for None.

    Raises
    ------
    ValueError
        For an unknown unit.

    Examples
    --------
    >>> format_value(55, "percent"), format_value(-0.96, "score", 2)
    ('55%', '-0.96')
    >>> format_value(15.51, "per_100", 2), format_value(1234, "pounds")
    ('15.51 per 100', '£1,234')
    >>> format_value(46000, "count", 1), format_value(23.9, "count", 1)
    ('46,000', '23.9')
    >>> format_value(1, "points"), format_value(None, "percent")
    ('1 percentage point', 'no figure')
    """
    kind = Unit(unit)
    if value is None:
        return "no figure"
    rounded_value = round_half_up(value, decimal_places)
    if kind is Unit.COUNT and rounded_value == int(rounded_value):
        decimal_places = 0
    number = f"{abs(rounded_value):,.{max(decimal_places, 0)}f}"
    sign = "-" if rounded_value < 0 else ""
    if kind is Unit.POUNDS:
        return f"{sign}£{number}"
    after = _AFTER.get(kind, "")
    if number == "1" and kind in (Unit.POINTS, Unit.DAYS):
        after = after.removesuffix("s")
    return f"{sign}{number}{after}"


def difference_unit(unit: Unit | str) -> Unit:
    """The unit of a difference between two figures: percentages differ by points.

    Examples
    --------
    >>> difference_unit("percent"), difference_unit("score")
    (<Unit.POINTS: 'points'>, <Unit.SCORE: 'score'>)
    """
    kind = Unit(unit)
    return Unit.POINTS if kind is Unit.PERCENT else kind
