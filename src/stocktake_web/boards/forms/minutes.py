"""Forms of minutes: the draft, and additions after it was approved."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.forms.fields import OpennessField
from stocktake_web.boards.models import MinuteEntry, Minutes
from stocktake_web.forms import Form, VersionedForm


class MinutesForm(VersionedForm):
    """The draft minutes: the opening, and a text for each item."""

    opening = forms.CharField(
        max_length=4000, label="Opening", widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(
        self, *args: Any, minutes: Minutes, entries: list[MinuteEntry], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"opening": minutes.opening, "version": minutes.version}
        super().__init__(*args, **kwargs)
        self.entries = entries
        for number, entry in enumerate(entries, 1):
            self.fields[f"entry-{entry.pk}"] = forms.CharField(
                label=f"{number}. {entry.item.title}",
                max_length=8000,
                required=False,
                initial=entry.words,
                widget=forms.Textarea,
            )

    def words(self) -> dict[int, str]:
        """The words of each entry, by its id."""
        return {entry.pk: self.cleaned_data[f"entry-{entry.pk}"] for entry in self.entries}


class AddendumForm(Form):
    """An addition to approved minutes."""

    words = forms.CharField(max_length=4000, label="Addition", widget=forms.Textarea)
    openness = OpennessField()
