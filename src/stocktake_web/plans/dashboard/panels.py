"""The plan's parts of the dashboard, for who may see how the plan is delivered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from stocktake_web.accounts.dashboard.panels import Panel, Reader
from stocktake_web.accounts.memberships.wards import ward_names
from stocktake_web.accounts.models import Area, Role
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.drawings import draw_sparkline
from stocktake_web.plans.dashboard.news import NewsItem, plan_news
from stocktake_web.plans.dashboard.questions import BEHIND, MOST, questions
from stocktake_web.plans.funding.queries import Money, funding_lines
from stocktake_web.plans.likelihood.queries import likelihood_by_priority
from stocktake_web.plans.likelihood.spread import Spread
from stocktake_web.plans.overview.queries import PlanOverview, PriorityView
from stocktake_web.plans.returns.queries import overdue_returns
from stocktake_web.plans.revisions.queries import NoPlan, day_of
from stocktake_web.plans.targets.queries import TargetView
from stocktake_web.services.target_cards import target_sparklines
from stocktake_web.status_bar import StatusBar

MOST_LATE = 6
MOST_NAMED = 2
ASKS_QUESTIONS = frozenset({Role.COUNCILLOR, Role.BOARD_MEMBER, Role.ADVISER})
"""Who is there to ask; those who deliver have their tasks."""


@dataclass(frozen=True)
class PriorityLine:
    """A priority as the dashboard shows it.

    Parameters
    ----------
    worst : tuple of TargetView
        The targets that are furthest from what was promised: those not met before those off
        track, then by the share of the promised level by which they fall short.
    """

    priority: PriorityView
    bar: StatusBar
    worst: tuple[TargetView, ...]

    @classmethod
    def of(cls, priority: PriorityView) -> PriorityLine:
        """The line of a priority."""
        counts = Counter(str(target.verdict.status) for target in priority.targets)
        behind = sorted(
            (target for target in priority.targets if target.verdict.status in BEHIND),
            key=_distance_of,
        )
        return cls(priority, StatusBar.of(counts), tuple(behind[:MOST_NAMED]))

    @property
    def other_targets(self) -> tuple[TargetView, ...]:
        """Its other targets, in the plan's order."""
        worst_ids = {target.id for target in self.worst}
        return tuple(target for target in self.priority.targets if target.id not in worst_ids)


def _distance_of(target: TargetView) -> tuple[int, float]:
    verdict = target.verdict
    share = 0.0
    if verdict.distance is not None and verdict.required:
        share = verdict.distance / abs(verdict.required)
    return BEHIND.index(verdict.status), share


@dataclass(frozen=True)
class LikelihoodLine:
    """What members think of the delivery of a priority."""

    title: str
    spreads: tuple[Spread, ...]


def panels(reader: Reader) -> list[Panel]:
    """Priorities, what is late, money, likelihood, what is new, and questions to ask."""
    area = reader.area
    if not has_permission(reader.user, area, "plans.see"):
        return []
    overview = PlanOverview(area, day_of(reader.moment))
    try:
        priorities = overview.priorities
    except NoPlan:
        return [Panel("plans/dashboard/no_plan.html", {}, order=10)]
    figures = {row.id: row.words for row in overview.judgement.plan.local_indicator}
    late_returns = overdue_returns(area, reader.moment)
    late = sorted(
        (work for work in overview.activities if work.is_late),
        key=lambda work: -work.status.days_late,
    )
    parts = [
        Panel(
            "plans/dashboard/priorities.html",
            {
                "lines": [PriorityLine.of(priority) for priority in priorities],
                "sparklines": _sparklines(overview),
            },
            order=20,
        ),
        Panel(
            "plans/dashboard/late.html",
            {
                "works": late[:MOST_LATE],
                "work_count": len(late),
                "stale_count": sum(work.status.code == "stale" for work in overview.activities),
                "returns": late_returns[:MOST_LATE],
                "return_count": len(late_returns),
                "decision_count": len(overview.decisions),
                "figures": figures,
            },
            order=30,
        ),
        Panel("plans/dashboard/money.html", _money(area, priorities), order=40),
        Panel(
            "plans/dashboard/likelihood.html", {"lines": _likelihood(area, priorities)}, order=50
        ),
        _news(reader, overview),
    ]
    if reader.roles & ASKS_QUESTIONS:
        rows = questions(priorities, late_returns, figures)
        values = {
            "questions": rows[:MOST],
            "more_count": max(len(rows) - MOST, 0),
            "is_councillor": Role.COUNCILLOR in reader.roles,
            "wards": ward_names(reader.memberships),
        }
        parts.append(Panel("plans/dashboard/questions.html", values, order=15))
    return parts


def _sparklines(overview: PlanOverview) -> dict[str, Markup]:
    lines = target_sparklines(overview.judgement)
    return {target_id: draw_sparkline(line) for target_id, line in lines.items()}


def _money(area: Area, priorities: tuple[PriorityView, ...]) -> dict[str, object]:
    lines = list(funding_lines(area))
    return {
        "total": Money.of(lines) if lines else None,
        "priorities": [priority for priority in priorities if priority.id],
    }


def _likelihood(area: Area, priorities: tuple[PriorityView, ...]) -> list[LikelihoodLine]:
    """The spread of each priority in the latest closed round; empty before the first."""
    by_priority = likelihood_by_priority(area)
    return [
        LikelihoodLine(priority.title, by_priority[priority.id])
        for priority in priorities
        if by_priority.get(priority.id)
    ]


def _news(reader: Reader, overview: PlanOverview) -> Panel:
    items: list[NewsItem] = []
    has_more = False
    if reader.since:
        items, has_more = plan_news(reader.area, overview.judgement.plan, reader.since)
    values = {"since": reader.since, "news_items": items, "has_more": has_more}
    return Panel("plans/dashboard/news.html", values, order=60, is_aside=True)
