"""Pages of subject strategies."""

from __future__ import annotations

from typing import Any

from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school
from stocktake_web.schools.subject_strategies.forms import ActionForm, EarlyYearsForm
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction
from stocktake_web.schools.subject_strategies.queries import moderations, subject_parts


class StrategyListView(AreaPageView):
    """Every subject this year, and the moderation of early years."""

    permission = "schools.see_all_support"
    template_name = "schools/subject_strategies/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The subjects."""
        return super().get_context_data(**kwargs) | {
            "subjects": subject_parts(self.area),
            "moderations": moderations(self.area),
        }


class ActionCreateView(SchoolRowCreateView):
    """Record an action."""

    model = SubjectAction
    form_class = ActionForm
    template_name = "schools/subject_strategies/action.html"
    success_message = "The action was recorded."
    needs_agreement = True


class ActionUpdateView(SchoolRowUpdateView):
    """Change an action, or say how faithfully it is carried out."""

    find = staticmethod(find_of_school(SubjectAction))
    model = SubjectAction
    form_class = ActionForm
    template_name = "schools/subject_strategies/action.html"
    success_message = "The action was changed."


class EarlyYearsCreateView(SchoolRowCreateView):
    """Record the moderation of a year."""

    model = EarlyYearsModeration
    form_class = EarlyYearsForm
    template_name = "schools/subject_strategies/early_years.html"
    success_message = "The moderation was recorded."


class EarlyYearsUpdateView(SchoolRowUpdateView):
    """Correct the moderation of a year."""

    find = staticmethod(find_of_school(EarlyYearsModeration))
    model = EarlyYearsModeration
    form_class = EarlyYearsForm
    template_name = "schools/subject_strategies/early_years.html"
    success_message = "The moderation was changed."
