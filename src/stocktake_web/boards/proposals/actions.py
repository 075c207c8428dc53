"""Writes proposals and their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.meetings.states import BEFORE_CLOSING, lock_meeting
from stocktake_web.boards.proposals.models import Criterion, Outcome, Proposal, Score
from stocktake_web.boards.recusals.models import Recusal
from stocktake_web.records.change import change


@transaction.atomic
def add_proposal(
    *,
    actor: User | None,
    item: AgendaItem,
    values: Mapping[str, Any],
    criteria: Sequence[str],
) -> Proposal:
    """Put a proposal before the meeting, with what it will be scored on.

    Raises
    ------
    UsageError
        The meeting is closed.
    """
    lock_meeting(item.meeting_id, *BEFORE_CLOSING, to="add a proposal")
    proposal = change(Proposal(area=item.area, item=item), actor=actor, values=values)
    for position, title in enumerate(criteria, 1):
        change(
            Criterion(area=item.area, proposal=proposal, position=position),
            actor=actor,
            values={"title": title},
        )
    return proposal


@transaction.atomic
def save_scores(
    *, actor: User | None, proposal: Proposal, seat: Seat, scores: Mapping[int, int]
) -> None:
    """Save a member's scores, once.

    Parameters
    ----------
    scores : mapping
        From 0 to 4, by the criterion's id.

    Raises
    ------
    UsageError
        The seat has no vote, has scored already or withdrew from the item, or the proposal is
        decided.
    """
    row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if row.outcome != Outcome.OPEN:
        raise UsageError("The proposal is decided: it takes no more scores.")
    if not seat.votes:
        raise UsageError("Only voting members score.")
    if Recusal.objects.filter(item=row.item_id, seat=seat).exists():
        raise UsageError("Whoever withdrew from an item does not score its proposals.")
    if Score.objects.filter(criterion__proposal=row, seat=seat).exists():
        raise UsageError("Your scores are given already.")
    scored_at = services.now()
    for criterion, score in scores.items():
        Score(area=row.area, criterion_id=criterion, seat=seat, score=score, at=scored_at).save()
    values = {
        "seat": seat.pk,
        "scores": {str(criterion): score for criterion, score in scores.items()},
    }
    record(area=row.area, actor=actor, verb="score", obj=row, values=values)


@transaction.atomic
def settle_proposal(
    *,
    actor: User | None,
    proposal: Proposal,
    outcome: str,
    reason: str,
    expected_version: int | None,
) -> Proposal:
    """Record what became of a proposal, and why.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The meeting is not open.
    """
    lock_meeting(proposal.item.meeting_id, State.OPEN, to="decide on a proposal")
    return change(
        proposal,
        actor=actor,
        values={"outcome": outcome, "reason": reason},
        expected_version=expected_version,
        verb="settle",
    )
