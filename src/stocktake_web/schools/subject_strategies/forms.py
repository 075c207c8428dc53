"""Forms of subject strategies."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.school_years import year_choices
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction


class _YearForm(AreaModelForm):
    """Asks for an academic year by its name."""

    academic_year = forms.ChoiceField(label="Academic year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]


class ActionForm(_YearForm):
    """Record an action, or how faithfully it is carried out."""

    class Meta(AreaModelForm.Meta):
        model = SubjectAction
        fields = (
            "subject",
            "academic_year",
            "action",
            "cohort",
            "fidelity",
            "seen_on",
            "evidence",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "subject": "Subject",
            "action": "What does the school do?",
            "cohort": "For which cohort?",
            "fidelity": "How faithfully is it carried out?",
            "seen_on": "When was that seen?",
            "evidence": "What can the cohort do that it could not?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "subject": forms.RadioSelect,
            "fidelity": forms.RadioSelect,
            "action": forms.Textarea(attrs={"rows": 3}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
        }


class EarlyYearsForm(_YearForm):
    """Record the moderation of a year."""

    class Meta(AreaModelForm.Meta):
        model = EarlyYearsModeration
        fields = ("academic_year", "moderated_on", "result", "baseline_use", "findings")
        labels = {  # noqa: RUF012 - Django's own way
            "moderated_on": "On which day?",
            "result": "What was found of the judgements?",
            "baseline_use": "How is the baseline of reception used?",
            "findings": "What was seen, and what happens next?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "result": forms.RadioSelect,
            "baseline_use": forms.RadioSelect,
            "findings": forms.Textarea(attrs={"rows": 4}),
        }
