"""Pages of a school's objectives; they are listed on its page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaUpdateView
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.objectives.forms import ObjectiveForm
from stocktake_web.schools.objectives.models import SchoolObjective
from stocktake_web.schools.subject import find_of_school, find_school


class ObjectiveCreateView(AreaCreateView):
    """Set an objective for a school."""

    permission = "schools.set_levels"
    find = staticmethod(find_school)
    model = SchoolObjective
    form_class = ObjectiveForm
    template_name = "schools/objectives/form.html"
    success_view = "schools:record"
    success_message = "The objective was set."

    def new_row(self) -> SchoolObjective:
        """An objective of the school of the page."""
        return SchoolObjective(area=self.area, school=self.record)

    def perform(self, form: AreaModelForm) -> Any:
        """Set it, where the council may."""
        stance = footing(self.record)
        if not stance.sets_judgements:
            raise ValidationError(f"{stance.reason} No objective is imposed.")
        return super().perform(form)

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}


class ObjectiveUpdateView(AreaUpdateView):
    """Change an objective, or say what became of it."""

    permission = "schools.set_levels"
    find = staticmethod(find_of_school(SchoolObjective))
    model = SchoolObjective
    form_class = ObjectiveForm
    template_name = "schools/objectives/form.html"
    success_view = "schools:record"
    success_message = "The objective was changed."

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.school_urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record.school}
