"""The form of pupil premium."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.school_years import year_choices

TEXT = forms.Textarea(attrs={"rows": 4})


class PremiumForm(AreaModelForm):
    """Enter a year, or what it changed."""

    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = PupilPremium
        fields = (
            "academic_year",
            "pupil_count",
            "looked_after_count",
            "service_count",
            "allocation_pounds",
            "stated_use",
            "impact",
            "impact_evidence",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "pupil_count": "Pupils who count for it",
            "looked_after_count": "Of these, looked after or previously looked after",
            "service_count": "Service children",
            "allocation_pounds": "Allocation in pounds, as the department published it",
            "stated_use": "What does the school’s statement say that it is for?",
            "impact": "What did it change?",
            "impact_evidence": "What shows it?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "looked_after_count": "They have a rate of their own. Leave empty where nobody "
            "counted them apart.",
            "service_count": "They may be counted above too. Leave empty where nobody counted "
            "them apart.",
        }
        widgets = {"stated_use": TEXT, "impact_evidence": TEXT, "impact": forms.RadioSelect}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]
