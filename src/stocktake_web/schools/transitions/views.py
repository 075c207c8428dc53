"""Pages of transitions."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.records.views import AreaListView
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school
from stocktake_web.schools.transitions.forms import TransitionForm
from stocktake_web.schools.transitions.models import Transition


class TransitionListView(AreaListView):
    """Every year, the latest first."""

    permission = "schools.see_all_support"
    model = Transition
    template_name = "schools/transitions/list.html"
    context_object_name = "transitions"
    paginate_by = 100

    def get_queryset(self) -> QuerySet[Transition]:
        """With their schools."""
        return super().get_queryset().select_related("area", "school")


class TransitionCreateView(SchoolRowCreateView):
    """Enter a year."""

    model = Transition
    form_class = TransitionForm
    template_name = "schools/transitions/form.html"
    success_message = "The counts were entered."


class TransitionUpdateView(SchoolRowUpdateView):
    """Enter what became known."""

    find = staticmethod(find_of_school(Transition))
    model = Transition
    form_class = TransitionForm
    template_name = "schools/transitions/form.html"
    success_message = "The counts were changed."
