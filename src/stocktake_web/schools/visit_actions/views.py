"""Pages of actions that visits agreed."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.visit_actions.actions import (
    agree_action,
    check_result,
    report_result,
    withdraw_action,
)
from stocktake_web.schools.visit_actions.forms import (
    ActionForm,
    CheckForm,
    ResultForm,
    WithdrawForm,
)
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visit_actions.queries import action, running_actions
from stocktake_web.schools.visits.queries import visit

ON_A_PAGE = 50


class ActionListView(AreaPageView):
    """The open actions of all schools, the late ones first."""

    permission = "schools.list_visits"
    template_name = "schools/visit_actions/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        rows = running_actions(self.area)
        page = Paginator(rows, ON_A_PAGE).get_page(self.request.GET.get("page"))
        late_count = rows.filter(due__lt=services.today()).count()
        return super().get_context_data(**kwargs) | {"page": page, "late_count": late_count}


class ActionCreateView(AreaCreateView):
    """Agree an action."""

    permission = "schools.change_visit"
    find = staticmethod(visit)
    model = VisitAction
    form_class = ActionForm
    template_name = "schools/visit_actions/form.html"
    success_view = "schools:visit"
    success_message = "The action was added."

    def new_row(self) -> VisitAction:
        """An action of the record of the page."""
        return VisitAction(area=self.area, school=self.record.school, visit=self.record)

    def perform(self, form: AreaModelForm) -> VisitAction:
        """Add it."""
        actor = account_of(self.request)
        return agree_action(actor=actor, visit=self.record, values=form.values())

    def success_parts(self) -> dict[str, Any]:
        """The record."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record.school, "action": None}


class _ActionChangeView(AreaUpdateView):
    """A change of an action; the record it belongs to shows what came of it."""

    find = staticmethod(action)
    model = VisitAction
    success_view = "schools:visit"

    def success_parts(self) -> dict[str, Any]:
        """The record."""
        return {"pk": self.record.visit_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The action and its school."""
        return super().get_context_data(**kwargs) | {
            "school": self.record.school,
            "action": self.record,
        }


class ActionUpdateView(_ActionChangeView):
    """Change an action of a draft."""

    permission = "schools.change_visit"
    form_class = ActionForm
    template_name = "schools/visit_actions/form.html"
    success_message = "The action was changed."


class WithdrawView(_ActionChangeView):
    """Take an action out of a draft."""

    permission = "schools.change_visit"
    form_class = WithdrawForm
    template_name = "schools/visit_actions/withdraw.html"
    success_message = "The action was taken out."

    def perform(self, form: AreaModelForm) -> VisitAction:
        """Take it out."""
        return withdraw_action(
            actor=account_of(self.request),
            action=self.object,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        )


class ResultView(_ActionChangeView):
    """Say what became of an action."""

    permission = "schools.report_action"
    form_class = ResultForm
    template_name = "schools/visit_actions/result.html"
    success_message = "What became of it was kept."

    def perform(self, form: AreaModelForm) -> VisitAction:
        """Keep it."""
        return report_result(
            actor=account_of(self.request),
            action=self.object,
            result=form.cleaned_data["result"],
            text=form.cleaned_data["result_text"],
            expected_version=form.cleaned_data["version"],
        )


class CheckView(_ActionChangeView):
    """Say what an officer saw of a result."""

    permission = "schools.check_action"
    form_class = CheckForm
    template_name = "schools/visit_actions/check.html"
    success_message = "What you saw was kept."

    def perform(self, form: AreaModelForm) -> VisitAction:
        """Keep it."""
        return check_result(
            actor=account_of(self.request),
            action=self.object,
            text=form.cleaned_data["check_text"],
            expected_version=form.cleaned_data["version"],
        )
