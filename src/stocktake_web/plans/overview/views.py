"""The plan at a glance, its dated points and how fresh the account of it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import services
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.plans.activities.status import WORDS
from stocktake_web.plans.comments.queries import comment_counts
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.overview.milestones import MILESTONE_KINDS, milestones
from stocktake_web.plans.overview.queries import PlanOverview, freshness
from stocktake_web.plans.revisions.queries import NoPlan
from stocktake_web.plans.targets.queries import target_sparklines
from stocktake_web.records.views import AreaPageView
from stocktake_web.sorting import Sorting


class OverviewView(AreaPageView):
    """Each priority: a sentence, its verdicts, its late activities."""

    permission = "plans.see"
    template_name = "plans/overview/overview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What to do first, where the area has no plan yet."""
        try:
            return super().get(request, *args, **kwargs)
        except NoPlan:
            return render(request, "plans/overview/no_plan.html")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan in force on the day."""
        overview = PlanOverview(self.area, services.today())
        plan = overview.judgement.plan
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "overview": overview,
            "pending_updates": list(pending_updates(self.area)),
            "sparklines": target_sparklines(overview.judgement),
            "comment_counts": comment_counts(self.area, "plans.priority"),
        }


class MilestoneListView(AreaPageView):
    """Every dated point of the plan."""

    permission = "plans.see"
    template_name = "plans/overview/milestones.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the order of days."""
        points = milestones(self.area, services.now())
        counts = Counter(point.kind for point in points)
        by_kind = ChoiceFilter(
            self.request.GET, "kind", MILESTONE_KINDS, counts, all_count=len(points)
        )
        return super().get_context_data(**kwargs) | {
            "milestones": [point for point in points if by_kind.is_shown(point.kind)],
            "by_kind": by_kind,
            "sorting": Sorting(
                self.request.GET,
                {
                    "day": lambda point: point.day,
                    "title": lambda point: point.title,
                    "status": lambda point: (
                        list(WORDS).index(point.work.status.code) if point.work else None
                    ),
                },
            ),
        }


class FreshnessView(AreaPageView):
    """How current and complete the account of the plan is."""

    permission = "plans.see"
    template_name = "plans/overview/freshness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The score and its parts."""
        score = freshness(self.area, services.now())
        return super().get_context_data(**kwargs) | {"freshness": score}
