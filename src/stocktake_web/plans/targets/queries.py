"""Reads targets: verdicts as computed, with what people said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from markupsafe import Markup

from stocktake.plan import Judgement
from stocktake.targets import BaseTarget, Verdict
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.drawings import draw_sparkline
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.revisions.queries import judgement
from stocktake_web.plans.targets.models import TargetRating
from stocktake_web.services import target_cards


@dataclass(frozen=True)
class TargetView:
    """A target with its verdict as computed, and what people said.

    Parameters
    ----------
    rating : TargetRating or None
        The latest person's rating.
    decision : OpenDecision or None
        The open decision that the target opened.
    """

    area_id: int
    target: BaseTarget
    verdict: Verdict
    rating: TargetRating | None = None
    decision: OpenDecision | None = None

    @property
    def id(self) -> str:
        """The target's id in the plan."""
        return self.target.id

    @property
    def leads(self) -> bool:
        """Whether it names an indicator that moves before the target does."""
        return bool(self.target.leading)


def ratings(area: Area) -> QuerySet[TargetRating]:
    """People's ratings of targets, the latest first."""
    return TargetRating.objects.filter(area=area).select_related("by")


def target_views(
    area: Area, judgement: Judgement, decisions: Iterable[OpenDecision]
) -> tuple[TargetView, ...]:
    """Every target of a plan that was judged before, with what people said of it."""
    latest_ratings: dict[str, TargetRating] = {}
    for rating in ratings(area):
        latest_ratings.setdefault(rating.target_id, rating)
    by_target = {decision.target_id: decision for decision in decisions}
    return tuple(
        TargetView(
            area.pk, target, verdict, latest_ratings.get(target.id), by_target.get(target.id)
        )
        for target, verdict in zip(judgement.plan.target, judgement.verdicts, strict=True)
    )


def targets(area: Area, as_of: date) -> tuple[TargetView, ...]:
    """Every target of the plan in force, judged as known on a day.

    Raises
    ------
    NoPlan
    """
    return target_views(area, judgement(area, as_of), open_decisions(area))


def target_sparklines(judgement: Judgement) -> dict[str, Markup]:
    """The figures of each target over a few years, drawn; those without have none."""
    sparklines = target_cards.target_sparklines(judgement)
    return {target_id: draw_sparkline(sparkline) for target_id, sparkline in sparklines.items()}


def target(area: Area, target: str) -> TargetView:
    """One target as judged today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such target.
    """
    for view in targets(area, services.today()):
        if view.id == target:
            return view
    raise ObjectDoesNotExist(f"the plan has no target {target!r}")
