"""Shares that cannot be meant: 2 for twice, 0.5 for half, more than all of it."""

from __future__ import annotations

from stocktake.targets.numbers import WrittenNumber, as_written
from stocktake.targets.promises.bounds import number_fault
from stocktake.targets.promises.issue import PromiseIssue, fault

SHARE = 'a fraction in quotation marks such as "1/2", or a percentage such as 50'


def share_fault(value: float, key: str, *, whole: bool, fix: str) -> PromiseIssue | None:
    """What is wrong with a share of a baseline or of a gap; None where nothing is.

    Parameters
    ----------
    value : float
        In percent.
    key : str
    whole : bool
        Whether more than all of it makes no sense.
    fix : str
        What to write instead.
    """
    number_text = as_written(value)
    if isinstance(value, WrittenNumber) and "/" not in value.text:
        return fault(key, f"{number_text} is not a share", SHARE, fix)
    wrong = number_fault(value, key, None)
    if wrong:
        return fault(key, wrong.problem, SHARE, fix)
    if value < 0:
        return fault(key, f"{number_text} is a negative share", SHARE, fix)
    if 0 < value <= 1 and not isinstance(value, WrittenNumber):
        return fault(key, f"{number_text} would be read as {number_text}%", SHARE, fix)
    if whole and value > 100:
        return fault(key, f"{number_text} is more than the whole of it", "a share up to 100%", fix)
    return None
