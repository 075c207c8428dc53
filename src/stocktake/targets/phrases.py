"""How the pieces of a sentence are written: ranks, days, differences, numbers of children."""

from __future__ import annotations

from datetime import date

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.periods import Period
from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.publication_wait import usual_month
from stocktake.targets.verdict import Verdict

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
    """Write a number of children of an estimate: between which whole numbers it lies.

    Examples
    --------
    >>> about_children(2.4), about_children(0.3), about_children(37.6)
    ('two or three children', 'less than one child', 'about 38 children')
    """
    size = to_comparable(abs(children))
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
    is_name = first in CAPITAL or first[1:] != first[1:].lower() or rest[:1].isdigit()
    return text if is_name else f"{text[:1].lower()}{text[1:]}"


def upper_first(text: str) -> str:
    """Text that begins a sentence.

    Examples
    --------
    >>> upper_first("no figure"), upper_first("")
    ('No figure', '')
    """
    return text[:1].upper() + text[1:]


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
    return missing if first is None else f"{missing}; it is known from {say_day(first)}"


def awaited(data: IndicatorData, due: Period, first: date | None) -> str:
    """Why a figure is awaited: its period has ended, and when it can be known."""
    if first is not None:
        return not_known_yet(data.context.as_of, first, due.label)
    usual = usual_month(data, due)
    if usual is None:
        return f"{due.label} has ended and its figure is not published yet"
    if usual < data.context.as_of.replace(day=1):
        return (
            f"{due.label} has ended and its figure, usually published in {usual:%B %Y}, is not "
            "published yet"
        )
    return f"{due.label} has ended and its figure is usually published in {usual:%B %Y}"


def write(data: IndicatorData, value: float | None, places: int | None = None) -> str:
    """A figure with its unit; ``places`` where it takes more decimals than usual to tell it."""
    decimals = data.indicator.decimal_places if places is None else places
    return format_value(value, data.indicator.unit, decimals)


def write_gap(data: IndicatorData, gap: float, name: str, places: int | None = None) -> str:
    """A gap as a person says it: how far behind or ahead of whom, without a sign."""
    decimals = data.indicator.decimal_places if places is None else places
    return _gap_words(gap, name, data.indicator.unit, decimals)


def _gap_words(gap: float, name: str, unit: str, decimals: int) -> str:
    if not to_comparable(gap):
        return f"level with {name}"
    while not round_half_up(abs(gap), decimals):
        decimals += 1
    size = format_value(abs(gap), difference_unit(unit), decimals)
    return f"{size} {'behind' if gap > 0 else 'ahead of'} {name}"


def write_figure(verdict: Verdict, value: float) -> str:
    """A figure of a verdict: with its unit, or a gap as a person says it."""
    unit = verdict.unit or "index"
    if verdict.required_is != "gap":
        return format_value(value, unit, verdict.decimal_places)
    name = verdict.comparator.name if verdict.comparator else "the others"
    return _gap_words(value, name, unit, verdict.decimal_places)


def write_required(verdict: Verdict, required_value: float) -> str:
    """The required level of a verdict; what may remain of a gap is a difference."""
    unit = verdict.unit or "index"
    if verdict.required_is == "gap":
        unit = difference_unit(unit)
    return format_value(required_value, unit, verdict.decimal_places)


def telling_places(value: float | None, other_value: float | None, places: int) -> int:
    """The decimals at which two figures that differ are written differently.

    Examples
    --------
    >>> telling_places(64.96, 65.0, 1), telling_places(64.9, 65.0, 0), telling_places(3.0, 3.0, 0)
    (2, 1, 0)
    """
    if value is None or other_value is None or to_comparable(value) == to_comparable(other_value):
        return places
    while round_half_up(value, places) == round_half_up(other_value, places):
        places += 1
    return places


def level_places(level: float, places: int, unit: str) -> int:
    """The decimals that show a percentage as it is: two more than usual at most, else one.

    A level in another unit has the indicator's own decimals.

    Examples
    --------
    >>> level_places(0.65, 0, "percent"), level_places(65.0, 0, "percent")
    (2, 0)
    >>> level_places(200 / 3, 0, "percent"), level_places(200 / 3, 1, "percent")
    (1, 1)
    """
    if difference_unit(unit) != "points":
        return places
    for decimals in range(places, places + 3):
        if to_comparable(level) == to_comparable(round_half_up(level, decimals)):
            return decimals
    # As many as a difference to it is written with, so that the two add up.
    return max(places, 1)


def difference(data: IndicatorData, amount: float) -> str:
    """The size of a difference between two figures, with its unit and without its sign."""
    unit = difference_unit(data.indicator.unit)
    places = max(data.indicator.decimal_places, 1 if unit == "points" else 0)
    # A difference that decides something is never written as zero.
    while to_comparable(amount) and not round_half_up(amount, places):
        places += 1
    return format_value(abs(amount), unit, places)
