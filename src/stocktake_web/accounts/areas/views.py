"""The page that changes what an area is called."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.views.generic import UpdateView

from stocktake_web.accounts.areas.actions import change_area
from stocktake_web.accounts.areas.forms import AreaForm
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.permissions import account_of
from stocktake_web.accounts.permissions.views import ActionMixin


class AreaNameView(ActionMixin, UpdateView):  # type: ignore[type-arg]
    """Change what the place is called."""

    permission = "area.change"
    model = Area
    form_class = AreaForm
    template_name = "accounts/areas/change.html"
    success_view = "people:everyone"
    success_message = "The name is changed."

    def get_object(self, queryset: Any = None) -> Area:
        """A copy of the area: the page around the form keeps the stored name."""
        return copy(self.area)

    def perform(self, form: AreaForm) -> None:
        """Change the name."""
        change_area(
            area=self.area,
            actor=account_of(self.request),
            name=form.cleaned_data["name"],
            expected_version=form.cleaned_data["version"],
        )
