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

_OPPOSITE: dict[Flatters, Flatters] = {"better": "worse", "worse": "better", "unknown": "unknown"}


def find_comparability(
    indicator: Indicator, judged_period: Period, baseline: Period | None
) -> Comparability | None:
    """What is special about the judged period, the baseline or the way between them.

    Parameters
    ----------
    indicator : Indicator
        Its ``special_year`` and ``break`` entries are looked up.
    judged_period : Period
        The period whose figure is judged.
    baseline : Period, optional
        The period that it is compared with over time, if any. A baseline that looked better than
        an ordinary year makes the change look worse.

    Returns
    -------
    Comparability or None
        None where the periods are ordinary.
    """
    reasons: list[tuple[str, Flatters]] = []
    for special in indicator.special_year:
        if special.period == judged_period.time_period:
            reasons.append((f"in {judged_period.label} {special.reason}", special.flatters))
        elif baseline is not None and special.period == baseline.time_period:
            reasons.append((f"in {baseline.label} {special.reason}", _OPPOSITE[special.flatters]))
    if baseline is not None:
        for break_ in indicator.break_:
            if baseline.time_period < break_.period <= judged_period.time_period:
                reasons.append((break_.reason, "unknown"))
    if not reasons:
        return None
    return Comparability(
        reason="; ".join(reason for reason, _ in reasons),
        flatters=_combine([flatters for _, flatters in reasons]),
    )


def decides(
    comparability: Comparability | None,
    compares: Compares,
    *,
    is_met: bool,
    against_better: bool = False,
) -> bool:
    """Whether the arrangements could be what made the answer come out as it did.

    Parameters
    ----------
    comparability : Comparability or None
    compares : str
        What the kind of target compares.
    is_met : bool
        Whether the level was reached.
    against_better : bool
        Whether the promise points against the indicator's better direction.

    Returns
    -------
    bool
        True where the verdict must be "cannot tell".

    Examples
    --------
    >>> teacher_assessed = Comparability(
    ...     reason="grades were teacher-assessed", flatters="better")
    >>> decides(teacher_assessed, "fixed_level", is_met=True)
    True
    >>> decides(teacher_assessed, "fixed_level", is_met=False)
    False
    >>> decides(teacher_assessed, "within_period", is_met=True)
    False
    >>> decides(teacher_assessed, "fixed_level", is_met=True, against_better=True)
    False
    """
    if comparability is None or compares == "within_period":
        return False
    if comparability.flatters == "unknown":
        return True
    return (is_met != against_better) == (comparability.flatters == "better")


def _combine(ways: Sequence[Flatters]) -> Flatters:
    return ways[0] if len(set(ways)) == 1 else "unknown"
