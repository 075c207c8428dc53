"""Pages of inclusion."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaCreateView, AreaPageView
from stocktake_web.schools.inclusion import queries
from stocktake_web.schools.inclusion.actions import read_sample
from stocktake_web.schools.inclusion.forms import (
    HomeEducationForm,
    ReadingForm,
    SampleForm,
    WeekForm,
)
from stocktake_web.schools.inclusion.models import ExclusionSample, HomeEducation, InclusionWeek
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.specialist_provision.registration import place_due
from stocktake_web.schools.subject import find_of_school


class InclusionView(AreaPageView):
    """The counts of the year, the latest weeks, and the samples."""

    permission = "schools.see_all_support"
    template_name = "schools/inclusion/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sums by school and week, reasons for home education, and samples."""
        return super().get_context_data(**kwargs) | {
            "place": place_due(self.area, services.today()),
            "schools": queries.school_sums(self.area),
            "weeks": queries.week_sums(self.area),
            "reasons": queries.home_education_sums(self.area),
            "samples": queries.sample_views(self.area, account_of(self.request)),
        }


class WeekCreateView(SchoolRowCreateView):
    """Enter a week."""

    model = InclusionWeek
    form_class = WeekForm
    template_name = "schools/inclusion/week.html"
    success_message = "The week was entered."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """From which day a place is due."""
        place = place_due(self.area, services.today(), self.record)
        return super().get_context_data(**kwargs) | {"place": place}


class WeekUpdateView(SchoolRowUpdateView):
    """Correct a week."""

    find = staticmethod(find_of_school(InclusionWeek))
    model = InclusionWeek
    form_class = WeekForm
    template_name = "schools/inclusion/week.html"
    success_message = "The week was changed."


class HomeEducationCreateView(SchoolRowCreateView):
    """Enter a reason with its count."""

    model = HomeEducation
    form_class = HomeEducationForm
    template_name = "schools/inclusion/home_education.html"
    success_message = "The count was entered."


class HomeEducationUpdateView(SchoolRowUpdateView):
    """Correct a count."""

    find = staticmethod(find_of_school(HomeEducation))
    model = HomeEducation
    form_class = HomeEducationForm
    template_name = "schools/inclusion/home_education.html"
    success_message = "The count was changed."


class SampleCreateView(AreaCreateView):
    """Record a sample."""

    permission = "schools.record_support"
    model = ExclusionSample
    form_class = SampleForm
    template_name = "schools/inclusion/sample.html"
    success_view = "schools:inclusion"
    success_message = "The sample was recorded."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Who recorded it, and when."""
        return super().values(form) | {"by": account_of(self.request), "at": services.now()}


class SampleReadView(AreaActionView):
    """Say what one found, without seeing what the other found."""

    permission = "schools.record_support"
    find = staticmethod(queries.exclusion_sample)
    form_class = ReadingForm
    template_name = "schools/inclusion/reading.html"
    success_view = "schools:inclusion"
    success_message = "Your review was kept."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sample."""
        return super().get_context_data(**kwargs) | {"sample": self.record}

    def perform(self, form: ReadingForm) -> None:
        """Keep it."""
        read_sample(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            sample=self.record,
            **form.cleaned_data,
        )
