"""Pages of advisers' interests."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.interests.forms import EndForm, InterestForm
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.interests.queries import interest, register


class InterestListView(AreaPageView):
    """What every adviser declared."""

    permission = "schools.see_interests"
    template_name = "schools/interests/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By name."""
        return super().get_context_data(**kwargs) | {
            "entries": register(self.area),
            "today": services.today(),
        }


class InterestCreateView(AreaCreateView):
    """Declare an interest, or that there is none."""

    permission = "schools.declare_interest"
    model = AdviserInterest
    form_class = InterestForm
    template_name = "schools/interests/form.html"
    verb = "declare"
    success_view = "schools:interests"
    success_message = "Your declaration was kept."

    def new_row(self) -> AdviserInterest:
        """A declaration of today."""
        today = services.today()
        return AdviserInterest(
            area=self.area,
            owner_user=account_of(self.request),
            declared_on=today,
            confirmed_on=today,
        )


class InterestUpdateView(AreaUpdateView):
    """Confirm an interest of one's own, or end it."""

    permission = "schools.change_interest"
    find = staticmethod(interest)
    model = AdviserInterest
    form_class = EndForm
    template_name = "schools/interests/end.html"
    verb = "confirm"
    success_view = "schools:interests"
    success_message = "The register was changed."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Confirmed today, ended or not."""
        return form.values() | {"confirmed_on": services.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The line."""
        return super().get_context_data(**kwargs) | {"interest": self.record}
