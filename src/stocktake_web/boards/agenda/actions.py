"""Writes agendas: items, their order, their papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.models import AgendaItem, Paper, PaperContent
from stocktake_web.boards.agenda.papers import CheckedFile
from stocktake_web.boards.agenda.queries import more_open_than
from stocktake_web.boards.agenda.suggestions import Suggestion
from stocktake_web.boards.decisions.actions import report_decision
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.meetings.models import Meeting, State
from stocktake_web.boards.meetings.states import BEFORE_CLOSING, lock_meeting
from stocktake_web.boards.openness import RESTRICTED, contents_conflict
from stocktake_web.records.change import change


@transaction.atomic
def add_item(*, actor: User | None, meeting: Meeting, values: Mapping[str, Any]) -> AgendaItem:
    """Put an item at the end of the agenda of a meeting that is not closed.

    Raises
    ------
    UsageError
        The meeting is closed.
    """
    lock_meeting(meeting.pk, *BEFORE_CLOSING, to="add to its agenda")
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").first()
    position = last.position + 1 if last else 1
    return change(
        AgendaItem(area=meeting.area, meeting=meeting, position=position),
        actor=actor,
        values=values,
    )


@transaction.atomic
def accept_suggestions(
    *,
    actor: User | None,
    meeting: Meeting,
    suggestions: Iterable[Suggestion],
    openness: str = RESTRICTED,
) -> list[AgendaItem]:
    """Put suggestions on the agenda, none twice, as open as somebody chose."""
    sources = set(AgendaItem.objects.filter(meeting=meeting).values_list("source", flat=True))
    return [
        add_item(actor=actor, meeting=meeting, values=suggestion.values() | {"openness": openness})
        for suggestion in suggestions
        if suggestion.source not in sources
    ]


@transaction.atomic
def change_item(
    *,
    actor: User,
    item: AgendaItem,
    values: Mapping[str, Any],
    expected_version: int | None,
    with_contents: bool = False,
) -> AgendaItem:
    """Change an item; its openness may still be changed until the minutes are approved.

    Parameters
    ----------
    with_contents : bool
        Whether what is more open under the item is closed with it.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The minutes are approved, or something under the item would be more open than it.
    """
    lock_meeting(item.meeting_id, *BEFORE_CLOSING, State.CLOSED, to="change an item")
    row = change(item, actor=actor, values=values, expected_version=expected_version)
    contents = more_open_than(row, row.openness)
    if contents and not with_contents:
        names = [str(content._meta.verbose_name) for content in contents]
        raise UsageError(f"{contents_conflict(row.openness, names)}.")
    for content in contents:
        change(
            content,
            actor=actor,
            values={"openness": row.openness},
            expected_version=getattr(content, "version", None),
        )
        if isinstance(content, Decision):
            report_decision(actor=actor, decision=content, item_openness=row.openness)
    return row


@transaction.atomic
def move_item(*, actor: User | None, item: AgendaItem, up: bool) -> None:
    """Exchange an item with the one before or after it; at the end of the list, nothing happens.

    Raises
    ------
    UsageError
        The meeting has begun.
    """
    lock_meeting(item.meeting_id, State.PLANNED, to="order its agenda")
    items = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting))
    index = [row.pk for row in items].index(item.pk)
    neighbour = index - 1 if up else index + 1
    if not 0 <= neighbour < len(items):
        return
    items[index], items[neighbour] = items[neighbour], items[index]
    for position, row in enumerate(items, 1):
        if row.position != position:
            row.position = position
            row.save()
    record(area=item.area, actor=actor, verb="move", obj=item, values={"up": up})


@transaction.atomic
def remove_item(*, actor: User | None, item: AgendaItem) -> None:
    """Take an item off the agenda of a planned meeting.

    Raises
    ------
    UsageError
        The meeting has begun, or something hangs on the item.
    """
    lock_meeting(item.meeting_id, State.PLANNED, to="take an item off its agenda")
    if item.papers.exists() or item.proposals.exists():
        raise UsageError(
            "An item with papers or proposals stays on the agenda: its record must not be lost."
        )
    record(area=item.area, actor=actor, verb="remove", obj=item, values={"title": item.title})
    item.delete()


@transaction.atomic
def add_paper(
    *, actor: User | None, item: AgendaItem, title: str, openness: str, file: CheckedFile
) -> Paper:
    """Add a checked document to an item.

    Raises
    ------
    UsageError
        The meeting is closed.
    ValidationError
        The paper would be more open than its item.
    """
    lock_meeting(item.meeting_id, *BEFORE_CLOSING, to="add a paper")
    paper = change(
        Paper(area=item.area, item=item, added_by=actor, added_at=services.now()),
        actor=actor,
        values={
            "title": title,
            "openness": openness,
            "file_name": file.name,
            "media_type": file.media_type,
            "size_bytes": len(file.content),
            "sha256": file.sha256,
        },
    )
    PaperContent(area=item.area, paper=paper, content=file.content).save()
    return paper


@transaction.atomic
def withdraw_paper(*, actor: User | None, paper: Paper, reason: str) -> Paper:
    """Take a paper away from everybody; that it was there stays known."""
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    values = {"withdrawn_at": services.now()}
    return change(row, actor=actor, values=values, verb="withdraw", reason=reason)
