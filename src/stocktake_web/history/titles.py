"""What the objects of events are called today.

A title is read from the object's row, as ``history.toml`` says, or asked of the apps that register
``object_titles``. What was erased from a row is therefore erased from the history's sentences too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from stocktake_web.accounts.models import Area
from stocktake_web.audit import ObjectRef
from stocktake_web.history.values import format_plain
from stocktake_web.history.wording import ObjectWording, wording_of
from stocktake_web.registration import registered

LONGEST = 120
LARGEST_DIGITS = 18
"""A row's number has no more digits than the database can hold."""


def find_titles(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """What objects are called today; those that are gone are left out.

    One query for each type of object that has rows, and whatever the apps need for theirs.
    """
    refs = set(refs)
    fields: dict[ObjectRef, dict[str, Any]] = {}
    for object_type in {ref.type for ref in refs}:
        ids = {ref.id for ref in refs if ref.type == object_type}
        fields |= _read_rows(area, wording_of(object_type), ids)
    named_refs = {
        ObjectRef(wording_of(ref.type).references[name], str(value))
        for ref, row in fields.items()
        for name, value in row.items()
        if name in wording_of(ref.type).references
    }
    app_titles = titles_of_apps(area, refs | named_refs)
    titles = {ref: fill_title(wording_of(ref.type), row, app_titles) for ref, row in fields.items()}
    return {ref: _shorten(title) for ref, title in app_titles.items() if ref in refs} | titles


def titles_of_apps(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """What the apps call objects that have no row of their own, such as targets of the plan."""
    refs = set(refs)
    titles: dict[ObjectRef, str] = {}
    for object_titles in registered("object_titles"):
        titles |= object_titles(area, refs)
    return titles


def title_parts(wording: ObjectWording) -> tuple[str, ...]:
    """The fields that a title is made of."""
    return tuple(name for _, name, _, _ in Formatter().parse(wording.title) if name)


def _read_rows(
    area: Area, wording: ObjectWording, ids: Iterable[str]
) -> dict[ObjectRef, dict[str, Any]]:
    parts = title_parts(wording)
    rows = rows_of(area, wording.type) if parts else None
    if rows is None:
        return {}
    if wording.type == area._meta.label_lower:
        fields = {name: getattr(area, name) for name in parts}
        return {ObjectRef(wording.type, key): fields for key in ids if key == str(area.pk)}
    keys = [int(key) for key in ids if key.isdecimal() and len(key) <= LARGEST_DIGITS]
    return {
        ObjectRef(wording.type, str(row.pop("pk"))): row
        for row in rows.filter(pk__in=keys).order_by().values("pk", *parts)
    }


def rows_of(area: Area, object_type: str) -> models.QuerySet[Any] | None:
    """The rows of a type that belong to an area; None where it has no rows, or not by area."""
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
    rows: models.QuerySet[Any] = model._default_manager.all()
    if object_type == settings.AUTH_USER_MODEL.lower():
        return rows
    if object_type == area._meta.label_lower:
        return rows.filter(pk=area.pk)
    if object_type == "audit.event":
        return rows.filter(chain__area=area)
    has_area = any(field.name == "area" for field in model._meta.concrete_fields)
    return rows.filter(area=area) if has_area else None


def is_model(object_type: str) -> bool:
    """Whether objects of a type are rows of a table of their own."""
    try:
        apps.get_model(object_type)
    except (LookupError, ValueError):
        return False
    return True


def fill_title(
    wording: ObjectWording, row: Mapping[str, Any], titles: Mapping[ObjectRef, str]
) -> str:
    """The title of an object from the fields of its row; ``titles`` of what the fields name."""
    texts = {}
    for name, value in row.items():
        reference = wording.references.get(name)
        title = titles.get(ObjectRef(reference, str(value))) if reference else None
        texts[name] = title or format_plain(value)
    return _shorten(wording.title.format(**texts))


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
