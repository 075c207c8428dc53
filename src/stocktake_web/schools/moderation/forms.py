"""Forms of moderation."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import Area
from stocktake_web.forms import Form
from stocktake_web.schools.categories.scheme import category_choices


class SampleForm(Form):
    """How many categories to draw."""

    size = forms.IntegerField(
        label="How many categories are looked at a second time?",
        min_value=1,
        max_value=50,
        initial=5,
        help_text="They are drawn at random from those in force.",
    )


class ReviewForm(Form):
    """What a second officer would set."""

    category = forms.ChoiceField(label="Which category would you set?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices(area)  # type: ignore[attr-defined]
