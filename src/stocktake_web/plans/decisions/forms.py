"""The form that answers a decision."""

from __future__ import annotations

from django import forms

from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.records.forms import AreaModelForm


class DecisionAnswerForm(AreaModelForm):
    """Answer an open decision."""

    answer = forms.ChoiceField(
        label="Answer", choices=OpenDecision.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="What was decided, or why it is accepted",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    class Meta(AreaModelForm.Meta):
        model = OpenDecision
        fields = ("answer", "text")
