"""Pages of decisions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.formats import counted
from stocktake_web.plans.decisions.actions import answer_decision, notice_verdicts
from stocktake_web.plans.decisions.forms import DecisionAnswerForm
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.decisions.queries import (
    answered_decisions,
    open_decision,
    open_decisions,
)
from stocktake_web.plans.revisions import queries as revisions
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaListView, AreaUpdateView


class DecisionListView(AreaListView):
    """What a board must decide, and how it answered before."""

    permission = "plans.see"
    model = OpenDecision
    template_name = "plans/decisions/list.html"

    def get_queryset(self) -> Any:
        """Those that wait for an answer."""
        return open_decisions(self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that were answered, and the titles of the targets."""
        plan = revisions.plan(self.area)
        return super().get_context_data(**kwargs) | {
            "answered_decisions": answered_decisions(self.area),
            "titles": {target.id: target.title for target in plan.target},
        }


class DecisionAnswerView(AreaUpdateView):
    """Answer an open decision."""

    permission = "plans.answer_decision"
    find = staticmethod(open_decision)
    model = OpenDecision
    form_class = DecisionAnswerForm
    template_name = "plans/decisions/answer.html"
    success_view = "plans:decisions"
    success_message = "The decision was answered."

    def perform(self, form: AreaModelForm) -> OpenDecision:
        """Answer it, once."""
        return answer_decision(
            area=self.area,
            actor=account_of(self.request),
            decision=self.record,
            answer=form.cleaned_data["answer"],
            text=form.cleaned_data["text"],
            expected_version=form.cleaned_data["version"],
        )


@requires(post="plans.notice")
def notice(request: HttpRequest, area: Area) -> HttpResponse:
    """Look at every verdict for news."""
    count = len(notice_verdicts(area=area, actor=account_of(request)))
    messages.success(
        request, f"{counted(count, 'decision')} opened." if count else "There is no news."
    )
    return redirect("plans:decisions", area=area.slug)
