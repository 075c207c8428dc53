"""Whether a target asks for more or less than it did: decided by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Literal

from stocktake.targets.kinds.level import SAY as COMPARISONS
from stocktake.targets.kinds.position import SAY as SHARES_SAY
from stocktake.targets.kinds.position import SHARES
from stocktake.targets.schema import Change, Target

ChangeKind = Literal[
    "dropped",
    "weakened",
    "moved_later",
    "kind_changed",
    "indicator_changed",
    "comparator_changed",
    "baseline_changed",
    "level_changed",
    "reworded",
    "moved",
    "moved_earlier",
    "strengthened",
    "added",
]
Found = tuple[ChangeKind, str, str]
"""What changed, what was asked before and what is asked after, in words."""

_UPWARD = ("at_least", "above")
_STRICT = ("above", "below")


def better_or_worse(old: Target, new: Target, better_of: Callable[[str], str]) -> Iterator[Found]:
    """How what a target asks for has changed.

    Parameters
    ----------
    old, new : Target
        Two versions of one target.
    better_of : callable
        The better direction of an indicator id.

    Yields
    ------
    tuple of str
        ``weakened``, ``strengthened``, ``level_changed``, ``comparator_changed`` or
        ``kind_changed``, with the words before and after. Nothing where as much is asked.

    Examples
    --------
    >>> half = Target(id="a", title="A", kind="position", within="top_half", among="england")
    >>> third = half.model_copy(update={"within": "top_third"})
    >>> list(better_or_worse(half, third, lambda _: "higher"))
    [('strengthened', 'top half of england', 'top third of england')]
    """
    if old.kind != new.kind:
        yield _kinds(old, new)
        return
    was, now = say_target(old), say_target(new)
    beside = (old.among, old.comparator, old.close.to if old.close else None)
    if beside != (new.among, new.comparator, new.close.to if new.close else None):
        yield "comparator_changed", was, now
        return
    direction = better_of(old.indicator) if old.indicator else "higher"
    more = _asks_more(old, new, direction)
    if more is None:
        if _levels(old) != _levels(new):
            yield "level_changed", was, now
    elif more != 0:
        yield ("strengthened" if more > 0 else "weakened"), was, now


def say_target(target: Target) -> str:
    """What a target asks for, in a few words.

    Examples
    --------
    >>> say_target(Target(id="a", title="A", kind="cumulative_count", level=46000))
    'at least 46,000'
    """
    if target.kind == "position":
        return f"{SHARES_SAY[target.within or 'top_half']} of {target.among}"
    if target.kind == "relation":
        return f"{COMPARISONS[target.comparison or 'above']} {target.comparator}"
    if target.kind == "change" and target.change:
        return _say_change(target.change)
    if target.kind == "gap_closed" and target.close:
        return f"{_number(target.close.by_share)}% of the gap to {target.close.to} closed"
    if target.kind == "coverage":
        return f"{target.of} of the schools" if target.of != "all" else "all schools"
    if target.level is None:
        return target.kind.replace("_", " ")
    said = f"{COMPARISONS[target.comparison or 'at_least']} {_number(target.level)}"
    if target.kind == "share_reaching_count":
        said += f"% reaching {target.reach}"
    if target.kind == "members_changing_state":
        said += f" of {target.of}"
    return said


def _kinds(old: Target, new: Target) -> Found:
    wholes: dict[tuple[str, str], ChangeKind] = {
        ("all_of", "any_of"): "weakened",
        ("any_of", "all_of"): "strengthened",
    }
    change = wholes.get((old.kind, new.kind), "kind_changed")
    return change, say_target(old), say_target(new)


def _asks_more(old: Target, new: Target, direction: str) -> int | None:
    """1 where more is asked, -1 where less, 0 where as much, None where they cannot be compared."""
    if old.kind == "position":
        shares = [SHARES[each.within or "top_half"] for each in (old, new)]
        return _sign(shares[0] - shares[1])
    if old.kind == "change" and old.change and new.change:
        return _more_change(old.change, new.change, direction)
    if old.kind == "gap_closed" and old.close and new.close:
        return _sign(new.close.by_share - old.close.by_share)
    if old.kind == "coverage":
        return _sign((_schools(new) > _schools(old)) - (_schools(new) < _schools(old)))
    if old.kind == "members_changing_state" and old.of != new.of:
        return None
    if old.kind == "share_reaching_count":
        times = _sign((new.reach or 0) - (old.reach or 0))
        steps = {times, _sign((new.level or 0) - (old.level or 0))}
        return None if {1, -1} <= steps else max(steps, key=abs)
    return _more_level(old, new)


def _more_level(old: Target, new: Target) -> int | None:
    was, now = old.comparison or "at_least", new.comparison or "at_least"
    if (was in _UPWARD) != (now in _UPWARD):
        return None
    if old.level is None or new.level is None:
        step = 0 if old.level == new.level else None
    else:
        step = _sign(new.level - old.level) * (1 if now in _UPWARD else -1)
    return step if step != 0 else _sign((now in _STRICT) - (was in _STRICT))


def _more_change(old: Change, new: Change, direction: str) -> int | None:
    if direction == "neither":
        return 0 if old == new else None
    if old.by is not None and new.by is not None:
        return _sign(new.by - old.by)
    if old.by is not None or new.by is not None:
        return None
    return _sign(_reduction(new, direction) - _reduction(old, direction))


def _reduction(change: Change, direction: str) -> float:
    """How far from the baseline in the better direction, in percent of it."""
    if change.by_share is not None:
        return change.by_share
    moved = (change.to_share or 0.0) - 100
    return -moved if direction == "lower" else moved


def _say_change(change: Change) -> str:
    if change.to_share is not None:
        return f"to {_number(change.to_share)}% of the baseline"
    if change.by_share is not None:
        return f"by {_number(change.by_share)}% of the baseline"
    return f"by {_number(change.by or 0.0)}"


def _schools(target: Target) -> float:
    return float("inf") if target.of == "all" else float(target.of or 0)


def _levels(target: Target) -> tuple[object, ...]:
    return (target.level, target.comparison, target.change, target.close, target.of, target.reach)


def _number(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _sign(value: float | Fraction) -> int:
    return (value > 0) - (value < 0)
