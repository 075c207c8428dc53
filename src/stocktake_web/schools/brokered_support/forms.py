"""The form of brokered support."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.brokered_support.models import BrokeredSupport


class SupportForm(AreaModelForm):
    """Record support, or rate what it changed."""

    class Meta(AreaModelForm.Meta):
        model = BrokeredSupport
        fields = (
            "objective",
            "supporter",
            "given_by",
            "days",
            "cost_pounds",
            "starts_on",
            "review_on",
            "impact",
            "impact_evidence",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "objective": "What is it for?",
            "supporter": "Who provides it?",
            "given_by": "Their role or organisation, not a name",
            "days": "Days",
            "cost_pounds": "Cost in pounds",
            "starts_on": "First day",
            "review_on": "When will its impact be rated?",
            "impact": "What did it change?",
            "impact_evidence": "What shows it?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "objective": forms.Textarea(attrs={"rows": 3}),
            "impact_evidence": forms.Textarea(attrs={"rows": 3}),
            "supporter": forms.RadioSelect,
            "impact": forms.RadioSelect,
        }
