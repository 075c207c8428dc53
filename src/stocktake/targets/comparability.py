"""Whether a year of special arrangements, or a break, stands between a figure and its judgement.

It matters for a fixed level and for change over time; within one period every place had the same
arrangements. Missed even in a flattering year is missed; met only in a flattering year is not
known to be met.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from stocktake.standards.periods import Period
from stocktake.statistics.schema import Flatters, Indicator
from stocktake.targets.verdict import Comparability

Compares = Literal["fixed_level", "over_time", "within_period"]

_TURNED: dict[Flatters, Flatters] = {"better": "worse", "worse": "better", "unknown": "unknown"}


def find_comparability(
    indicator: Indicator, judged: Period, baseline: Period | None
) -> Comparability | None:
    """What is special about the judged period, the baseline or the way between them.

    Parameters
    ----------
    indicator : Indicator
        Its ``special_year`` and ``break`` entries are looked up.
    judged : Period
        The period whose figure is judged.
    baseline : Period, optional
        The period that it is compared with over time, if any. A baseline that looked better than
        an ordinary year makes the change look worse.

    Returns
    -------
    Comparability or None
        None where the periods are ordinary.
    """
    found: list[tuple[str, Flatters]] = []
    for special in indicator.special_year:
        if special.period == judged.time_period:
            found.append((f"in {judged.label} {special.reason}", special.flatters))
        elif baseline is not None and special.period == baseline.time_period:
            found.append((f"in {baseline.label} {special.reason}", _TURNED[special.flatters]))
    if baseline is not None:
        for broken in indicator.break_:
            if baseline.time_period < broken.period <= judged.time_period:
                found.append((broken.reason, "unknown"))
    if not found:
        return None
    return Comparability("; ".join(reason for reason, _ in found), _combine([f for _, f in found]))


def decides(comparability: Comparability | None, compares: Compares, *, holds: bool) -> bool:
    """Whether the arrangements could be what made the answer come out as it did.

    Parameters
    ----------
    comparability : Comparability or None
    compares : str
        What the kind of target compares.
    holds : bool
        Whether the level was reached.

    Returns
    -------
    bool
        True where the verdict must be "cannot tell".

    Examples
    --------
    >>> teacher_assessed = Comparability("grades were teacher-assessed", "better")
    >>> decides(teacher_assessed, "fixed_level", holds=True)
    True
    >>> decides(teacher_assessed, "fixed_level", holds=False)
    False
    >>> decides(teacher_assessed, "within_period", holds=True)
    False
    """
    if comparability is None or compares == "within_period":
        return False
    if comparability.flatters == "unknown":
        return True
    return holds == (comparability.flatters == "better")


def _combine(ways: Sequence[Flatters]) -> Flatters:
    return ways[0] if len(set(ways)) == 1 else "unknown"
