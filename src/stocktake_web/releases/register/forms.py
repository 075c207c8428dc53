"""The form that recalls a release."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import Form

LONGEST_WORDS = 1000


class RecallForm(Form):
    """Why a release is taken back."""

    reason = forms.CharField(
        label="Why it is recalled",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stands with the release for as long as the register is kept. Leave out names "
        "and figures.",
        error_messages={"required": "Enter why it is recalled"},
    )
