"""What forms about boards have in common: openness, documents, people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.accounts.models import User
from stocktake_web.boards.openness import OPENNESS_CHOICES, OPENNESS_HINTS, RESTRICTED
from stocktake_web.boards.papers import KINDS, CheckedFile, WrongFileError, check_file
from stocktake_web.forms import VersionedForm

NOBODY = ("", "Nobody in particular")


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """Set what a form's field offers, where that depends on the place or the meeting."""
    chosen = form.fields[name]
    if not isinstance(chosen, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    chosen.choices = list(choices)


def people_offered(people: dict[int, User]) -> list[tuple[str, str]]:
    """What a choice of an account offers: nobody, then everybody by name."""
    return [NOBODY, *((str(pk), user.display_name) for pk, user in people.items())]


def person_chosen(people: dict[int, User], chosen: str) -> User | None:
    """The account that was chosen."""
    return people[int(chosen)] if chosen else None


class OpennessField(forms.ChoiceField):
    """Open, restricted or exempt; restricted unless somebody says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"choices": OPENNESS_CHOICES, "initial": RESTRICTED} | kwargs
        super().__init__(label="Who may see it", widget=forms.RadioSelect, **kwargs)
        self.hints = OPENNESS_HINTS


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
        given = super().clean(data, initial)
        if given is None:
            return None
        try:
            return check_file(given.name, given.read(), self.endings)
        except WrongFileError as error:
            raise ValidationError(str(error)) from None


class ReasonForm(VersionedForm):
    """Why something is taken back."""

    reason = forms.CharField(max_length=300, label="Why")
