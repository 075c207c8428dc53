"""What a published plan asks of an indicator, period by period, for a picture of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stocktake.targets.verdict import Verdict
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.explorable import Listed
from stocktake_web.gateway.judgements import KeptPlan
from stocktake_web.gateway.plan_texts import judge_latest


@dataclass(frozen=True)
class AskedFor:
    """One target about an indicator.

    Parameters
    ----------
    target, title, sentence : str
    status : str
        Of the verdict.
    levels : dict of str to float
        The level asked for by period, in the indicator's unit; empty where the target asks for a
        place among others or a change that is no level.
    """

    target: str
    title: str
    sentence: str
    status: str
    levels: dict[str, float]


def asked_for(area: Area, plan: KeptPlan, listed: Listed, *, as_of: date) -> list[AskedFor]:
    """The targets of a plan that are about a series, of those that rest on published figures.

    Raises
    ------
    PlanError, DefinitionError, StoreError
    """
    verdicts = judge_latest(area, plan, as_of=as_of).verdicts
    return [
        AskedFor(each.id, each.title, each.sentence, each.status, _levels(each))
        for each in _every(verdicts)
        if each.released
        and each.indicator
        and (
            each.indicator == listed.id
            or (each.indicator == listed.indicator_id and each.group == listed.group)
        )
    ]


def _every(verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    for verdict in verdicts:
        yield verdict
        yield from _every(verdict.parts)


def _levels(verdict: Verdict) -> dict[str, float]:
    road = verdict.road
    if verdict.kind in ("gap_closed", "relation", "improvement_each_year", "position"):
        return {}
    if road is not None and road.measure == "value":
        return {p.period: p.value for p in road.points if p.value is not None}
    if verdict.required is not None and verdict.due:
        return {verdict.due: verdict.required}
    return {}
