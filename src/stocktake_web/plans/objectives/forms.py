"""Forms of interim objectives."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.plans import choices
from stocktake_web.plans.objectives.models import InterimObjective
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.forms import AreaModelForm

MET = (("", "Not known yet"), ("True", "Yes"), ("False", "No"))


class ObjectiveForm(AreaModelForm):
    """Set an interim objective, for one of the targets of the area's plan or for none."""

    target_id = forms.ChoiceField(label="Target that it leads to", required=False)
    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = InterimObjective
        fields = ("title", "aspect", "academic_year", "term", "due", "target_id")
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What should be so by the end of the term?",
            "aspect": "In what?",
            "term": "Term",
            "due": "Day by which it should be so",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "aspect": forms.RadioSelect,
            "term": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = plan(self.area)
        targets = [("", "No one target"), *choices.targets(present)]
        self.fields["target_id"].choices = targets  # type: ignore[attr-defined]
        years = choices.academic_years(present, services.today())
        self.fields["academic_year"].choices = [("", "Choose a year"), *years]  # type: ignore[attr-defined]


class ObjectiveMetForm(AreaModelForm):
    """Say whether an interim objective was met."""

    met = forms.TypedChoiceField(
        label="Was it met?",
        choices=MET,
        required=False,
        coerce=lambda value: value == "True",
        empty_value=None,
    )

    class Meta(AreaModelForm.Meta):
        model = InterimObjective
        fields = ("met", "evidence")
        labels = {"evidence": "What shows it?"}  # noqa: RUF012 - Django's own way
        widgets = {  # noqa: RUF012 - Django's own way
            "evidence": forms.Textarea(attrs={"rows": 4}),
        }
