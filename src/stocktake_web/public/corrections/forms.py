"""Forms of corrections."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import VersionedForm
from stocktake_web.public.corrections.models import Correction
from stocktake_web.records.forms import AreaModelForm


class CorrectionForm(AreaModelForm):
    """What had been said wrongly, since when, and what is so."""

    class Meta(AreaModelForm.Meta):
        model = Correction
        fields = ("subject", "wrong_text", "since", "corrected_text")
        labels = {  # noqa: RUF012 - Django's own way
            "subject": "What was wrong",
            "wrong_text": "What it said",
            "since": "Since when",
            "corrected_text": "What it says now",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "subject": "The page or figure, such as “Persistent absence in 2023/24”.",
            "since": "For example, 31 8 2026",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "wrong_text": forms.Textarea(attrs={"rows": 2}),
            "corrected_text": forms.Textarea(attrs={"rows": 2}),
        }


class WithdrawForm(VersionedForm):
    """Why a correction is withdrawn."""

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=300,
        help_text="Anyone can read this. Do not repeat what was wrong, and name nobody.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
