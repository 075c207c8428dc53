"""The form of a page of the footer."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.public.notices.models import Notice
from stocktake_web.records.forms import VERSION, AreaModelForm

WITHOUT_VERSION = 0
"""What was read was the default: nobody had written a text yet."""


class NoticeForm(AreaModelForm):
    """A place's own text."""

    class Meta(AreaModelForm.Meta):
        model = Notice
        fields = ("text",)
        labels = {"text": "Text of the page"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": (
                "Anyone can read it. An empty line begins a new paragraph, “# ” at the beginning "
                "of a line makes it a heading, “- ” an item of a list. Addresses of pages and "
                "e-mail become links. Leave it empty to show the default."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}  # noqa: RUF012 - Django's own way

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if VERSION in self.fields:
            # Somebody may have written the first text since this form was read without one.
            self.fields[VERSION] = forms.IntegerField(
                widget=forms.HiddenInput, min_value=1, required=False, initial=self.instance.version
            )

    @property
    def expected_version(self) -> int:
        """The version that the person saw."""
        return self.cleaned_data.get(VERSION) or WITHOUT_VERSION
