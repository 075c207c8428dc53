"""Gathers what a pack is made of: the plan as it is now, the board's agenda and actions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import prefetch_related_objects

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.models import AgendaItem, ItemKind
from stocktake_web.boards.agenda.queries import items
from stocktake_web.boards.agreed_actions.queries import actions_since_last_meeting
from stocktake_web.boards.decisions.questions import PREFIX
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.openness import EXEMPT, readable
from stocktake_web.boards.pack.content import PackContent, WantedDecision, pack_content
from stocktake_web.boards.pack.models import PackTemplate
from stocktake_web.boards.proposals.models import Outcome
from stocktake_web.formats import LONDON, day
from stocktake_web.plans.decisions.questions import open_questions
from stocktake_web.plans.overview import queries as overview_queries
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.risks.queries import risks_above_line
from stocktake_web.services import target_cards

WANTED_KINDS = (ItemKind.DECISION, ItemKind.PROPOSAL)


def pack_of(area: Area, meeting: Meeting, moment: datetime) -> PackContent:
    """The pack of a meeting as things are now; for an area without a plan, the board's part."""
    as_of = moment.astimezone(LONDON).date()
    try:
        priorities = overview_queries.priorities(area, moment)
    except revision_queries.NoPlan:
        priorities = ()
    judgement = revision_queries.judgement(area, as_of) if priorities else None
    agenda = items(area, meeting)
    prefetch_related_objects(agenda, "decisions", "proposals")
    return pack_content(
        place=area.name,
        body=meeting.body.name,
        meeting_date=meeting.meeting_date,
        as_of=as_of,
        priorities=priorities,
        cards={
            target.id: target_cards.target_card(judgement, target.id)
            for priority in priorities
            for target in priority.targets
            if judgement is not None
        },
        wanted_decisions=wanted_decisions(area, agenda),
        actions=readable(actions_since_last_meeting(area, meeting), exempt=False),
        risks=risks_above_line(area),
        exempt_count=sum(item.openness == EXEMPT for item in agenda),
    )


def wanted_decisions(area: Area, agenda: list[AgendaItem]) -> list[WantedDecision]:
    """What the plan waits for, as its own page counts it, then what only the agenda asks.

    A question of the plan is wanted until it is answered, wherever it is on the agenda: an exempt
    item says no more than the plan does, and no item asks what was answered elsewhere.
    """
    return [
        WantedDecision(
            question.priority_id,
            question.title,
            f"{question.evidence} Open since {day(question.opened_date)}.",
            is_of_plan=True,
        )
        for question in open_questions(area)
    ] + [
        WantedDecision(item.priority_key, item.title, item.description)
        for item in agenda
        if item.kind in WANTED_KINDS
        and item.openness != EXEMPT
        and not item.source.startswith(PREFIX)
        and not _is_settled(item)
    ]


def _is_settled(item: AgendaItem) -> bool:
    """Whether the meeting has answered what an item asked."""
    proposals = [proposal.outcome for proposal in item.proposals.all()]
    return bool(item.decisions.all()) or (bool(proposals) and Outcome.OPEN not in proposals)


def find_template(area: Area) -> PackTemplate | None:
    """The area's own Word template; None where it has none."""
    return PackTemplate.objects.filter(area=area).first()
