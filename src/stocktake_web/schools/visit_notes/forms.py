"""The form of old notes."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form
from stocktake_web.plans.uploads import check_upload
from stocktake_web.services.visit_notes import ENDINGS


class NotesForm(Form):
    """A sheet."""

    file = forms.FileField(
        label="The filled-in template",
        help_text="A .xlsx or .csv file made from the template. At most 2 MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> Any:
        """The file, if it is of the right kind and size."""
        check_upload(self.cleaned_data["file"], ENDINGS)
        return self.cleaned_data["file"]
