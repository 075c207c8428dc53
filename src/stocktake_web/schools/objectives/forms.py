"""Forms of a school's objectives."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.objectives.models import SchoolObjective


class ObjectiveForm(AreaModelForm):
    """Set an objective, or say what became of it."""

    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = SchoolObjective
        fields = ("aspect", "text", "evidence", "academic_year", "term", "due", "outcome")
        labels = {  # noqa: RUF012 - Django's own way
            "aspect": "In what?",
            "text": "What will be different?",
            "evidence": "What will show it?",
            "term": "Term",
            "due": "By which day?",
            "outcome": "What became of it?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "aspect": forms.RadioSelect,
            "term": forms.RadioSelect,
            "outcome": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
            "evidence": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = int(academic_year_of(services.today())[:4])
        codes = {f"{year}{(year + 1) % 100:02}" for year in (first, first + 1)}
        codes |= {self.instance.academic_year} - {""}
        year: Any = self.fields["academic_year"]
        year.choices = [(code, period_label(code)) for code in sorted(codes)]
