"""The form that brings in a file of the map."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.forms import Form
from stocktake_web.plans.uploads import check_upload


class ImportForm(Form):
    """One file of the map."""

    file = forms.FileField(
        label="File",
        help_text=(
            "A programme such as reading-mentors.toml, programmes.toml, deliveries.csv, needs.csv "
            "or schools.csv. At most 2 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".toml,.csv"}),
    )
    text = ""

    def clean_file(self) -> object:
        """The file, if it is text of a kind and size that are taken."""
        file = self.cleaned_data["file"]
        check_upload(file, (".toml", ".csv"))
        try:
            self.text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError("The file is not UTF-8: save it as UTF-8") from None
        return file
