"""Gathers what a pack is made of: the plan as it stands, the board's agenda and actions."""

from __future__ import annotations

from datetime import date, datetime

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.boards import plan_view, queries
from stocktake_web.boards.models import Action, Meeting
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.pack import (
    PackAction,
    PackChart,
    PackContent,
    PackLate,
    PackMoney,
    PackPriority,
    PackTarget,
    PackWanted,
    pack_content,
)
from stocktake_web.boards.plan_rows import OpenQuestion
from stocktake_web.formats import LONDON, counted, day
from stocktake_web.gateway import target_cards
from stocktake_web.plans import queries as plans
from stocktake_web.plans.queries import PriorityView
from stocktake_web.plans.work import Work

ASKS = ("decision", "proposal")


def pack_of(area: Area, meeting: Meeting, now: datetime) -> PackContent:
    """The pack of a meeting as things stand now; for an area without a plan, the board's part."""
    as_of = now.astimezone(LONDON).date()
    try:
        views = plans.priorities(area, now)
    except plans.NoPlan:
        views = ()
    items = queries.items(area, meeting)
    wanted = [
        PackWanted(item.priority_key, item.title, item.words)
        for item in items
        if item.kind in ASKS and item.openness != EXEMPT
    ]
    asked = {item.source for item in items}
    wanted += [
        _question(each) for each in plan_view.questions(area) if f"question:{each.id}" not in asked
    ]
    return pack_content(
        place=area.name,
        body=meeting.body.name,
        held_on=meeting.held_on,
        as_of=as_of,
        priorities=[_priority(view) for view in views if view.id],
        targets=_targets(area, views, as_of),
        late=[_late(work) for view in views for work in view.late],
        wanted=wanted,
        actions=_actions(area, meeting, as_of),
        exempt_count=sum(item.openness == EXEMPT for item in items),
    )


def _priority(view: PriorityView) -> PackPriority:
    held = view.money
    money = None
    if held is not None:
        money = PackMoney(
            float(held.committed_pounds), float(held.spent_pounds), float(held.forecast_pounds)
        )
    return PackPriority(view.id, view.title, view.why, view.lead, view.sentence, money)


def _targets(area: Area, views: tuple[PriorityView, ...], as_of: date) -> list[PackTarget]:
    if not views:
        return []
    judged = plans.judgement(area, as_of)
    found = []
    for view in views:
        for each in view.targets:
            card = target_cards.card(judged, each.id)
            facts = {fact.label: fact.text for fact in card.facts}
            figure = facts.get("Figure", card.untold or "no figure")
            if "Rank" in facts:
                figure += f", {facts['Rank']}"
            found.append(
                PackTarget(
                    id=each.id,
                    priority=view.id,
                    title=card.title,
                    status=each.verdict.status,
                    tag=gateway.STATUS_WORDS[each.verdict.status],
                    sentence=card.sentence,
                    figure=figure,
                    asked=facts.get("Asked for", "see what was promised"),
                    due=facts.get("Due", "no year"),
                    local=card.local,
                    chart=_chart(card),
                )
            )
    return found


def _chart(card: target_cards.Card) -> PackChart | None:
    """The first chart of a target, or of its first part that has one."""
    for shown in (each for part in card.family for each in part.figures):
        if shown.chart is not None:
            drawn = target_cards.draw(shown)
            return PackChart(drawn.title, drawn.subtitle, shown.chart.description, str(drawn.svg))
    return None


def _late(work: Work) -> PackLate:
    last = work.last
    said = ""
    if last is not None:
        by = last.by.display_name if last.by else last.by_role
        said = f"{day(last.told_of)}, {by}: {last.words}"
    waits = tuple(
        wait.words + (f" ({counted(wait.delay_days, 'day')} overdue)" if wait.delay_days else "")
        for wait in work.waits
    )
    return PackLate(
        work.priority_id, work.words, work.owner, work.due, work.status.days_late, waits, said
    )


def _question(each: OpenQuestion) -> PackWanted:
    return PackWanted(each.priority, each.words, f"{each.evidence} Open since {day(each.opened)}.")


def _actions(area: Area, meeting: Meeting, as_of: date) -> list[PackAction]:
    return [
        PackAction(
            priority=each.item.priority_key,
            words=each.words,
            owner=each.owner,
            due=each.due,
            state=each.state,
            late=each.state == "open" and each.due < as_of,
            said=_last_said(each),
        )
        for each in queries.since_last_meeting(area, meeting)
        if EXEMPT not in (each.openness, each.item.openness)
    ]


def _last_said(action: Action) -> str:
    updates = list(action.updates.all())
    return f"{day(updates[-1].at)}: {updates[-1].words}" if updates else ""
