"""The plan at a glance, its dated points and how fresh the account of it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import services
from stocktake_web.plans.comments.queries import comment_counts
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.overview.milestones import milestones
from stocktake_web.plans.overview.queries import PlanOverview, freshness
from stocktake_web.plans.revisions.queries import NoPlan
from stocktake_web.plans.targets.queries import target_sparklines
from stocktake_web.records.views import AreaPageView


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
            "titles": {target.id: target.title for target in plan.target},
            "comment_counts": comment_counts(self.area, "plans.priority"),
        }


class MilestoneListView(AreaPageView):
    """Every dated point of the plan."""

    permission = "plans.see"
    template_name = "plans/overview/milestones.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In the order of days."""
        points = milestones(self.area, services.now())
        return super().get_context_data(**kwargs) | {"milestones": points}


class FreshnessView(AreaPageView):
    """How current and complete the account of the plan is."""

    permission = "plans.see"
    template_name = "plans/overview/freshness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The score and its parts."""
        score = freshness(self.area, services.now())
        return super().get_context_data(**kwargs) | {"freshness": score}
