"""Puts a young person's question on an agenda."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda.actions import add_item
from stocktake_web.boards.agenda.models import AgendaItem, ItemKind
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.queries import next_meeting
from stocktake_web.boards.questions.queries import SOURCE


@transaction.atomic
def ask_question(*, actor: User, body: Body, title: str, description: str) -> AgendaItem:
    """Put a question at the end of a body's next agenda.

    It is as closed as any new item: the secretary decides whether the public reads it.

    Raises
    ------
    ValidationError
        No meeting is planned.
    UsageError
        The meeting was closed in the meantime.
    """
    meeting = next_meeting(body.area, body)
    if meeting is None:
        raise ValidationError("No meeting is planned yet, so there is no agenda to put it on")
    values = {
        "title": title,
        "description": description,
        "kind": ItemKind.OTHER,
        "source": SOURCE,
    }
    return add_item(actor=actor, meeting=meeting, values=values)
