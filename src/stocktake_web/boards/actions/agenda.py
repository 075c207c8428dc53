"""Writes agendas: items, their order, their papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.actions.steps import BEFORE_CLOSING, locked_for_item, locked_meeting
from stocktake_web.boards.models import AgendaItem, Meeting, Paper, PaperContent, State
from stocktake_web.boards.papers import CheckedFile
from stocktake_web.boards.proposing import Suggestion
from stocktake_web.conflicts import locked


@transaction.atomic
def add_item(
    *, area: Area, actor: User | None, meeting: Meeting, values: Mapping[str, Any]
) -> AgendaItem:
    """Put an item at the end of the agenda of a meeting that is not closed.

    Raises
    ------
    UsageError
        The meeting is closed.
    """
    locked_meeting(meeting, *BEFORE_CLOSING, to="add to its agenda")
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").first()
    item = AgendaItem(
        area=area, meeting=meeting, position=last.position + 1 if last else 1, **values
    )
    item.full_clean()
    item.save()
    record(area=area, actor=actor, verb="add", obj=item, values=values)
    return item


@transaction.atomic
def accept_suggestions(
    *, area: Area, actor: User, meeting: Meeting, chosen: Iterable[Suggestion]
) -> list[AgendaItem]:
    """Put what proposed itself on the agenda, nothing twice."""
    held = set(AgendaItem.objects.filter(meeting=meeting).values_list("source", flat=True))
    return [
        add_item(
            area=area,
            actor=actor,
            meeting=meeting,
            values={
                "source": each.source,
                "kind": each.kind,
                "title": each.title,
                "words": each.words,
                "priority_key": each.priority_key,
                "target_key": each.target_key,
                "activity_key": each.activity_key,
            },
        )
        for each in chosen
        if each.source not in held
    ]


@transaction.atomic
def change_item(
    *, area: Area, actor: User, item: AgendaItem, changes: Mapping[str, Any], expected_version: int
) -> AgendaItem:
    """Change an item; its openness may still be changed until the minutes are approved.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The minutes are approved.
    """
    locked_for_item(item, *BEFORE_CLOSING, State.CLOSED, to="change an item")
    row = locked(AgendaItem, item.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=changes)
    return row


@transaction.atomic
def move_item(*, area: Area, actor: User, item: AgendaItem, up: bool) -> None:
    """Exchange an item with the one before or after it; at the end of the list, nothing happens.

    Raises
    ------
    UsageError
        The meeting has begun.
    """
    locked_for_item(item, State.PLANNED, to="order its agenda")
    order = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting))
    at = [each.pk for each in order].index(item.pk)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    for position, each in enumerate(order, 1):
        if each.position != position:
            each.position = position
            each.save()
    record(area=area, actor=actor, verb="move", obj=item, values={"up": up})


@transaction.atomic
def remove_item(*, area: Area, actor: User, item: AgendaItem) -> None:
    """Take an item off the agenda of a planned meeting.

    Raises
    ------
    UsageError
        The meeting has begun, or something hangs on the item.
    """
    locked_for_item(item, State.PLANNED, to="take an item off its agenda")
    if item.papers.exists() or item.proposals.exists():
        raise gateway.UsageError(
            "An item with papers or proposals stays on the agenda: its record must not be lost."
        )
    record(area=area, actor=actor, verb="remove", obj=item, values={"title": item.title})
    item.delete()


@transaction.atomic
def add_paper(
    *,
    area: Area,
    actor: User,
    item: AgendaItem,
    title: str,
    openness: str,
    file: CheckedFile,
) -> Paper:
    """Add a checked document to an item.

    Raises
    ------
    UsageError
        The meeting is closed.
    """
    locked_for_item(item, *BEFORE_CLOSING, to="add a paper")
    paper = Paper(
        area=area,
        item=item,
        title=title,
        openness=openness,
        file_name=file.name,
        media_type=file.media_type,
        size_bytes=len(file.content),
        sha256=file.sha256,
        added_at=gateway.now(),
        added_by=actor,
    )
    paper.save()
    PaperContent(area=area, paper=paper, held=file.content).save()
    values = {"title": title, "openness": openness, "sha256": file.sha256, "file": file.name}
    record(area=area, actor=actor, verb="add", obj=paper, values=values)
    return paper


@transaction.atomic
def withdraw_paper(*, area: Area, actor: User, paper: Paper, reason: str) -> Paper:
    """Take a paper away from everybody; that it was there stays known."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    row.withdrawn_at = gateway.now()
    row.save()
    values = {"withdrawn_at": row.withdrawn_at}
    record(area=area, actor=actor, verb="withdraw", obj=row, values=values, reason=reason)
    return row
