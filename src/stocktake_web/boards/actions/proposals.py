"""Writes proposals and their scores, and the area's document template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.actions.steps import BEFORE_CLOSING, locked_for_item
from stocktake_web.boards.models import (
    AgendaItem,
    Criterion,
    PackTemplate,
    Proposal,
    Score,
    Seat,
    State,
    Withdrawal,
)
from stocktake_web.boards.models.proposals import Outcome
from stocktake_web.boards.papers import CheckedFile
from stocktake_web.conflicts import locked


@transaction.atomic
def add_proposal(
    *,
    area: Area,
    actor: User | None,
    item: AgendaItem,
    title: str,
    organisation: str,
    words: str,
    asked_pounds: int | None,
    criteria: Sequence[str],
) -> Proposal:
    """Put a proposal before the meeting, with what it will be scored on.

    Raises
    ------
    UsageError
        The meeting is closed.
    """
    locked_for_item(item, *BEFORE_CLOSING, to="add a proposal")
    proposal = Proposal(
        area=area,
        item=item,
        title=title,
        organisation=organisation,
        words=words,
        asked_pounds=asked_pounds,
    )
    proposal.save()
    for position, text in enumerate(criteria, 1):
        Criterion(area=area, proposal=proposal, position=position, words=text).save()
    values = {
        "title": title,
        "organisation": organisation,
        "asked_pounds": asked_pounds,
        "criteria": list(criteria),
    }
    record(area=area, actor=actor, verb="add", obj=proposal, values=values)
    return proposal


@transaction.atomic
def give_scores(
    *, area: Area, actor: User | None, proposal: Proposal, seat: Seat, scores: Mapping[int, int]
) -> None:
    """Give a member's scores, once.

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
        raise gateway.UsageError("The proposal is decided: it takes no more scores.")
    if not seat.votes:
        raise gateway.UsageError("Only voting members score.")
    if Withdrawal.objects.filter(item=row.item_id, seat=seat).exists():
        raise gateway.UsageError("Whoever withdrew from an item does not score its proposals.")
    if Score.objects.filter(criterion__proposal=row, seat=seat).exists():
        raise gateway.UsageError("Your scores are given already.")
    now = gateway.now()
    for criterion, score in scores.items():
        Score(area=area, criterion_id=criterion, seat=seat, score=score, at=now).save()
    values = {str(criterion): score for criterion, score in scores.items()}
    record(
        area=area, actor=actor, verb="score", obj=row, values={"seat": seat.pk, "scores": values}
    )


@transaction.atomic
def settle_proposal(
    *,
    area: Area,
    actor: User | None,
    proposal: Proposal,
    outcome: str,
    reason: str,
    expected_version: int,
) -> Proposal:
    """Record what became of a proposal, and why.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The meeting is not open.
    """
    locked_for_item(proposal.item, State.OPEN, to="decide on a proposal")
    changes = {"outcome": outcome, "reason": reason}
    row = locked(Proposal, proposal.pk, expected_version=expected_version, changes=changes)
    row.outcome, row.reason = outcome, reason
    row.save()
    record(
        area=area, actor=actor, verb="settle", obj=row, values={"outcome": outcome}, reason=reason
    )
    return row


@transaction.atomic
def keep_template(*, area: Area, actor: User, file: CheckedFile) -> PackTemplate:
    """Keep the Word document whose styles the area's packs take; the one before is replaced."""
    kept = PackTemplate.objects.select_for_update().filter(area=area).first()
    template = kept or PackTemplate(area=area)
    template.file_name = file.name
    template.held = file.content
    template.added_by = actor
    template.added_at = gateway.now()
    template.save()
    values = {"file": file.name, "sha256": file.sha256}
    record(area=area, actor=actor, verb="keep template", obj=template, values=values)
    return template
