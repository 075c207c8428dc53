"""Forms and fields as GOV.UK asks: a date in three boxes, errors that say what to enter."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

_PLAIN_REQUIRED = forms.Field.default_error_messages["required"]
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""A day is counted on from: months and years later there must still be a day."""
NOT_TEXT = frozenset({"Cc", "Cs"})
NO_CHARACTERS = frozenset("\ufffe\uffff")
"""Control characters, halves of characters, and two that Unicode keeps from ever being one."""
DATE_PARTS = (("day", 2), ("month", 2), ("year", 4))


class DateParts(forms.MultiWidget):
    """Three boxes for day, month and year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]]
        boxes = {part: forms.TextInput for part, _ in DATE_PARTS}
        super().__init__(boxes, attrs)

    def decompress(self, value: date | None) -> list[str | int | None]:
        """The parts of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A date, asked for as GOV.UK asks: day, month, year."""

    widget = DateParts

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        parts = tuple(forms.CharField(required=False, max_length=9) for _ in DATE_PARTS)
        super().__init__(parts, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        """The date that the parts make.

        Raises
        ------
        ValidationError
            A part is missing, or there is no such day.
        """
        texts = [str(part or "").strip() for part in data_list or []]
        if not any(texts):
            return None
        absent = [part for (part, _), text in zip(DATE_PARTS, texts, strict=True) if not text]
        if absent:
            raise ValidationError(f"{self._name()} must include a {' and a '.join(absent)}")
        try:
            day, month, year = (int(text) for text in texts)
            value = date(year, month, day)
        except ValueError:
            raise ValidationError(f"{self._name()} must be a real date") from None
        if year < FIRST_YEAR:
            raise ValidationError(f"{self._name()} must include a year of 4 digits, such as 2026")
        if year > LAST_YEAR:
            raise ValidationError(f"{self._name()} must be in the year {LAST_YEAR} or before")
        return value

    def _name(self) -> str:
        return str(self.label or "Date")


def plain_text(text: str) -> str:
    r"""A text as it is kept: lines end in one way, and nothing that no document can hold.

    A browser ends lines with two characters, so that an empty line between paragraphs would not be
    seen. A control character has no picture, is no part of XML, and moves a terminal.

    Examples
    --------
    >>> plain_text("One\r\n\r\nTwo\x1b[2J")
    'One\n\nTwo[2J'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or not _is_no_text(c))


def _is_no_text(character: str) -> bool:
    return unicodedata.category(character) in NOT_TEXT or character in NO_CHARACTERS


def plain_data(data: Any) -> Any:
    """What was sent with a form, each text as it is kept; other values as they are."""
    if not isinstance(data, QueryDict):
        return {key: _as_kept(value) for key, value in data.items()}
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [_as_kept(value) for value in values])
    return plain


def _as_kept(value: Any) -> Any:
    """A null character stays: nobody types one, so that each field refuses it by its own words."""
    if not isinstance(value, str):
        return value
    return "\0".join(plain_text(part) for part in value.split("\0"))


class Form(forms.Form):
    """A form with GOV.UK's pattern of errors; the base of every form.

    A form that changes something carries the version that it was made from, so that the second
    of two people learns of the first.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.data = plain_data(self.data)
        say_what_is_missing(self)


class VersionedForm(Form):
    """A form for changing a thing: it carries the version that it was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def _lower(label: str) -> str:
    """A label within a sentence: its first letter small, unless an abbreviation begins it."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def say_what_is_missing(form: forms.BaseForm, words: Mapping[str, str] | None = None) -> None:
    """Let each required field say what to enter, instead of that "this field is required".

    Parameters
    ----------
    form : Form
    words : mapping, optional
        What fields are called in the sentence; by default their labels.
    """
    for name, field in form.fields.items():
        if field.error_messages.get("required") == _PLAIN_REQUIRED:
            label = str(field.label or name.replace("_", " ").capitalize())
            noun = (words or {}).get(name) or _lower(label)
            field.error_messages["required"] = f"{_verb(field)} {noun}"


def _verb(field: forms.Field) -> str:
    return "Select" if isinstance(field, forms.ChoiceField | forms.BooleanField) else "Enter"
