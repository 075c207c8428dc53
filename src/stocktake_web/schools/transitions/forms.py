"""The form of transitions."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.school_years import year_choices
from stocktake_web.schools.transitions.models import Transition


class TransitionForm(AreaModelForm):
    """Enter a year, and what became known since."""

    academic_year = forms.ChoiceField(label="Academic year in which they arrive")

    class Meta(AreaModelForm.Meta):
        model = Transition
        fields = (
            "stage",
            "academic_year",
            "pupil_count",
            "information_count",
            "offer_count",
            "enrolled_count",
            "january_count",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "stage": "Between which years?",
            "pupil_count": "Pupils who leave",
            "information_count": "Pupils of whom information was passed on",
            "offer_count": "Pupils with an offer",
            "enrolled_count": "Pupils who enrolled",
            "january_count": "Pupils still there in January",
        }
        help_texts = {"pupil_count": "Counts only. Leave empty what is not known yet."}  # noqa: RUF012
        widgets = {"stage": forms.RadioSelect}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]
