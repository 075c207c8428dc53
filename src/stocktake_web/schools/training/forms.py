"""Forms of needs and offers."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.training.models import SchoolNeed, TrainingOffer


class NeedForm(AreaModelForm):
    """Say what a school needs."""

    class Meta(AreaModelForm.Meta):
        model = SchoolNeed
        fields = ("theme", "text", "is_met")
        labels = {  # noqa: RUF012 - Django's own way
            "theme": "What is it about?",
            "text": "What does the school need?",
            "is_met": "It is met",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "theme": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 3}),
        }


class OfferForm(AreaModelForm):
    """Record what is offered, or evaluate it."""

    class Meta(AreaModelForm.Meta):
        model = TrainingOffer
        fields = (
            "title",
            "kind",
            "theme",
            "provider",
            "event_date",
            "cost_pounds",
            "school_count",
            "impact",
            "impact_evidence",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What is it called?",
            "kind": "What is it?",
            "theme": "What is it about?",
            "provider": "Who provides it (a role or an organisation)",
            "event_date": "On which day, or from which day",
            "cost_pounds": "Cost in pounds",
            "school_count": "How many schools came",
            "impact": "What did it change in schools?",
            "impact_evidence": "What shows it?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "impact_evidence": "What schools do differently, not how much people liked it."
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "kind": forms.RadioSelect,
            "impact": forms.RadioSelect,
            "impact_evidence": forms.Textarea(attrs={"rows": 3}),
        }
