"""Forms of an agenda: items, papers, notes, and the Word template of packs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.boards.forms.fields import CheckedFileField, OpennessField, offer
from stocktake_web.boards.models.meetings import ItemKind
from stocktake_web.boards.pack_word import can_be_template
from stocktake_web.boards.papers import CheckedFile
from stocktake_web.forms import Form, VersionedForm


class ItemForm(Form):
    """An item of an agenda."""

    title = forms.CharField(max_length=200, label="Title")
    kind = forms.ChoiceField(label="What it asks of the meeting", choices=ItemKind.choices)
    words = forms.CharField(
        max_length=4000, label="What the meeting is asked", required=False, widget=forms.Textarea
    )
    priority_key = forms.ChoiceField(label="Priority of the plan", required=False)
    organisation = forms.CharField(
        max_length=160,
        label="Organisation that it is about",
        help_text="Members who declared an interest in it are flagged.",
        required=False,
    )
    about_school = forms.CharField(
        max_length=160,
        label="Named school that it judges",
        help_text="An item that judges a named school is not published, even if it is open.",
        required=False,
    )
    naming_reason = forms.CharField(
        max_length=300,
        label="Why the school may be named in public",
        help_text="Only if it may: for example, the judgement is published already.",
        required=False,
    )
    openness = OpennessField()

    def __init__(
        self, *args: Any, priorities: tuple[tuple[str, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "priority_key", [("", "None in particular"), *priorities])


class ChangeItemForm(ItemForm, VersionedForm):
    """An item as it is."""


class PaperForm(Form):
    """A document for an item."""

    title = forms.CharField(max_length=160, label="Title")
    file = CheckedFileField(label="File", help_text="PDF, Word, Excel or PowerPoint, up to 10 MB.")
    openness = OpennessField()


class NoteForm(VersionedForm):
    """What was said of an item."""

    note = forms.CharField(
        max_length=8000,
        label="What was said",
        help_text="The minutes are drafted from this.",
        required=False,
        widget=forms.Textarea,
    )


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
