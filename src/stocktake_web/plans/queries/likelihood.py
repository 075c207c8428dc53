"""Reads rounds of likelihood: nobody sees the others' scores before giving their own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.queries.plans import plan
from stocktake_web.plans.spread import Spread, spreads


@dataclass(frozen=True)
class PriorityScores:
    """One priority in a round, as one person may see it.

    Parameters
    ----------
    mine : LikelihoodScore or None
        What the person gave.
    given_count : int
        How many members scored it.
    spreads : tuple of Spread
        Empty until the person may see what others gave.
    """

    priority: plan_texts.Priority
    mine: LikelihoodScore | None
    given_count: int
    spreads: tuple[Spread, ...]


def rounds(area: Area) -> QuerySet[LikelihoodRound]:
    """Every round, the latest first."""
    return LikelihoodRound.objects.filter(area=area)


def likelihood_round(area: Area, round: int) -> LikelihoodRound:  # noqa: A002 - an address's part
    """One round."""
    return LikelihoodRound.objects.get(area=area, pk=round)


def is_open(round_: LikelihoodRound) -> bool:
    """Whether scores are still taken."""
    return round_.closes >= gateway.today()


def scores_for(
    area: Area, round_: LikelihoodRound, viewer: User, *, scores: bool
) -> tuple[PriorityScores, ...]:
    """A round as a person may see it.

    Parameters
    ----------
    scores : bool
        Whether the person is one of those who score: they see the others' once they have given
        their own. Everybody else sees them when the round is closed.
    """
    given: dict[str, list[LikelihoodScore]] = {}
    for each in LikelihoodScore.objects.filter(area=area, round=round_):
        given.setdefault(each.priority_id, []).append(each)
    closed = not is_open(round_)
    found = []
    for priority in plan(area).priority:
        held = given.get(priority.id, [])
        mine = next((each for each in held if each.member_id == viewer.pk), None)
        visible = closed or (scores and mine is not None)
        found.append(PriorityScores(priority, mine, len(held), spreads(held) if visible else ()))
    return tuple(found)


def likelihood_by_priority(area: Area) -> dict[str, tuple[Spread, ...]]:
    """The spreads of the latest closed round, by the priority's id; for the pack."""
    closed = rounds(area).filter(closes__lt=gateway.today()).first()
    if closed is None:
        return {}
    given: dict[str, list[LikelihoodScore]] = {}
    for each in closed.scores.all():
        given.setdefault(each.priority_id, []).append(each)
    return {priority: spreads(held) for priority, held in given.items()}
