"""Forms of risks and money."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import Area
from stocktake_web.forms import Form
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.forms import choices
from stocktake_web.plans.models.resources import LEVELS


class RiskForm(Form):
    """A risk; a new one has version 0."""

    words = forms.CharField(label="What could happen?", max_length=300)
    likelihood = forms.TypedChoiceField(
        label="How likely is it?", choices=LEVELS, coerce=int, widget=forms.RadioSelect
    )
    impact = forms.TypedChoiceField(
        label="How much would it harm the plan?",
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    response = forms.CharField(
        label="What is done about it?",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    owner_user = choices.PersonField(label="Owner with an account")
    owner_role = forms.CharField(label="Owner's role", required=False, max_length=120)
    target_ids = forms.MultipleChoiceField(
        label="Targets that it threatens", required=False, widget=forms.CheckboxSelectMultiple
    )
    activity_ids = forms.MultipleChoiceField(
        label="Activities that it threatens", required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, area: Area, plan: plan_texts.Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "owner_user": choices.people(area),
            "target_ids": choices.targets(plan),
            "activity_ids": choices.activities(plan),
        }
        for name, listed in offered.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]


class CloseForm(Form):
    """Close a risk."""

    reason = forms.CharField(label="Why is it closed?", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class FundingForm(Form):
    """A line of money; a new one has version 0."""

    activity_id = forms.ChoiceField(label="Activity")
    source = forms.CharField(label="Where the money comes from", max_length=200)
    committed_pounds = forms.DecimalField(
        label="Committed, in pounds", min_value=0, max_digits=12, decimal_places=2
    )
    spent_pounds = forms.DecimalField(
        label="Spent so far, in pounds", min_value=0, max_digits=12, decimal_places=2
    )
    forecast_pounds = forms.DecimalField(
        label="Forecast in all, in pounds", min_value=0, max_digits=12, decimal_places=2
    )
    note = forms.CharField(label="Note", required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, plan: plan_texts.Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity_id"].choices = choices.activities(plan)  # type: ignore[attr-defined]
