"""Pages of interim objectives; they are listed with the targets."""

from __future__ import annotations

from typing import Any

from stocktake_web.plans.objectives.forms import ObjectiveForm, ObjectiveMetForm
from stocktake_web.plans.objectives.models import InterimObjective
from stocktake_web.records.views import AreaCreateView, AreaUpdateView, find_in_area


class ObjectiveCreateView(AreaCreateView):
    """Set an interim objective, for the target that the address may name."""

    permission = "plans.set_objectives"
    model = InterimObjective
    form_class = ObjectiveForm
    template_name = "plans/objectives/add.html"
    success_view = "plans:targets"
    success_message = "The interim objective was set."

    def get_initial(self) -> dict[str, Any]:
        """The target."""
        return {"target_id": self.request.GET.get("target", "")}


class ObjectiveUpdateView(AreaUpdateView):
    """Say whether an interim objective was met."""

    permission = "plans.set_objectives"
    find = staticmethod(find_in_area(InterimObjective))
    model = InterimObjective
    form_class = ObjectiveMetForm
    template_name = "plans/objectives/change.html"
    success_view = "plans:targets"
    success_message = "The interim objective was changed."
