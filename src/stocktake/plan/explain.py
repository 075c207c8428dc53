"""Explains the verdict on one target of a plan, or on a part of one."""

from __future__ import annotations

from stocktake.plan.judge import Judgement
from stocktake.plan.names import walk_targets
from stocktake.standards.errors import UsageError, nearest
from stocktake.targets.explain import Step, explain_verdict
from stocktake.targets.judge import read_as
from stocktake.targets.parts import inherit
from stocktake.targets.schema import Target


def explain(judgement: Judgement, target_id: str) -> tuple[Step, ...]:
    """The whole derivation of one verdict, to source file and row.

    Parameters
    ----------
    judgement : Judgement
    target_id : str
        A target of the plan, a part of one, or a proxy of one.

    Returns
    -------
    tuple of Step

    Raises
    ------
    UsageError
        The plan has no such target; the nearest id is suggested.
    """
    verdict = judgement.verdict(target_id)
    target = _find(judgement, target_id)
    if verdict is None or target is None:
        known = [target.id for _, target in walk_targets(judgement.plan)]
        hint = nearest(target_id, known) or f"its targets are {', '.join(known)}"
        raise UsageError(f"the plan has no target {target_id!r}; {hint}")
    return explain_verdict(target, verdict, judgement.setting)


def _find(judgement: Judgement, target_id: str) -> Target | None:
    def search(target: Target) -> Target | None:
        if target.id == target_id:
            return read_as(target, target.reading[0]) if target.reading else target
        for proxy in target.proxy:
            if proxy.id == target_id:
                return target.model_copy(
                    update={"indicator": proxy.indicator, "group": proxy.group, "proxy": ()}
                )
        found = (search(inherit(part, target)) for part in target.part)
        return next((each for each in found if each is not None), None)

    every = (search(target) for target in judgement.plan.target)
    return next((each for each in every if each is not None), None)
