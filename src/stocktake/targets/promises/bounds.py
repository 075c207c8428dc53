"""Numbers that no figure can be, and levels that no place has ever had."""

from __future__ import annotations

import math
from collections.abc import Iterator

from stocktake.standards.units import Unit
from stocktake.targets.numbers import WrittenNumber, as_written
from stocktake.targets.promises.data import LARGEST, PromiseData
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.words import UPWARD, Comparison

REQUIRES: dict[Comparison, str] = {
    "at_least": "at least",
    "above": "more than",
    "at_most": "at most",
    "below": "less than",
}


def number_fault(value: float, key: str, unit: Unit | None) -> PromiseIssue | None:
    """What is wrong with a number before any figure is looked at; None where nothing is."""
    expected, fix = _expected(unit)
    if math.isfinite(value) and abs(value) <= LARGEST:
        return None
    number_text = as_written(value)
    problem = f"{number_text} is not a number"
    if isinstance(value, WrittenNumber) and "/" in value.text:
        problem = (
            f"{number_text} divides by zero" if math.isnan(value) else f"{number_text} is too large"
        )
    elif not math.isnan(value):
        problem = (
            f"{number_text} is not a finite number"
            if math.isinf(value)
            else f"{number_text} is larger than any figure"
        )
    return fault(key, problem, expected, fix)


def level_fault(
    value: float,
    key: str,
    data: PromiseData | None,
    comparison: Comparison | None = None,
) -> PromiseIssue | None:
    """What is wrong with a level in an indicator's unit; None where nothing is."""
    unit = data.unit if data else None
    wrong = number_fault(value, key, unit)
    if wrong or data is None:
        return wrong
    expected, fix = _expected(unit)
    if isinstance(value, WrittenNumber) and "/" in value.text and unit is not Unit.PERCENT:
        return fault(
            key,
            f"{as_written(value)} is a share, and {data.title} is no percentage",
            expected,
            fix,
        )
    if data.is_plain_percentage(value):
        return None
    low, high = data.bounds
    if value < low or value > high:
        return fault(key, f"{as_written(value)} is outside what {_a(unit)} can be", expected, fix)
    if (comparison == "above" and value == high) or (comparison == "below" and value == low):
        way = "above" if comparison == "above" else "below"
        return fault(
            key,
            f"no {_noun(unit)} can be {way} {as_written(value)}",
            expected,
            f'write comparison = "{"at_least" if way == "above" else "at_most"}"',
        )
    return None


def required_fault(
    value: float, key: str, data: PromiseData, baseline_text: str
) -> PromiseIssue | None:
    """What is wrong with a level that follows from the baseline; None where nothing is."""
    if data.is_plain_percentage(value):
        return None
    low, high = data.bounds
    if low - 1e-6 <= value <= high + 1e-6:
        return None
    expected, _ = _expected(data.unit)
    return fault(
        key,
        f"from {baseline_text} it requires {data.write(value)}, "
        f"outside what {_a(data.unit)} can be",
        expected,
        "write a smaller change",
    )


def tolerance_fault(value: float, key: str, data: PromiseData | None) -> PromiseIssue | None:
    """What is wrong with the tolerance of a trajectory."""
    if (
        math.isfinite(value)
        and 0 <= value <= LARGEST
        and not (data is not None and data.unit in (Unit.PERCENT, Unit.POINTS) and value > 100)
    ):
        return None
    return fault(
        key,
        f"{as_written(value)} is no tolerance",
        "a small number in the indicator's unit, zero or more",
        "leave it out, or write how far short of the trajectory still counts as on track",
    )


def level_doubts(
    value: float, key: str, data: PromiseData, comparison: Comparison
) -> Iterator[PromiseIssue]:
    """Levels that no place has reached, and levels that every place has always had."""
    if data.extremes is None:
        return
    low, high = data.extremes
    requirement_text = requirement(value, data, comparison)
    upward = comparison in UPWARD
    harder, easier = ("ever reached", "has had")
    if round(value, 6) > round(high.value, 6):
        comparative, end, name = "more", high, "highest"
        verb = harder if upward else easier
    elif round(value, 6) < round(low.value, 6):
        comparative, end, name = "less", low, "lowest"
        verb = easier if upward else harder
    else:
        return
    extreme_text = f"{data.write(end.value)} ({end.place_name}, {end.period.label})"
    problem = (
        f"{data.write(value)} is {comparative} than any place {verb}: the {name} is {extreme_text}"
    )
    yield doubt(key, problem, requirement_text)


def requirement(value: float, data: PromiseData, comparison: Comparison) -> str:
    """What a target asks for, in words: ``requires at least 63.1% in 2024/25``."""
    return f"requires {REQUIRES[comparison]} {data.write(value)} {data.due_words}"


def _expected(unit: Unit | None) -> tuple[str, str]:
    if unit is Unit.PERCENT:
        return "a percentage from 0 to 100", "write 65 for 65%"
    if unit is Unit.POINTS:
        return "percentage points from -100 to 100", "write 5 for 5 percentage points"
    if unit is Unit.SCALED_SCORE:
        return "a scaled score from 80 to 120", "write 100 for the expected standard"
    if unit is Unit.COUNT:
        return "a number of zero or more", "write how many, such as 46000"
    if unit in (Unit.PER_100, Unit.PER_1000, Unit.PER_10000, Unit.PER_100000):
        return f"a rate {unit.describe()} of zero or more", "write the level in that unit"
    return "a number in the indicator's unit", "write the level in that unit"


def _noun(unit: Unit | None) -> str:
    if unit is Unit.PERCENT:
        return "percentage"
    return "number" if unit in (None, Unit.COUNT) else f"figure in {unit.describe()}"


def _a(unit: Unit | None) -> str:
    return f"a {_noun(unit)}"
