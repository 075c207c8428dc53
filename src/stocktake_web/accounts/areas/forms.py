"""Forms of areas."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from stocktake_web.accounts.areas.models import Area
from stocktake_web.forms import plain_data, say_what_is_missing


class AreaForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a place is called."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Area
        fields = ("name",)
        labels: ClassVar = {"name": "Name of the place"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.data = plain_data(self.data)
        self.initial["version"] = self.instance.version
        say_what_is_missing(self)
