"""Forms of the draft as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from stocktake_web.forms import Form, VersionedForm
from stocktake_web.plans.rules import rules


class ImportForm(Form):
    """Bring a plan in as the draft."""

    plan = forms.FileField(label="plan.toml", widget=forms.FileInput(attrs={"accept": ".toml"}))
    figures = forms.FileField(
        label="Figures that the plan carries (CSV)",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )

    def clean_plan(self) -> str:
        """The text of the plan."""
        return _read_text(self.cleaned_data["plan"], "plan.toml")

    def clean_figures(self) -> str:
        """The text of the figures."""
        return _read_text(self.cleaned_data["figures"], "The figures")


class DraftTextForm(VersionedForm):
    """The whole draft as text."""

    plan_toml = forms.CharField(
        label="plan.toml", widget=forms.Textarea(attrs={"rows": 30}), strip=False
    )

    def clean_plan_toml(self) -> str:
        """The text with line feeds alone, whatever the browser sends."""
        text: str = self.cleaned_data["plan_toml"]
        return text.replace("\r\n", "\n")


class ReviseForm(VersionedForm):
    """Make a revision of the draft."""

    reason = forms.CharField(
        label="Why is the plan revised?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )


def _read_text(file: UploadedFile[Any] | None, name: str) -> str:
    """The text of an upload.

    Raises
    ------
    ValidationError
        It is too large, or no text.
    """
    if not file:
        return ""
    if (file.size or 0) > rules().upload.largest_bytes:
        raise ValidationError(f"{name} must be smaller than 2 MB")
    try:
        return str(file.read(), "utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(f"{name} must be a text file saved as UTF-8") from None
