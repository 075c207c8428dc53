"""One form for every section of a plan, made from the library's schema of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from stocktake.plan import (
    SECTION_PATHS,
    SectionField,
    plan_indicators,
    section_fields,
    section_items,
)
from stocktake_web.accounts.models import Area
from stocktake_web.formats import shorten
from stocktake_web.forms import DayField, VersionedForm, say_what_is_missing
from stocktake_web.plans.drafts.sections import sections
from stocktake_web.services.judgements import StoredPlan, own_definitions, plan_of

ROWS = {"rows": 4}
Choices = list[tuple[str, str]]


class TextField(forms.CharField):
    """A text with line feeds alone, whatever the browser sends."""

    def to_python(self, value: Any) -> str:
        """The text."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LinesField(forms.CharField):
    """Several texts, one on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The texts as they stand in the box."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines that say something."""
        lines = value if isinstance(value, list | tuple) else (value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other texts are sent than were there."""
        return self.to_python(initial) != self.to_python(data)


class SectionForm(VersionedForm):
    """An item of a section: the keys that ``data/sections.toml`` names, as the schema has them.

    Parameters
    ----------
    area : Area
        Its own indicators may be named.
    draft : PlanDraft
    kind : str
        The section.
    """

    def __init__(self, area: Area, draft: StoredPlan, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        schema = section_fields(kind)
        for name, label in sections().section[kind].fields.items():
            refers = sections().refers.get(name)
            choices = _CHOICES[refers](area, draft) if refers else None
            hint = sections().hints.get(name, "")
            self.fields[name] = _field(schema[name], label, hint, choices)
        say_what_is_missing(self)

    def values(self) -> dict[str, Any]:
        """What was changed, by the keys of the schema; all else stays as it is in the plan."""
        schema = section_fields(self.kind)
        return {
            name: schema[name].empty if value in ("", None) else value
            for name, value in self.cleaned_data.items()
            if name in sections().section[self.kind].fields and name in self.changed_data
        }

    def clean(self) -> dict[str, Any]:
        """Dates that are changed must be in order; what the plan itself says is left alone."""
        values = super().clean() or {}
        starts, due = values.get("starts"), values.get("due")
        if {"starts", "due"} & set(self.changed_data) and starts and due and due < starts:
            self.add_error("due", "Due on must be the same as or after the day it begins")
        return values


def _field(schema: SectionField, label: str, hint: str, choices: Choices | None) -> forms.Field:
    options: dict[str, Any] = {"label": label, "help_text": hint, "required": schema.is_required}
    if choices is not None:
        return forms.ChoiceField(choices=[("", "None"), *choices], **options)
    if schema.kind == "choice":
        names = [(code, code.replace("_", " ").capitalize()) for code in schema.choices]
        if schema.is_required and len(names) <= 5:
            return forms.ChoiceField(choices=names, widget=forms.RadioSelect, **options)
        return forms.ChoiceField(choices=[("", "None"), *names], **options)
    if schema.kind == "text":
        long = schema.name in sections().long
        return TextField(widget=forms.Textarea(attrs=ROWS) if long else forms.TextInput, **options)
    return _FIELDS[schema.kind](**options)


def _lines(**options: Any) -> forms.Field:
    return LinesField(widget=forms.Textarea(attrs=ROWS), **options)


def _tick(**options: Any) -> forms.Field:
    return forms.BooleanField(**options | {"required": False})


_FIELDS: dict[str, Callable[..., forms.Field]] = {
    "whole": forms.IntegerField,
    "number": forms.FloatField,
    "day": DayField,
    "tick": _tick,
    "lines": _lines,
}


def _priorities(area: Area, draft: StoredPlan) -> Choices:
    return [
        (item.key, str(item.values["title"])) for item in section_items(plan_of(draft), "priority")
    ]


def _indicators(area: Area, draft: StoredPlan) -> Choices:
    """Those that may be named, and series that the draft names already."""
    indicators = plan_indicators(plan_of(draft), own_definitions(area))
    ids = {name for name, _ in indicators}
    draft_ids = {
        str(item.values["indicator"])
        for kind in SECTION_PATHS
        if "indicator" in section_fields(kind)
        for item in section_items(plan_of(draft), kind)
        if item.values.get("indicator")
    }
    return [
        *((name, shorten(title)) for name, title in indicators),
        *((name, name) for name in sorted(draft_ids - ids)),
    ]


_CHOICES: dict[str, Callable[[Area, StoredPlan], Choices]] = {
    "priority": _priorities,
    "indicator": _indicators,
}
