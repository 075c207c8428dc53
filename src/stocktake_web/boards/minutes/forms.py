"""Forms of minutes: the draft, and additions after it was approved."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.fields import OpennessField
from stocktake_web.boards.minutes.models import Minutes
from stocktake_web.forms import Form, VersionedForm


class MinutesForm(VersionedForm):
    """The draft minutes: the opening, and a text for each item."""

    opening = forms.CharField(
        max_length=4000, label="Opening", widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        kwargs["initial"] = {"opening": minutes.opening, "version": minutes.version}
        super().__init__(*args, **kwargs)
        self.entries = list(minutes.entries.select_related("item"))
        for number, entry in enumerate(self.entries, 1):
            self.fields[f"entry-{entry.pk}"] = forms.CharField(
                label=f"{number}. {entry.item.title}",
                max_length=8000,
                required=False,
                initial=entry.text,
                widget=forms.Textarea,
            )

    def texts(self) -> dict[int, str]:
        """The text of each entry, by its id."""
        return {entry.pk: self.cleaned_data[f"entry-{entry.pk}"] for entry in self.entries}


class AddendumForm(Form):
    """An addition to approved minutes."""

    text = forms.CharField(max_length=4000, label="Addition", widget=forms.Textarea)
    openness = OpennessField()
