"""What an inspected service has until somebody comes back: days, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.models import UpdateKind
from stocktake_web.plans.activities.queries import late_activities
from stocktake_web.plans.recommendations.countdown import countdown
from stocktake_web.plans.recommendations.models import Recommendation, SourceKind
from stocktake_web.plans.revisions.queries import NoPlan
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visits.models import FINAL_STATES


@dataclass(frozen=True)
class Reinspection:
    """The next window of re-inspection, and what stands open until then.

    Parameters
    ----------
    words : str
        Where today stands to the window.
    recommendations : tuple of Recommendation
        Those of the inspection, each with ``action_count`` and ``impact_count`` of its evidence.
    late_activity_count, late_action_count : int
        Activities of the plan, and actions of visits to schools, whose day has passed.
    """

    title: str
    opens: date | None
    closes: date | None
    words: str
    recommendations: tuple[Any, ...]
    late_activity_count: int
    late_action_count: int

    @property
    def without_evidence(self) -> tuple[Any, ...]:
        """The recommendations of which nothing shows that anything was done."""
        return tuple(
            row for row in self.recommendations if not row.action_count and not row.impact_count
        )


def next_reinspection(area: Area, today: date) -> Reinspection | None:
    """The window that closes first of those that are not over; None where there is none."""
    rows = list(
        Recommendation.objects.filter(
            area=area, source_kind=SourceKind.INSPECTION, window_closes__gte=today
        )
        .annotate(
            action_count=Count("evidence", filter=Q(evidence__kind=UpdateKind.ACTION)),
            impact_count=Count("evidence", filter=Q(evidence__kind=UpdateKind.IMPACT)),
        )
        .order_by("window_closes", "source_title", "number", "pk")
    )
    if not rows:
        return None
    first = rows[0]
    return Reinspection(
        title=first.source_title,
        opens=first.window_opens,
        closes=first.window_closes,
        words=countdown(first.window_opens, first.window_closes, today),
        recommendations=tuple(row for row in rows if row.source_title == first.source_title),
        late_activity_count=_late_activity_count(area, today),
        late_action_count=VisitAction.objects.filter(
            area=area, visit__state__in=FINAL_STATES, result=ActionResult.OPEN, due__lt=today
        ).count(),
    )


def _late_activity_count(area: Area, today: date) -> int:
    try:
        return len(late_activities(area, today))
    except NoPlan:
        return 0
