"""Writes who stepped out of an item."""

from __future__ import annotations

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.actions import ERASED
from stocktake_web.boards.interests.models import Interest
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.meetings.states import lock_meeting
from stocktake_web.boards.recusals.models import Recusal


@transaction.atomic
def record_recusal(
    *,
    actor: User | None,
    item: AgendaItem,
    seat: Seat,
    reason: str,
    interest: Interest | None = None,
) -> Recusal:
    """Record that somebody stepped out of an item; the item's quorum leaves them out.

    Raises
    ------
    UsageError
        The meeting is not open, or the seat's person withdrew already.
    """
    lock_meeting(item.meeting_id, State.OPEN, to="record a withdrawal")
    if Recusal.objects.filter(item=item, seat=seat).exists():
        raise UsageError("That withdrawal is already recorded.")
    recusal = Recusal(
        area=item.area, item=item, seat=seat, interest=interest, reason=reason, at=services.now()
    )
    recusal.save()
    # Of the item, whose history is read by those who may read the item.
    record(
        area=item.area,
        actor=actor,
        verb="withdraw from item",
        obj=item,
        values={"seat": seat.pk, "interest": interest.pk if interest else None},
        reason=reason,
    )
    return recusal


@transaction.atomic
def erase_recusal_reasons(user: User) -> int:
    """Erase why a person withdrew; that they did stays known.

    Returns
    -------
    int
        How many reasons were emptied.
    """
    rows = Recusal.objects.select_for_update(of=("self",)).filter(seat__user=user)
    count = 0
    for recusal in rows.exclude(reason=ERASED):
        recusal.reason = ERASED
        recusal.save()
        record(area=recusal.area, actor=None, verb="erase", obj=recusal, values={})
        count += 1
    return count
