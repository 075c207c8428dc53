"""Forms of risks."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.plans import choices
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.forms import AreaModelForm


class RiskForm(AreaModelForm):
    """A risk, with the targets and activities of the area's plan to choose from."""

    target_ids = forms.MultipleChoiceField(
        label="Targets that it threatens", required=False, widget=forms.CheckboxSelectMultiple
    )
    activity_ids = forms.MultipleChoiceField(
        label="Activities that it threatens", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta(AreaModelForm.Meta):
        model = Risk
        fields = (
            "title",
            "likelihood",
            "impact",
            "response",
            "owner_user",
            "owner_role",
            "target_ids",
            "activity_ids",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What could happen?",
            "likelihood": "How likely is it?",
            "impact": "How much would it harm the plan?",
            "response": "What is done about it?",
            "owner_user": "Owner with an account",
            "owner_role": "Owner's role",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "likelihood": forms.RadioSelect,
            "impact": forms.RadioSelect,
            "response": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area_plan = plan(self.area)
        self.fields["target_ids"].choices = choices.targets(area_plan)  # type: ignore[attr-defined]
        self.fields["activity_ids"].choices = choices.activities(area_plan)  # type: ignore[attr-defined]


class RiskCloseForm(AreaModelForm):
    """Why a risk is closed."""

    reason = forms.CharField(label="Why is it closed?", max_length=300)

    class Meta(AreaModelForm.Meta):
        model = Risk
        fields = ()
