"""The value of a row of a local return: as written, or worked out from its parts."""

from __future__ import annotations

import re
from typing import Protocol

from stocktake.standards.missing import Missing, read_cell

LARGEST_VALUE = 1_000_000_000_000
"""No count of people or sum of pounds that a place returns comes near."""

_BRACKETS = re.compile(r"\[([A-Za-z]+|-)\]")

Value = tuple[float | None, str | None]


class TellFault(Protocol):
    """Keeps a fault of a column."""

    def __call__(self, column: str, problem: str, expected: str = "", fix: str = "") -> None:
        """Keep it."""


class TellNote(Protocol):
    """Keeps a note on a column."""

    def __call__(self, column: str, problem: str) -> None:
        """Keep it."""


def read_value(
    text: str,
    *,
    unit: str | None,
    numerator: float | None,
    denominator: float | None,
    fault: TellFault,
    note: TellNote,
) -> Value:
    """Give the figure of a row and, where there is none, the symbol that says why.

    Parameters
    ----------
    text : str
        The cell of ``value``; may be blank.
    unit : str or None
        The indicator's unit; None where it is not known.
    numerator, denominator : float or None
        0 or more.
    fault, note : callables
        Called with what is wrong or odd, with the column's name.

    Returns
    -------
    tuple of float or None, str or None
        A percentage is worked out from its parts, and is "not applicable" out of 0; a count is
        its numerator. Nothing else can be worked out.

    Examples
    --------
    >>> read_value("", unit="percent", numerator=1, denominator=8, fault=print, note=print)
    (12.5, None)
    >>> read_value("c", unit="percent", numerator=None, denominator=8, fault=print, note=print)
    (None, 'c')
    """
    if unit == "percent" and numerator is not None:
        if denominator is None and not text:
            fault("denominator", "is blank", "the number out of which, for a percentage")
            return None, None
        if denominator is not None and numerator > denominator:
            fault("numerator", f"{numerator:g} is more than the denominator, {denominator:g}")
            return None, None
    if unit == "count" and numerator is not None and denominator and numerator > denominator:
        fault("numerator", f"{numerator:g} is more than the denominator, {denominator:g}")
        return None, None
    if not text:
        return _worked_out(unit, numerator, denominator, fault, note)
    try:
        value, missing = read_cell(_without_brackets(text))
    except ValueError:
        fault("value", f"{text!r} is neither a number nor a symbol", "55.2, or c, z, x")
        return None, None
    if value is not None and unit == "count" and value < 0:
        fault("value", f"{text} is negative", "0 or more, for a count")
    if value is not None and unit == "count" and denominator is not None and value > denominator:
        fault("value", f"{text} is more than the denominator, {denominator:g}")
    if value is not None and abs(value) > LARGEST_VALUE:
        fault("value", f"{text[:20]} is larger than any figure", f"at most {LARGEST_VALUE:,}")
    if value is not None and "%" in text and unit not in (None, "percent"):
        fault("value", f"{text} is a percentage", f"a {unit}", "write the figure without %")
    if value is not None and unit == "percent":
        _check_percent(value, text, numerator, denominator, fault)
    return value, missing


def _without_brackets(text: str) -> str:
    """``[c]`` as ``c``: the shorthand that our own workbooks write, as the guidance asks."""
    match = _BRACKETS.fullmatch(text.strip())
    return match[1] if match and match[1].lower() in set(Missing) else text


def _worked_out(
    unit: str | None,
    numerator: float | None,
    denominator: float | None,
    fault: TellFault,
    note: TellNote,
) -> Value:
    if numerator is None:
        fault("value", "no value and no numerator", "one of the two")
        return None, None
    if unit == "percent" and denominator is not None:
        if denominator == 0:
            return None, str(Missing.NOT_APPLICABLE)
        return 100 * numerator / denominator, None
    if unit == "count":
        return numerator, None
    if unit is None:
        note("value", "is blank and not worked out, since the indicator's unit is not known")
        return None, str(Missing.NO_REASON)
    fault("value", f"is blank, and a {unit} does not follow from a numerator", "a value")
    return None, None


def _check_percent(
    value: float,
    text: str,
    numerator: float | None,
    denominator: float | None,
    fault: TellFault,
) -> None:
    if not 0 <= value <= 100:
        fault("value", f"{text} is no percentage", "0 to 100")
    elif numerator is not None and denominator:
        share = 100 * numerator / denominator
        decimals = len(text.rstrip("%uU ").partition(".")[2])
        # A value rounded to its own decimals may differ by half of the last one.
        if abs(value - share) > 0.5 * 10**-decimals + 1e-9:
            fault(
                "value",
                f"{text} is not {numerator:g} out of {denominator:g}, which is {share:.4g}",
                "the same figure",
                "correct one of the three",
            )
