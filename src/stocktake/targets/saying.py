"""How the pieces of a sentence are written: ranks, days, differences, numbers of children."""

from __future__ import annotations

from datetime import date

from stocktake.benchmarks.rank import compared
from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.look import Look

ONES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
CAPITAL = ("England", "England's", "English", "Ofsted")
"""Words that keep their capital inside a sentence."""


def ordinal(number: int) -> str:
    """Write a rank.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 11, 45, 102, 111)]
    ['1st', '2nd', '3rd', '11th', '45th', '102nd', '111th']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def about_children(children: float) -> str:
    """Write a number of children that an estimate gives: between which whole numbers it lies.

    Examples
    --------
    >>> about_children(2.4), about_children(0.3), about_children(37.6)
    ('two or three children', 'less than one child', 'about 38 children')
    """
    size = compared(abs(children))
    if size < 1:
        return "less than one child"
    if size >= 10:
        return f"about {size:,.0f} children"
    low = int(size)
    if size == low:
        return f"{ONES[low]} child" if low == 1 else f"{ONES[low]} children"
    return f"{ONES[low]} or {ONES[low + 1]} children"


def mid_sentence(text: str) -> str:
    """A title as it stands inside a sentence: in lower case, unless it begins with a name.

    Examples
    --------
    >>> mid_sentence("Secondary suspensions"), mid_sentence("NEET or not known")
    ('secondary suspensions', 'NEET or not known')
    >>> mid_sentence("Progress 8, average score"), mid_sentence("English and maths")
    ('Progress 8, average score', 'English and maths')
    """
    first, _, rest = text.partition(" ")
    named = first in CAPITAL or first[1:] != first[1:].lower() or rest[:1].isdigit()
    return text if named else f"{text[:1].lower()}{text[1:]}"


def quote(words: str) -> str:
    """Words of the plan, marked as such so that they need not fit the sentence.

    Examples
    --------
    >>> quote("halved since 2016/17")
    '“halved since 2016/17”'
    """
    return f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"


def say_day(day: date) -> str:
    """Write a day.

    Examples
    --------
    >>> say_day(date(2026, 4, 8))
    '8 April 2026'
    """
    return f"{day.day} {day:%B %Y}"


def not_known_yet(as_of: date, first: date | None, label: str = "") -> str:
    """What to say where no release known on the day has any figure."""
    missing = (
        f"no release known on {say_day(as_of)} holds a figure{' for ' + label if label else ''}"
    )
    return missing if first is None else f"{missing}; it can be told from {say_day(first)}"


def write(look: Look, value: float | None, is_gap: bool = False) -> str:
    """A figure with its unit; a gap between two percentages is in percentage points."""
    unit = difference_unit(look.indicator.unit) if is_gap else look.indicator.unit
    return format_value(value, unit, look.indicator.decimal_places)


def difference(look: Look, amount: float) -> str:
    """The size of a difference between two figures, with its unit and without its sign."""
    unit = difference_unit(look.indicator.unit)
    places = max(look.indicator.decimal_places, 1 if unit == "points" else 0)
    # A difference that decides something is never written as nought.
    while compared(amount) and not round_half_up(amount, places):
        places += 1
    return format_value(abs(amount), unit, places)
