"""Pages of governance."""

from __future__ import annotations

from typing import Any

from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView, find_in_area
from stocktake_web.schools.governance import queries
from stocktake_web.schools.governance.forms import CouncillorForm, GovernorTrainingForm, SeatsForm
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
)
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school


class GovernanceView(AreaPageView):
    """Vacancies, training and councillors."""

    permission = "schools.see_all_support"
    template_name = "schools/governance/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each part."""
        training = queries.governor_training(self.area)
        return super().get_context_data(**kwargs) | {
            "lines": queries.governance_lines(self.area),
            "training": training,
            "phases": queries.phase_sums(training),
            "councillors": queries.serving_councillors(self.area),
        }


class SeatsCreateView(SchoolRowCreateView):
    """Enter the seats of a governing body."""

    model = GovernanceReturn
    form_class = SeatsForm
    template_name = "schools/governance/seats.html"
    success_message = "The seats were entered."
    needs_agreement = True


class SeatsUpdateView(SchoolRowUpdateView):
    """Correct the seats."""

    find = staticmethod(find_of_school(GovernanceReturn))
    model = GovernanceReturn
    form_class = SeatsForm
    template_name = "schools/governance/seats.html"
    success_message = "The seats were changed."


class GovernorTrainingCreateView(AreaCreateView):
    """Record training."""

    permission = "schools.record_support"
    model = GovernorTraining
    form_class = GovernorTrainingForm
    template_name = "schools/governance/training.html"
    success_view = "schools:governance"
    success_message = "The training was recorded."


class GovernorTrainingUpdateView(AreaUpdateView):
    """Change training, or evaluate it."""

    permission = "schools.record_support"
    find = staticmethod(find_in_area(GovernorTraining))
    model = GovernorTraining
    form_class = GovernorTrainingForm
    template_name = "schools/governance/training.html"
    success_view = "schools:governance"
    success_message = "The training was changed."


class CouncillorCreateView(SchoolRowCreateView):
    """Record a councillor who is a governor."""

    model = CouncillorGovernor
    form_class = CouncillorForm
    template_name = "schools/governance/councillor.html"
    success_view = "schools:governance"
    success_message = "The councillor was recorded."

    def success_parts(self) -> dict[str, Any]:
        """The list: the school's people do not read of it."""
        return {}


class CouncillorUpdateView(SchoolRowUpdateView):
    """Change it, or record a briefing."""

    find = staticmethod(find_of_school(CouncillorGovernor))
    model = CouncillorGovernor
    form_class = CouncillorForm
    template_name = "schools/governance/councillor.html"
    success_view = "schools:governance"
    success_message = "The councillor’s entry was changed."

    def success_parts(self) -> dict[str, Any]:
        """The list."""
        return {}
