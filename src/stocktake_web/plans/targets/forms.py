"""The form that rates a target."""

from __future__ import annotations

from django import forms

from stocktake_web.plans.targets.models import TargetRating
from stocktake_web.records.forms import AreaModelForm


class RatingForm(AreaModelForm):
    """Rate a target."""

    class Meta(AreaModelForm.Meta):
        model = TargetRating
        fields = ("rating", "reason")
        labels = {"rating": "Your rating", "reason": "Reason"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "reason": "What do you know that the figures do not show?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "rating": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 4}),
        }
