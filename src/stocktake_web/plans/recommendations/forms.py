"""Forms of recommendations."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.plans.recommendations.models import Recommendation, RecommendationEvidence
from stocktake_web.records.forms import AreaModelForm

MOST_NUMBER = 999


class RecommendationForm(AreaModelForm):
    """Add a recommendation."""

    number = forms.IntegerField(label="Its number there", min_value=1, max_value=MOST_NUMBER)

    class Meta(AreaModelForm.Meta):
        model = Recommendation
        fields = (
            "source_kind",
            "source_title",
            "published",
            "number",
            "text",
            "window_opens",
            "window_closes",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "source_kind": "Where does it come from?",
            "source_title": "Title of the letter or report",
            "published": "Date of the letter or report",
            "text": "What is recommended",
            "window_opens": "Re-inspection window opens",
            "window_closes": "Re-inspection window closes",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "source_kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    def clean(self) -> dict[str, Any]:
        """The window must be in order."""
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("window_opens"), values.get("window_closes")
        if opens and closes and closes < opens:
            self.add_error("window_closes", "The window must close on or after the day it opens")
        return values


class ProgressForm(AreaModelForm):
    """Say who owns a recommendation, what is done, and how far it has come."""

    class Meta(AreaModelForm.Meta):
        model = Recommendation
        fields = ("owner_user", "owner_role", "actions", "state")
        labels = {  # noqa: RUF012 - Django's own way
            "owner_user": "Owner with an account",
            "owner_role": "Owner's role",
            "actions": "What is done",
            "state": "How far has it come?",
        }
        help_texts = {"actions": "One action on each line."}  # noqa: RUF012 - Django's own way
        widgets = {  # noqa: RUF012 - Django's own way
            "actions": forms.Textarea(attrs={"rows": 4}),
            "state": forms.RadioSelect,
        }


class EvidenceForm(AreaModelForm):
    """Add evidence."""

    class Meta(AreaModelForm.Meta):
        model = RecommendationEvidence
        fields = ("kind", "text")
        labels = {  # noqa: RUF012 - Django's own way
            "kind": "What is this evidence of?",
            "text": "What shows it?",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4}),
        }
