"""Pages of risks."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.plans import choices
from stocktake_web.plans.comments.queries import comment_counts
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.plans.risks.columns import COLUMNS
from stocktake_web.plans.risks.forms import RiskCloseForm, RiskForm
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.plans.rules import rules
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaCreateView,
    AreaListView,
    AreaUpdateView,
    find_in_area,
)
from stocktake_web.sorting import Sorting


class RiskListView(AreaListView):
    """Open risks, the highest first, with the targets and activities that each threatens."""

    permission = "plans.see"
    model = Risk
    template_name = "plans/risks/list.html"

    def get_queryset(self) -> Any:
        """Open risks of the area."""
        return open_risks(self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The line above which a risk goes on agendas, and the titles of what it threatens."""
        plan = find_plan(self.area)
        return super().get_context_data(**kwargs) | {
            "line": rules().risk.line,
            "columns": COLUMNS,
            "sorting": Sorting(
                self.request.GET,
                {"title": lambda risk: risk.title}
                | {column.key: column.value for column in COLUMNS if column.value},
                largest_first=[column.key for column in COLUMNS],
            ),
            "comment_counts": comment_counts(self.area, "plans.risk"),
            "targets": dict(choices.targets(plan)) if plan else {},
            "activities": dict(choices.activities(plan)) if plan else {},
        }


class RiskCreateView(AreaCreateView):
    """Add a risk."""

    permission = "plans.change_risks"
    model = Risk
    form_class = RiskForm
    template_name = "plans/risks/add.html"
    success_view = "plans:risks"
    success_message = "The risk was added."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Saving a risk counts as having reviewed it."""
        return form.values() | {"reviewed_on": services.today()}


class RiskUpdateView(AreaUpdateView):
    """Change a risk."""

    permission = "plans.change_risks"
    find = staticmethod(find_in_area(Risk))
    model = Risk
    form_class = RiskForm
    template_name = "plans/risks/change.html"
    success_view = "plans:risks"
    success_message = "The risk was changed."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Saving a risk counts as having reviewed it."""
        return form.values() | {"reviewed_on": services.today()}


class RiskCloseView(AreaUpdateView):
    """Close a risk, with a reason."""

    permission = "plans.change_risks"
    find = staticmethod(find_in_area(Risk))
    model = Risk
    form_class = RiskCloseForm
    template_name = "plans/risks/close.html"
    verb = "close"
    success_view = "plans:risks"
    success_message = "The risk was closed."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """The day."""
        return {"closed_on": services.today()}
