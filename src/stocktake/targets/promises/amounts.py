"""An amount by which a figure is to change: what cannot be meant, and what it asks for."""

from __future__ import annotations

from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.targets.numbers import WrittenNumber, as_written
from stocktake.targets.promises.bounds import number_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, fault

TO_FIX = 'write "1/2" for half of the baseline, or 200 (or "2/1") for twice'
BY_FIX = 'write "1/3" for a change by a third of the baseline, or use by for an amount'


def amount_fault(value: float, key: str, data: PromiseData | None) -> PromiseIssue | None:
    """What is wrong with an amount in the indicator's unit; None where nothing is."""
    unit = difference_unit(data.unit) if data else None
    issue = number_fault(value, key, unit)
    if issue or data is None:
        return issue
    if isinstance(value, WrittenNumber) and "/" in value.text:
        return fault(
            key,
            f"{as_written(value)} is a share, and by is an amount",
            "a number",
            "use by_share for a share of the baseline",
        )
    if unit is Unit.POINTS and abs(value) > 100:
        return fault(
            key,
            f"{as_written(value)} is more than a percentage can change",
            "percentage points from -100 to 100",
            "write 5 for 5 percentage points",
        )
    return None


def is_worse(name: str, amount: float, better: str) -> bool:
    """Whether a change asks for the worse direction."""
    if name == "to_share":
        return (amount < 100 and better == "higher") or (amount > 100 and better == "lower")
    return amount < 0


def asks_for(name: str, amount: float, data: PromiseData) -> str:
    """What a change requires, where its level cannot be worked out."""
    if name == "to_share":
        return f"requires {amount:.4g}% of the baseline {data.due_words}"
    if name == "by_share":
        return f"requires a change by {amount:.4g}% of the baseline {data.due_words}"
    places = data.figures.indicator.decimal_places
    size = format_value(abs(amount), difference_unit(data.unit), places)
    way = "worse" if amount < 0 else "better"
    return f"requires a change of {size} in the {way} direction {data.due_words}"
