"""Forms of the exchange with Excel."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form
from stocktake_web.plans.sheets.models import SheetImport
from stocktake_web.plans.uploads import check_upload
from stocktake_web.records.forms import AreaModelForm


class WorkbookForm(Form):
    """Send the workbook back."""

    file = forms.FileField(
        label="The filled-in workbook", widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )

    def clean_file(self) -> Any:
        """The file, if it is a workbook of a size that is taken."""
        check_upload(self.cleaned_data["file"], (".xlsx",))
        return self.cleaned_data["file"]


class TakeForm(AreaModelForm):
    """The buttons: they carry what the person saw, and which of them was pressed."""

    take = forms.ChoiceField(
        choices=[("good", ""), ("none", "")],
        widget=forms.HiddenInput,
        error_messages={"required": "Choose whether to take the good rows or none"},
    )
    digest = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta(AreaModelForm.Meta):
        model = SheetImport
        fields = ()
