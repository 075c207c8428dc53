"""Forms of revisions."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import Form


class PublishForm(Form):
    """Publish a revision."""

    reason = forms.CharField(
        label="Why is it published now?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
