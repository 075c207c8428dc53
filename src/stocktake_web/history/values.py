"""What was set, as a reader sees it: no code, no field's name, no number of a row. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from stocktake.targets import STATUS_WORDS
from stocktake_web.audit import ObjectRef
from stocktake_web.formats import clock_time, day, moment, number, pounds
from stocktake_web.history.wording import ObjectWording

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\S*")
TIME = re.compile(r"\d{2}:\d{2}:\d{2}")
SCHOOL_YEAR = re.compile(r"(\d{4})(\d{2})")
EMPTY: tuple[Any, ...] = (None, "", [], {})
EMPTY_TEXT = "nothing"
REMOVED_TEXT = "something that was removed since"
CLOSED_TEXT = "something that you may not open"


@dataclass(frozen=True)
class ReaderNames:
    """What the accounts and objects that events name are called, and which of them are closed.

    Parameters
    ----------
    accounts : mapping of int to str
    titles : mapping of ObjectRef to str
    closed_refs : frozenset of ObjectRef
        Objects of which the reader may know that something was done, and not what.
    """

    accounts: Mapping[int, str] = field(default_factory=dict)
    titles: Mapping[ObjectRef, str] = field(default_factory=dict)
    closed_refs: frozenset[ObjectRef] = frozenset()

    def account(self, account_id: int) -> str:
        """What an account is called."""
        return self.accounts.get(account_id, f"account {account_id}")

    def object(self, ref: ObjectRef) -> str:
        """What an object is called."""
        if ref in self.closed_refs:
            return CLOSED_TEXT
        return self.titles.get(ref, REMOVED_TEXT)


def is_account(wording: ObjectWording, value_name: str) -> bool:
    """Whether a value is the number of an account."""
    if value_name == "user" or value_name.endswith("_user"):
        return True
    model_field = wording.find_field(value_name)
    return _leads_to(model_field) == settings.AUTH_USER_MODEL.lower()


def reference_type(wording: ObjectWording, value_name: str) -> str:
    """The type of object that a value names; empty where it names none."""
    if value_name in wording.references:
        return wording.references[value_name]
    if value_name in wording.plain or is_account(wording, value_name):
        return ""
    return _leads_to(wording.find_field(value_name))


def references(wording: ObjectWording, values: Mapping[str, Any]) -> Iterator[ObjectRef]:
    """The objects that values name."""
    for name, value in values.items():
        object_type = reference_type(wording, name)
        if object_type and value not in EMPTY:
            ids = value if isinstance(value, list | dict) else [value]
            yield from (ObjectRef(object_type, str(id)) for id in ids)


def format_value(wording: ObjectWording, name: str, value: Any, names: ReaderNames) -> str:
    """A value of an event, by its name, as a reader sees it."""
    if value in EMPTY:
        return EMPTY_TEXT
    if is_account(wording, name) and isinstance(value, int):
        return names.account(value)
    codes = _codes(wording, name)
    object_type = reference_type(wording, name)
    if isinstance(value, dict):
        return "; ".join(
            f"{names.object(ObjectRef(object_type, key)) if object_type else wording.label(key)}: "
            f"{format_plain(item, codes)}"
            for key, item in value.items()
        )
    if object_type:
        ids = value if isinstance(value, list) else [value]
        return "; ".join(names.object(ObjectRef(object_type, str(id))) for id in ids)
    if name == "academic_year" and (years := SCHOOL_YEAR.fullmatch(str(value))):
        return f"{years[1]}/{years[2]}"
    if name == "financial_year" and (years := SCHOOL_YEAR.fullmatch(str(value))):
        return f"{years[1]}-{years[2]}"
    if name.endswith("_pounds"):
        return _format_pounds(value)
    return format_plain(value, codes)


def format_plain(value: Any, codes: Mapping[str, str] | None = None) -> str:
    """A value that names nothing else, as a reader sees it.

    Examples
    --------
    >>> format_plain("2026-04-08"), format_plain(None), format_plain(["a", True])
    ('8 April 2026', 'nothing', 'a, yes')
    >>> format_plain("2026-07-08T13:05:00Z"), format_plain("14:00:00")
    ('8 July 2026, 2:05pm', '2:00pm')
    """
    if value in EMPTY:
        return EMPTY_TEXT
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(format_plain(item, codes) for item in value if item not in EMPTY)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {format_plain(item, codes)}" for name, item in value.items())
    if isinstance(value, int):
        return str(value) if codes is None else codes.get(str(value), number(value))
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    text = str(value)
    if codes is not None and text in codes:
        return codes[text]
    return _format_written(text)


def _format_written(text: str) -> str:
    """A date or time as JSON holds it; any other text as it is."""
    try:
        if DATE.fullmatch(text):
            return day(date.fromisoformat(text))
        if MOMENT.fullmatch(text):
            return moment(datetime.fromisoformat(text))
        if TIME.fullmatch(text):
            return clock_time(time.fromisoformat(text))
    except ValueError:
        pass
    return text


def _format_pounds(value: Any) -> str:
    try:
        return pounds(Decimal(str(value)))
    except (InvalidOperation, ValueError):
        return str(value)


def _codes(wording: ObjectWording, name: str) -> Mapping[str, str] | None:
    """What the codes of a value mean; None where it has none."""
    if name in wording.verdicts:
        return {str(code): words for code, words in STATUS_WORDS.items()}
    if name in wording.codes:
        label, _, field_name = wording.codes[name].rpartition(".")
        model_field: Any = apps.get_model(label)._meta.get_field(field_name)
    else:
        model_field = wording.find_field(name)
    choices = getattr(model_field, "flatchoices", None)
    return {str(code): str(words) for code, words in choices} if choices else None


def _leads_to(model_field: models.Field[Any, Any] | None) -> str:
    related = getattr(model_field, "related_model", None)
    return "" if related is None else str(related._meta.label_lower)
