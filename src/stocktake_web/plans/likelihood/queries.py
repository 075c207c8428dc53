"""Reads rounds of likelihood: nobody sees the others' scores before giving their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from stocktake.plan import Priority
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.likelihood.spread import Spread, spreads
from stocktake_web.plans.revisions.queries import plan


@dataclass(frozen=True)
class PriorityScores:
    """One priority in a round, as one person may see it.

    Parameters
    ----------
    own_score : LikelihoodScore or None
        What the person scored.
    score_count : int
        How many members scored it.
    spreads : tuple of Spread
        Empty until the person may see what others scored.
    """

    priority: Priority
    own_score: LikelihoodScore | None
    score_count: int
    spreads: tuple[Spread, ...]


def rounds(area: Area) -> QuerySet[LikelihoodRound]:
    """Every round, the latest first."""
    return LikelihoodRound.objects.filter(area=area)


def likelihood_round(area: Area, round: int) -> LikelihoodRound:  # noqa: A002 - an address's part
    """One round."""
    return LikelihoodRound.objects.get(area=area, pk=round)


def is_open(round_: LikelihoodRound) -> bool:
    """Whether scores are still taken."""
    return round_.closes >= services.today()


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
    by_priority = _by_priority(LikelihoodScore.objects.filter(area=area, round=round_))
    is_closed = not is_open(round_)
    results = []
    for priority in plan(area).priority:
        rows = by_priority[priority.id]
        own_score = next((row for row in rows if row.member_id == viewer.pk), None)
        is_visible = is_closed or (scores and own_score is not None)
        results.append(
            PriorityScores(priority, own_score, len(rows), spreads(rows) if is_visible else ())
        )
    return tuple(results)


def likelihood_by_priority(area: Area) -> dict[str, tuple[Spread, ...]]:
    """The spreads of the latest closed round, by the priority's id; for the pack."""
    round_ = rounds(area).filter(closes__lt=services.today()).first()
    if round_ is None:
        return {}
    by_priority = _by_priority(round_.scores.all())
    return {priority: spreads(rows) for priority, rows in by_priority.items()}


def _by_priority(scores: Iterable[LikelihoodScore]) -> dict[str, list[LikelihoodScore]]:
    by_priority: dict[str, list[LikelihoodScore]] = defaultdict(list)
    for score in scores:
        by_priority[score.priority_id].append(score)
    return by_priority
