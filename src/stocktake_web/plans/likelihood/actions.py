"""Opens rounds of likelihood and takes members' scores."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.records.change import change


class RoundClosedError(Exception):
    """Scores are no longer taken."""


class DuplicateScoreError(Exception):
    """The member has scored this priority in this round."""


@transaction.atomic
def open_round(*, area: Area, actor: User | None, closes: date) -> LikelihoodRound:
    """Open this quarter's round; the one that there is, if it was opened before."""
    # Of two people who open the round at once, the second finds it open.
    Area.objects.select_for_update().get(pk=area.pk)
    today = services.today()
    quarter = {"year": today.year, "quarter": (today.month + 2) // 3}
    row = LikelihoodRound.objects.filter(area=area, **quarter).first()
    if row is not None:
        return row
    values = quarter | {"opened_at": services.now(), "closes": closes}
    return change(LikelihoodRound(area=area), actor=actor, values=values, verb="open")


@transaction.atomic
def give_score(
    *,
    area: Area,
    actor: User,
    round_: LikelihoodRound,
    priority_id: str,
    challenge: int,
    planning: int,
    capacity: int,
    stage: int,
    comment: str = "",
) -> LikelihoodScore:
    """Score a priority, once; it stays as it is.

    Raises
    ------
    RoundClosedError
        The round's last day has passed.
    DuplicateScoreError
        The member has scored it.
    """
    row = LikelihoodRound.objects.select_for_update().get(area=area, pk=round_.pk)
    if row.closes < services.today():
        raise RoundClosedError
    if row.scores.filter(priority_id=priority_id, member=actor).exists():
        raise DuplicateScoreError
    values = {
        "round": row,
        "priority_id": priority_id,
        "member": actor,
        "at": services.now(),
        "challenge": challenge,
        "planning": planning,
        "capacity": capacity,
        "stage": stage,
        "comment": comment,
    }
    return change(LikelihoodScore(area=area), actor=actor, values=values, verb="score")
