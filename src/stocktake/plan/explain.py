"""Explains the verdict on one target of a plan, or on a part of one."""

from __future__ import annotations

from stocktake.plan.judge import Judgement
from stocktake.plan.names import walk_targets
from stocktake.standards.errors import UsageError, nearest
from stocktake.targets import BaseTarget, Step, explain_verdict


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
        target_ids = [target.id for _, target in walk_targets(judgement.plan)]
        hint = nearest(target_id, target_ids) or f"its targets are {', '.join(target_ids)}"
        raise UsageError(f"the plan has no target {target_id!r}; {hint}")
    return explain_verdict(target, verdict, judgement.context)


def _find(judgement: Judgement, target_id: str) -> BaseTarget | None:
    def search(target: BaseTarget) -> BaseTarget | None:
        if target.id == target_id:
            return target.read_as(target.reading[0]) if target.reading else target
        for proxy in target.proxy:
            if proxy.id == target_id:
                return target.with_values(
                    {"indicator": proxy.indicator, "group": proxy.group, "proxy": ()}
                )
        parts = (search(part) for part in target.parts)
        return next((part for part in parts if part is not None), None)

    targets = (search(target) for target in judgement.plan.target)
    return next((target for target in targets if target is not None), None)
