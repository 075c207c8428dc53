"""Whether a target asks for more or less than it did: its kind decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from stocktake.targets import BaseTarget

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
TargetChange = tuple[ChangeKind, str, str]
"""What changed, what was asked before and what is asked after, in words."""


def compare_targets(
    before: BaseTarget, after: BaseTarget, better_of: Callable[[str], str]
) -> Iterator[TargetChange]:
    """How what a target asks for has changed.

    Parameters
    ----------
    before, after : BaseTarget
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
    >>> from stocktake.targets import parse_target
    >>> half = parse_target({"id": "a", "title": "A", "kind": "position", "within": "top_half",
    ...     "among": "england"})
    >>> third = half.with_values({"within": "top_third"})
    >>> list(compare_targets(half, third, lambda _: "higher"))
    [('strengthened', 'top half of england', 'top third of england')]
    """
    words = before.requirement_words(), after.requirement_words()
    if type(before) is not type(after):
        yield _compare_kinds(before, after), *words
        return
    if before.compared_with() != after.compared_with():
        yield "comparator_changed", *words
        return
    direction = better_of(before.indicator) if before.indicator else "higher"
    more = after.compare(before, direction)
    if more is None:
        yield "level_changed", *words
    elif more != 0:
        yield ("strengthened" if more > 0 else "weakened"), *words


def _compare_kinds(before: BaseTarget, after: BaseTarget) -> ChangeKind:
    if before.strictness is None or after.strictness is None:
        return "kind_changed"
    return "strengthened" if after.strictness > before.strictness else "weakened"
