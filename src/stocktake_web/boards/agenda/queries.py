"""Reads agendas, their items and papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.openness import more_open
from stocktake_web.plans.revisions.queries import find_plan

if TYPE_CHECKING:
    from stocktake_web.boards.agreed_actions.models import Action
    from stocktake_web.boards.decisions.models import Decision


def item(area: Area, item: int) -> AgendaItem:
    """One item with its meeting and body."""
    return AgendaItem.objects.select_related("meeting__body").get(area=area, pk=item)


def items(area: Area, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, with papers."""
    papers = Prefetch("papers", Paper.objects.filter(withdrawn_at__isnull=True))
    agenda = list(
        AgendaItem.objects.filter(area=area, meeting=meeting)
        .select_related("meeting__body")
        .prefetch_related(papers)
    )
    for number, row in enumerate(agenda, 1):
        row.number = number
    return agenda


def paper(area: Area, paper: int) -> Paper:
    """One paper that has not been withdrawn, without its bytes."""
    return Paper.objects.select_related("item__meeting__body").get(
        area=area, pk=paper, withdrawn_at__isnull=True
    )


def papers(area: Area, item: AgendaItem) -> QuerySet[Paper]:
    """The papers of an item that were not withdrawn."""
    return item.papers.filter(area=area, withdrawn_at__isnull=True)


def more_open_than(item: AgendaItem, openness: str) -> list[Decision | Action | Paper]:
    """What belongs to an item and is marked more open than something, such as the item."""
    levels = more_open(openness)
    return [
        *item.decisions.filter(openness__in=levels),
        *item.actions.filter(openness__in=levels),
        *item.papers.filter(openness__in=levels, withdrawn_at=None),
    ]


def priority_choices(area: Area) -> list[tuple[str, str]]:
    """Id and title of each priority of the plan in force; none without a plan."""
    plan = find_plan(area)
    return [(priority.id, priority.title) for priority in plan.priority] if plan else []
