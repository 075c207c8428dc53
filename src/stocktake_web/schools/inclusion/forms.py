"""Forms of inclusion."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.inclusion.models import ExclusionSample, HomeEducation, InclusionWeek
from stocktake_web.schools.school_years import year_choices

TEXT = forms.Textarea(attrs={"rows": 3})


class WeekForm(AreaModelForm):
    """Enter a week of a school."""

    class Meta(AreaModelForm.Meta):
        model = InclusionWeek
        fields = (
            "week",
            "suspension_count",
            "exclusion_count",
            "tried_before_count",
            "tried_before",
            "sixth_day_needed_count",
            "sixth_day_placed_count",
            "governors_review_count",
            "panel_count",
            "managed_move_count",
            "reduced_timetable_count",
            "fair_access_count",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "week": "Any day of the week",
            "suspension_count": "Suspensions",
            "exclusion_count": "Permanent exclusions",
            "tried_before_count": "Of both, those before which something else was tried",
            "tried_before": "What was tried",
            "sixth_day_needed_count": "Pupils due education from the sixth school day",
            "sixth_day_placed_count": "Of these, pupils who had it by then",
            "governors_review_count": "Reviews by governors",
            "panel_count": "Independent review panels",
            "managed_move_count": "Managed moves that began",
            "reduced_timetable_count": "Pupils on a reduced timetable",
            "fair_access_count": "Placements under the fair access protocol",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "week": "Counts only. Names stay in the council’s case system.",
            "tried_before": "Say it without a name, and so that nobody is recognised.",
        }
        widgets = {"tried_before": TEXT}  # noqa: RUF012 - Django's own way


class HomeEducationForm(AreaModelForm):
    """Enter how many left to be educated at home, for one reason."""

    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = HomeEducation
        fields = ("academic_year", "term", "reason", "pupil_count")
        labels = {  # noqa: RUF012 - Django's own way
            "term": "Term",
            "reason": "The main reason that parents gave",
            "pupil_count": "Pupils",
        }
        widgets = {"term": forms.RadioSelect, "reason": forms.RadioSelect}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]


class SampleForm(AreaModelForm):
    """Record that cases were drawn."""

    class Meta(AreaModelForm.Meta):
        model = ExclusionSample
        fields = ("starts_on", "ends_on", "drawn_on", "period_count", "case_count", "method")
        labels = {  # noqa: RUF012 - Django's own way
            "starts_on": "First day of the period",
            "ends_on": "Last day of the period",
            "drawn_on": "When were the cases drawn?",
            "period_count": "Cases of the period",
            "case_count": "Cases drawn",
            "method": "How were they drawn?",
        }
        help_texts = {"method": "By chance, so that anyone can follow it. Name nobody."}  # noqa: RUF012
        widgets = {"method": TEXT}  # noqa: RUF012 - Django's own way


class ReadingForm(Form):
    """What one person found."""

    unnecessary_count = forms.IntegerField(
        label="In how many of the cases was exclusion unnecessary?", min_value=0
    )
    findings = forms.CharField(
        label="What did you find?",
        max_length=3000,
        widget=TEXT,
        help_text="Name no pupil, and nobody of a school.",
    )
