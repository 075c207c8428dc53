"""Pages of likelihood: opened, scored, and shown with its spread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.plans.likelihood.actions import (
    DuplicateScoreError,
    RoundClosedError,
    give_score,
    open_round,
)
from stocktake_web.plans.likelihood.forms import RoundForm, ScoreForm
from stocktake_web.plans.likelihood.models import LikelihoodRound, LikelihoodScore
from stocktake_web.plans.likelihood.queries import is_open, likelihood_round, rounds, scores_for
from stocktake_web.plans.likelihood.spread import Spread
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.plans.rules import rules
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView
from stocktake_web.sorting import Sorting

RECENT_COUNT = 4
"""How many rounds the page shows."""
POINT_COUNT = 4


class LikelihoodView(AreaPageView):
    """Every round, as the reader may see it."""

    permission = "plans.see"
    template_name = "plans/likelihood/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest rounds."""
        viewer = account_of(self.request)
        scores = has_permission(viewer, self.area, "plans.score")
        return super().get_context_data(**kwargs) | {
            "rounds": [
                (round_, is_open(round_), scores_for(self.area, round_, viewer, scores=scores))
                for round_ in rounds(self.area)[:RECENT_COUNT]
            ],
            "sorting": spread_sorting(self.request.GET),
        }


def spread_sorting(query: Mapping[str, Any]) -> Sorting:
    """The order of the questions of a priority, of all tables alike; as asked without a choice."""
    points = {
        f"point-{number}": partial(_count_of_point, number) for number in range(1, POINT_COUNT + 1)
    }
    return Sorting(
        query,
        {"question": lambda spread: spread.question}
        | points
        | {"spread": lambda spread: spread.high - spread.low},
        largest_first=[*points, "spread"],
    )


def _count_of_point(number: int, spread: Spread) -> int:
    return spread.counts[number - 1]


class RoundOpenView(AreaCreateView):
    """Open this quarter's round."""

    permission = "plans.open_round"
    model = LikelihoodRound
    form_class = RoundForm
    template_name = "plans/likelihood/open.html"
    success_view = "plans:likelihood"
    success_message = "The round is open."

    def get_initial(self) -> dict[str, Any]:
        """The last day by the rules."""
        days = timedelta(days=rules().likelihood.open_for_days)
        return {"closes": services.today() + days}

    def perform(self, form: AreaModelForm) -> LikelihoodRound:
        """Open it, unless it is open."""
        return open_round(area=self.area, actor=account_of(self.request), **form.values())


class ScoreView(AreaCreateView):
    """Score one priority, then the next."""

    permission = "plans.score"
    find = staticmethod(likelihood_round)
    model = LikelihoodScore
    form_class = ScoreForm
    template_name = "plans/likelihood/score.html"
    success_view = "plans:likelihood"
    success_message = "Thank you. You have scored every priority."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only a priority of the plan is scored."""
        priorities = {priority.id: priority for priority in plan(self.area).priority}
        if self.kwargs["priority"] not in priorities:
            raise Http404
        self.priority = priorities[self.kwargs["priority"]]
        return super().dispatch(request, *args, **kwargs)

    def perform(self, form: AreaModelForm) -> LikelihoodScore:
        """Take the scores, once."""
        return give_score(
            area=self.area,
            actor=account_of(self.request),
            round_=self.record,
            priority_id=self.priority.id,
            **form.values(),
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the scores and go to the next priority, or say why they were not taken."""
        try:
            return super().form_valid(form)
        except DuplicateScoreError:
            messages.success(self.request, "You had scored it before; your first scores stand.")
        except RoundClosedError:
            messages.success(self.request, "The round is closed; your scores were not taken.")
        return redirect(self.back_url)

    def redirect_with_message(self) -> HttpResponse:
        """Go to the next priority, or to the page of all rounds."""
        priorities = [
            scores.priority.id
            for scores in scores_for(self.area, self.record, account_of(self.request), scores=True)
            if scores.own_score is None
        ]
        if not priorities:
            return super().redirect_with_message()
        messages.success(self.request, f"Taken. {len(priorities)} to go.")
        return redirect(
            "plans:score", area=self.area.slug, round=self.record.pk, priority=priorities[0]
        )
