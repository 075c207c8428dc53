"""Pages of provision, its rolls and its reviews."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import has_permission
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.small_counts import smallest_shown
from stocktake_web.schools.specialist_provision import queries
from stocktake_web.schools.specialist_provision.forms import ProvisionForm, ReviewForm, RollForm
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    Provision,
    ProvisionReview,
)
from stocktake_web.schools.specialist_provision.registration import registration_question

LATEST_ROLLS = 24


class ProvisionListView(AreaPageView):
    """Every provision, what is overdue first."""

    permission = "schools.see_all_support"
    template_name = "schools/specialist_provision/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The provisions."""
        return super().get_context_data(**kwargs) | {"lines": queries.provision_lines(self.area)}


class ProvisionView(AreaPageView):
    """One provision with its months and reviews."""

    permission = "schools.see_support"
    find = staticmethod(queries.provision)
    template_name = "schools/specialist_provision/provision.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest two years by month, and every review."""
        row: Provision = self.record
        line = queries.line_of(row)
        sees_counts = has_permission(self.request.user, self.area, "schools.see_all_support")
        return super().get_context_data(**kwargs) | {
            "line": line,
            "question": registration_question(row, line.roll) if sees_counts else None,
            "rolls": row.monthlyrolls.all()[:LATEST_ROLLS],
            "reviews": row.provisionreviews.all(),
            "smallest_shown": smallest_shown(self.request.user, self.area),
        }


class ProvisionCreateView(AreaCreateView):
    """Record a provision."""

    permission = "schools.record_support"
    model = Provision
    form_class = ProvisionForm
    template_name = "schools/specialist_provision/form.html"
    success_view = "schools:specialist-provision"
    success_message = "The provision was recorded."


class ProvisionUpdateView(AreaUpdateView):
    """Change a provision."""

    permission = "schools.record_support"
    find = staticmethod(queries.provision)
    model = Provision
    form_class = ProvisionForm
    template_name = "schools/specialist_provision/form.html"
    success_view = "schools:provision"
    success_message = "The provision was changed."

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}


class _PartCreateView(AreaCreateView):
    """Add a month or a review to a provision."""

    permission = "schools.record_support"
    find = staticmethod(queries.provision)
    success_view = "schools:provision"

    def new_row(self) -> Any:
        """A row of the provision of the page."""
        return self.model(area=self.area, provision=self.record)

    def success_parts(self) -> dict[str, Any]:
        """The provision's page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The provision."""
        return super().get_context_data(**kwargs) | {"provision": self.record}


class _PartUpdateView(AreaUpdateView):
    """Change a month or a review."""

    permission = "schools.record_support"
    success_view = "schools:provision"

    def success_parts(self) -> dict[str, Any]:
        """The provision's page."""
        return {"pk": self.record.provision_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The provision."""
        return super().get_context_data(**kwargs) | {"provision": self.record.provision}


class RollCreateView(_PartCreateView):
    """Enter a month."""

    model = MonthlyRoll
    form_class = RollForm
    template_name = "schools/specialist_provision/roll.html"
    success_message = "The month was entered."


class RollUpdateView(_PartUpdateView):
    """Correct a month."""

    find = staticmethod(queries.roll)
    model = MonthlyRoll
    form_class = RollForm
    template_name = "schools/specialist_provision/roll.html"
    success_message = "The month was changed."


class ReviewCreateView(_PartCreateView):
    """Record a review."""

    model = ProvisionReview
    form_class = ReviewForm
    template_name = "schools/specialist_provision/review.html"
    success_message = "The review was recorded."


class ReviewUpdateView(_PartUpdateView):
    """Correct a review."""

    find = staticmethod(queries.review)
    model = ProvisionReview
    form_class = ReviewForm
    template_name = "schools/specialist_provision/review.html"
    success_message = "The review was changed."
