"""The targets of a published plan that are about an indicator, for a picture of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stocktake.publish import picture_verdict
from stocktake.statistics import CatalogueEntry
from stocktake.targets import Verdict
from stocktake_web.accounts.models import Area
from stocktake_web.services.judgements import StoredPlan, judge_area


@dataclass(frozen=True)
class IndicatorTarget:
    """One target about an indicator.

    Parameters
    ----------
    target, title, sentence : str
    picture : str
        Figure and level in the group in which the promise can be pictured, such as "2 for every
        1,000. The target is 1"; empty where there is none.
    status : str
        Of the verdict.
    levels : dict of str to float
        The required level by period, in the indicator's unit; empty where the target is a
        place among others or a change that is no level.
    """

    target: str
    title: str
    sentence: str
    picture: str
    status: str
    levels: dict[str, float]


def find_targets(
    area: Area, plan: StoredPlan, entry: CatalogueEntry, *, as_of: date
) -> list[IndicatorTarget]:
    """The targets of a plan that are about a series, of those that rest on published figures.

    Raises
    ------
    PlanError, DefinitionError, StoreError
    """
    verdicts = judge_area(area, plan, as_of=as_of).verdicts
    return [
        IndicatorTarget(
            verdict.id,
            verdict.title,
            verdict.sentence,
            picture_verdict(verdict),
            verdict.status,
            _levels(verdict),
        )
        for verdict in _with_parts(verdicts)
        if verdict.released
        and verdict.indicator
        and (
            verdict.indicator == entry.id
            or (verdict.indicator == entry.indicator_id and verdict.group == entry.group)
        )
    ]


def _with_parts(verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    for verdict in verdicts:
        yield verdict
        yield from _with_parts(verdict.parts)


def _levels(verdict: Verdict) -> dict[str, float]:
    trajectory = verdict.trajectory
    if verdict.required_is != "level":
        return {}
    if trajectory is not None and trajectory.measure == "value":
        return {p.period: p.value for p in trajectory.points if p.value is not None}
    if verdict.required is not None and verdict.due:
        return {verdict.due: verdict.required}
    return {}
