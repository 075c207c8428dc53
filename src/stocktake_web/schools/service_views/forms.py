"""Forms of the yearly view of the service."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.school_years import year_choices
from stocktake_web.schools.service_views.models import Option, Question, ServiceViewRound


class RoundForm(AreaModelForm):
    """Ask heads and governors."""

    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = ServiceViewRound
        fields = ("academic_year", "closes_on")
        labels = {"closes_on": "Last day to answer"}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]


class PublishForm(AreaModelForm):
    """Publish what the round came to."""

    class Meta(AreaModelForm.Meta):
        model = ServiceViewRound
        fields = ()


class AnswerForm(Form):
    """Every question with the same options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Question:
            self.fields[question.value] = forms.ChoiceField(
                label=question.label, choices=Option.choices, widget=forms.RadioSelect
            )
