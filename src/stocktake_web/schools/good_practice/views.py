"""Pages of good practice."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web import services
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.records.views import AreaListView
from stocktake_web.schools.good_practice.forms import PracticeForm
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school


class PracticeListView(AreaListView):
    """What was passed on; officers also read what was not yet."""

    permission = "schools.see_practice"
    model = GoodPractice
    template_name = "schools/good_practice/list.html"
    context_object_name = "practices"

    def get_queryset(self) -> QuerySet[GoodPractice]:
        """Those that the reader may read."""
        rows = super().get_queryset().select_related("school")
        if has_permission(self.request.user, self.area, "schools.see_all_support"):
            return rows
        return rows.filter(passed_on_on__lte=services.today())


class PracticeCreateView(SchoolRowCreateView):
    """Describe a practice of a school."""

    model = GoodPractice
    form_class = PracticeForm
    template_name = "schools/good_practice/form.html"
    success_message = "The practice was recorded."


class PracticeUpdateView(SchoolRowUpdateView):
    """Change a practice, or pass it on."""

    find = staticmethod(find_of_school(GoodPractice))
    model = GoodPractice
    form_class = PracticeForm
    template_name = "schools/good_practice/form.html"
    success_message = "The practice was changed."
