"""Pages of what activities depend on."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.plans.activities.queries import activity
from stocktake_web.plans.dependencies.forms import DependencyForm, DependencySettleForm
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.records.views import AreaCreateView, AreaUpdateView, find_in_area


class DependencyCreateView(AreaCreateView):
    """Record what an activity depends on."""

    permission = "plans.assign"
    find = staticmethod(activity)
    model = Dependency
    form_class = DependencyForm
    template_name = "plans/dependencies/add.html"
    verb = "wait"
    success_view = "plans:activity"
    success_message = "What it waits on was recorded."

    def new_row(self) -> Dependency:
        """A dependency of the activity."""
        return Dependency(area=self.area, activity_id=self.record.id)

    def success_parts(self) -> dict[str, Any]:
        """The activity."""
        return {"activity": self.record.id}


class DependencySettleView(AreaUpdateView):
    """Record that what was waited on came."""

    permission = "plans.assign"
    find = staticmethod(find_in_area(Dependency))
    model = Dependency
    form_class = DependencySettleForm
    template_name = "plans/dependencies/settle.html"
    verb = "settle"
    success_view = "plans:activity"
    success_message = "It no longer waits on that."

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"settled_on": services.today()}

    def success_parts(self) -> dict[str, Any]:
        """Its activity."""
        return {"activity": self.record.activity_id}
