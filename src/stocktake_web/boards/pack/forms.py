"""The form of the area's Word template."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from stocktake_web.boards.agenda.papers import CheckedFile
from stocktake_web.boards.fields import CheckedFileField
from stocktake_web.forms import Form
from stocktake_web.word.writer import can_be_template


class TemplateForm(Form):
    """The area's own Word document."""

    file = CheckedFileField(
        endings=(".docx",),
        label="Word document",
        help_text="Its styles, header and footer are used. Up to 10 MB.",
    )

    def clean_file(self) -> CheckedFile:
        """The document, which can be opened: otherwise every pack would fail.

        Raises
        ------
        ValidationError
            It cannot.
        """
        file: CheckedFile = self.cleaned_data["file"]
        if not can_be_template(file.content):
            raise ValidationError("The selected file cannot be opened: save it again in Word")
        return file
