"""Writes rounds of likelihood and members' scores."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.plans.models import LikelihoodRound, LikelihoodScore


class RoundClosed(Exception):  # noqa: N818 - it says what is so
    """Scores are no longer taken."""


class GivenAlready(Exception):  # noqa: N818 - it says what is so
    """The member has scored this priority in this round."""


@transaction.atomic
def open_round(*, area: Area, actor: User | None, closes: date) -> LikelihoodRound:
    """Open this quarter's round; the one that there is, if it was opened before."""
    today = gateway.today()
    round_, made = LikelihoodRound.objects.get_or_create(
        area=area,
        year=today.year,
        quarter=(today.month + 2) // 3,
        defaults={"opened": gateway.now(), "closes": closes},
    )
    if made:
        values = {"year": round_.year, "quarter": round_.quarter, "closes": closes}
        record(area=area, actor=actor, verb="open", obj=round_, values=values)
    return round_


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
    words: str = "",
) -> LikelihoodScore:
    """Score a priority, once; it stays as given.

    Raises
    ------
    RoundClosed
        The round's last day has passed.
    GivenAlready
        The member has scored it.
    """
    kept = LikelihoodRound.objects.select_for_update().get(area=area, pk=round_.pk)
    if kept.closes < gateway.today():
        raise RoundClosed
    if kept.scores.filter(priority_id=priority_id, member=actor).exists():
        raise GivenAlready
    row = LikelihoodScore(
        area=area,
        round=kept,
        priority_id=priority_id,
        member=actor,
        at=gateway.now(),
        challenge=challenge,
        planning=planning,
        capacity=capacity,
        stage=stage,
        words=words,
    )
    row.full_clean()
    row.save()
    # The scores themselves are kept out of the event: the history page would show them early.
    record(area=area, actor=actor, verb="score", obj=row, values={"priority": priority_id})
    return row
