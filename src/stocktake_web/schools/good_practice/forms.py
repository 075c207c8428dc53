"""The form of good practice."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.good_practice.models import GoodPractice


class PracticeForm(AreaModelForm):
    """Describe a practice, or pass it on."""

    class Meta(AreaModelForm.Meta):
        model = GoodPractice
        fields = (
            "title",
            "theme",
            "text",
            "evidence",
            "is_agreed",
            "passed_on_on",
            "passed_on_to",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What is it called?",
            "theme": "What is it about?",
            "text": "What does the school do?",
            "evidence": "What shows that it works?",
            "is_agreed": "The school agrees that people of other schools read it",
            "passed_on_on": "From when do they read it, if they do",
            "passed_on_to": "To whom was it passed on, and how",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "text": forms.Textarea(attrs={"rows": 5}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
            "passed_on_to": forms.Textarea(attrs={"rows": 2}),
        }
