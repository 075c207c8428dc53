"""Checks a target's promise: its own, that of each reading, and those of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from stocktake.standards.errors import UsageError
from stocktake.targets.context import JudgementContext
from stocktake.targets.promises.common import find_common_faults
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.promises.key_paths import KeyPaths

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget


def check_promise(
    target: BaseTarget, context: JudgementContext | None = None, path: str = "target"
) -> tuple[PromiseIssue, ...]:
    """Every fault and doubt of a target, of its readings and of its parts.

    Parameters
    ----------
    target : BaseTarget
    context : JudgementContext, optional
        The figures to check against. Without it only faults that need no figures are found.
    path : str
        The target's key path in its plan.

    Returns
    -------
    tuple of PromiseIssue
        Faults before doubts, each once. A promise with a fault has no doubts: correct
        it first.

    Examples
    --------
    >>> from stocktake.targets.kinds import parse_target
    >>> target = parse_target(
    ...     {"id": "a", "title": "A", "kind": "change", "change": {"to_share": "2"}})
    >>> for issue in check_promise(target, path="target[0]"):
    ...     print(issue.key, "|", issue.problem)
    target[0].change.to_share | '2' is not a share
    """
    keys = KeyPaths(path)
    faults = [*_faults_of(target, context, keys), *_faults_of_parts(target, context, keys)]
    doubts = [] if context is None else _doubts_below(target, context, keys)
    return tuple(dict.fromkeys([*faults, *doubts]))


def find_promise_faults(
    target: BaseTarget, context: JudgementContext | None
) -> tuple[PromiseIssue, ...]:
    """The faults of a target itself, its parts aside: what keeps it from being judged."""
    return tuple(dict.fromkeys(_faults_of(target, context, KeyPaths(""))))


def _faults_of_parts(
    target: BaseTarget, context: JudgementContext | None, keys: KeyPaths
) -> Iterator[PromiseIssue]:
    for part, paths in _parts(target, keys):
        yield from _faults_of(part, context, paths)
        yield from _faults_of_parts(part, context, paths)


def _faults_of(
    target: BaseTarget, context: JudgementContext | None, keys: KeyPaths
) -> Iterator[PromiseIssue]:
    for variant, paths in _variants(target, keys):
        data = PromiseData.of(variant, context)
        for issue in find_common_faults(variant, data):
            yield _with_path(issue, paths)
        for issue in variant.find_faults(data):
            yield _with_path(issue, paths)


def _doubts_below(
    target: BaseTarget, context: JudgementContext, keys: KeyPaths
) -> list[PromiseIssue]:
    issues: list[PromiseIssue] = []
    if not any(_faults_of(target, context, keys)):
        issues += _doubts_of(target, context, keys)
    for part, paths in _parts(target, keys):
        issues += _doubts_below(part, context, paths)
    return issues


def _doubts_of(
    target: BaseTarget, context: JudgementContext, keys: KeyPaths
) -> Iterator[PromiseIssue]:
    for variant, paths in _variants(target, keys):
        data = PromiseData.of(variant, context)
        issues: list[PromiseIssue] = []
        # A name that does not exist is reported by the check of names.
        with suppress(UsageError):
            issues += variant.find_doubts(data)
        for issue in issues:
            yield _with_path(issue, paths)


def _variants(target: BaseTarget, keys: KeyPaths) -> Iterator[tuple[BaseTarget, KeyPaths]]:
    """The target as each reading has it, on each indicator that may stand for it."""
    readings = [(target, keys)]
    if target.reading and not target.parts:
        readings = [
            (target.read_as(reading), keys.in_reading(reading, index))
            for index, reading in enumerate(target.reading)
        ]
    for variant, paths in readings:
        yield variant, paths
        if variant.indicator is None:
            for proxy in variant.proxy:
                instead = {"indicator": proxy.indicator, "group": proxy.group, "proxy": ()}
                yield variant.with_values(instead), paths


def _parts(target: BaseTarget, keys: KeyPaths) -> Iterator[tuple[BaseTarget, KeyPaths]]:
    """The parts with what they have from the whole, and where each key of them stands."""
    parts = getattr(target, "part", ())
    for index, (part, inherited) in enumerate(zip(parts, target.parts, strict=True)):
        yield inherited, keys.in_part(part, index, inherited)


def _with_path(issue: PromiseIssue, keys: KeyPaths) -> PromiseIssue:
    return issue.model_copy(update={"key": keys.of(issue.key)})
