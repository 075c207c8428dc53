"""Reads what young people asked a board, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.agreed_actions.models import Action
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.bodies.queries import bodies
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.openness import EXEMPT

SOURCE = "question:youth"
"""The source of an item that is a young person's question; who asked is in the history."""
MOST = 10


@dataclass(frozen=True)
class AskedQuestion:
    """A question on an agenda, with what became of it as far as everybody on the board may read.

    Parameters
    ----------
    was_held : bool
        Whether the meeting is over.
    """

    item: AgendaItem
    was_held: bool
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]


def askable_bodies(area: Area, user: User) -> list[Body]:
    """The bodies to which a person may put a question."""
    return [body for body in bodies(area) if has_permission(user, area, "boards.ask", body)]


def asked_questions(area: Area, on_bodies: Collection[Body]) -> list[AskedQuestion]:
    """The questions put to some bodies, the latest first; nothing that is exempt."""
    items = (
        AgendaItem.objects.filter(area=area, source=SOURCE, meeting__body__in=on_bodies)
        .exclude(openness=EXEMPT)
        .select_related("meeting__body")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.exclude(openness=EXEMPT)),
            Prefetch("actions", Action.objects.exclude(openness=EXEMPT)),
        )
        .order_by("-meeting__meeting_date", "-pk")[:MOST]
    )
    return [
        AskedQuestion(
            item,
            item.meeting.state in (State.CLOSED, State.APPROVED),
            tuple(item.decisions.all()),
            tuple(item.actions.all()),
        )
        for item in items
    ]
