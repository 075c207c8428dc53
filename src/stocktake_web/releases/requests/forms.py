"""The forms of a request: ask, release, send back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator

from stocktake.disclosure import Check
from stocktake.sources import table_problem
from stocktake_web.forms import Form
from stocktake_web.plans.uploads import check_upload

LONGEST_NAME = 50
LONGEST_WORDS = 1000
LARGEST_STRUCTURE_BYTES = 200_000
TABLE_ENDINGS, STRUCTURE_ENDINGS = (".csv", ".parquet"), (".toml",)
NAME = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    "The name must be lower-case letters, digits and hyphens, such as absence-by-ward",
)
IN_THE_RECORD = "It stands in the record, which may be published. Leave out names and figures."


class AskForm(Form):
    """Ask for a table to be released.

    Parameters
    ----------
    policies : sequence of pairs
        Id and title of the rules.
    """

    name = forms.CharField(
        label="Name of the table",
        max_length=LONGEST_NAME,
        validators=[NAME],
        help_text="Lower-case letters, digits and hyphens, such as absence-by-ward. Later versions "
        "of the same table keep the name.",
        error_messages={"required": "Enter a name for the table"},
    )
    table = forms.FileField(
        label="The table, with its true figures",
        help_text="A .csv or .parquet file, one row for each combination, totals included. At most "
        "2 MB. It is kept sealed, and only until it is decided.",
        widget=forms.FileInput(attrs={"accept": ",".join(TABLE_ENDINGS)}),
        error_messages={"required": "Choose the file of the table"},
    )
    structure = forms.FileField(
        label="What adds up to what",
        help_text="The table’s structure, a .toml file.",
        widget=forms.FileInput(attrs={"accept": ",".join(STRUCTURE_ENDINGS)}),
        error_messages={"required": "Choose the file that says what adds up to what"},
    )
    policy = forms.ChoiceField(label="The rules", widget=forms.RadioSelect)
    purpose = forms.CharField(
        label="What it is for",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who decides reads it. Leave out names and figures.",
    )

    def __init__(self, *args: Any, policies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].choices = policies  # type: ignore[attr-defined]

    def clean_table(self) -> tuple[str, bytes]:
        """The file's name and bytes, if it is a table of a size that can be proved."""
        name, content = _read(self.cleaned_data["table"], TABLE_ENDINGS)
        if problem := table_problem(content, name):
            raise ValidationError(f"The table {problem}")
        return name, content

    def clean_structure(self) -> tuple[str, bytes]:
        """The file's name and bytes."""
        name, content = _read(self.cleaned_data["structure"], STRUCTURE_ENDINGS)
        if len(content) > LARGEST_STRUCTURE_BYTES:
            raise ValidationError("The structure must be smaller than 200 KB")
        return name, content


class ApproveForm(Form):
    """Release a table as it was seen: why, and why nevertheless for each check that asks.

    Parameters
    ----------
    checks : sequence of Check
    """

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, checks: Sequence[Check], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in checks:
            if check.needs_reason:
                self.fields[f"{EXCEPTION}{check.id}"] = _reason_field(
                    f"Why it may be released nevertheless: {check.words}"
                )
        self.fields["reason"] = _reason_field("Why it may be released")

    def exceptions(self) -> dict[str, str]:
        """The reasons by the check that asked."""
        return {
            name.removeprefix(EXCEPTION): words
            for name, words in self.cleaned_data.items()
            if name.startswith(EXCEPTION)
        }


EXCEPTION = "nevertheless-"


class RefuseForm(Form):
    """Send a table back."""

    reason = forms.CharField(
        label="What has to change",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who asked reads it: merge small groups, leave out a dimension, plan the tables "
        "together.",
        error_messages={"required": "Enter what has to change"},
    )


def _reason_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=IN_THE_RECORD,
        error_messages={"required": f"Enter a reason: {label[:1].lower()}{label[1:]}"},
    )


def _read(file: UploadedFile[Any], endings: tuple[str, ...]) -> tuple[str, bytes]:
    """A file of the right kind, read into memory: its figures are written nowhere."""
    check_upload(file, endings)
    return str(file.name), file.read()
