"""Fields that forms of boards share: openness, and documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.boards.agenda.papers import KINDS, CheckedFile, WrongFileError, check_file
from stocktake_web.boards.openness import OPENNESS_CHOICES, OPENNESS_HINTS, RESTRICTED
from stocktake_web.forms import VersionedForm


def set_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, str]]) -> None:
    """Set the choices of a form's field, where they depend on the place or the meeting."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} has no choices")
    field.choices = list(choices)


class OpennessField(forms.ChoiceField):
    """Open, restricted or exempt; restricted unless somebody says otherwise."""

    def __init__(self, *, hints: dict[str, str] = OPENNESS_HINTS, **kwargs: Any) -> None:
        kwargs = {"choices": OPENNESS_CHOICES, "initial": RESTRICTED} | kwargs
        super().__init__(label="Who may see it", widget=forms.RadioSelect, **kwargs)
        self.hints = hints


class CheckedFileField(forms.FileField):
    """A document of a kind and size that we take."""

    def __init__(self, *, endings: tuple[str, ...] = tuple(KINDS), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.endings = endings
        self.widget.attrs["accept"] = ",".join(endings)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The checked document.

        Raises
        ------
        ValidationError
            It is of another kind, empty or too large.
        """
        if data is not None and data.size == 0:
            raise ValidationError("The selected file is empty")
        upload = super().clean(data, initial)
        if upload is None:
            return None
        try:
            return check_file(upload.name, upload.read(), self.endings)
        except WrongFileError as error:
            raise ValidationError(str(error)) from None


class ReasonForm(VersionedForm):
    """Why something is withdrawn."""

    reason = forms.CharField(max_length=300, label="Why")
