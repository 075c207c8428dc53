"""The form of who belongs to several places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from stocktake_web.accounts.areas.models import Area
from stocktake_web.forms import Form


class PlaceForm(Form):
    """In which place a person wants to work."""

    place = forms.ChoiceField(
        label="Which place do you want to work in?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select a place",
            "invalid_choice": "Select a place in which you have a role",
        },
    )

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(area.slug, area.name) for area in areas]  # type: ignore[attr-defined]
