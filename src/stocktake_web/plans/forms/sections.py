"""One form for every section of a plan, made from the library's schema of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, VersionedForm, say_what_is_missing
from stocktake_web.gateway import plan_sections
from stocktake_web.gateway.judgements import KeptPlan
from stocktake_web.gateway.plan_sections import FieldOf
from stocktake_web.plans.forms.choices import short
from stocktake_web.plans.sections import sections

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
        given = value if isinstance(value, list | tuple) else (value or "").splitlines()
        return [line.strip() for line in given if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other texts are given than were there."""
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

    def __init__(self, area: Area, draft: KeptPlan, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        held = plan_sections.fields_of(kind)
        for name, label in sections().section[kind].fields.items():
            refers = sections().refers.get(name)
            offered = _OFFERED[refers](area, draft) if refers else None
            hint = sections().hints.get(name, "")
            self.fields[name] = _field(held[name], label, hint, offered)
        say_what_is_missing(self)

    def values(self) -> dict[str, Any]:
        """What was changed, by the keys of the schema; all else stays as it is in the plan."""
        held = plan_sections.fields_of(self.kind)
        return {
            name: held[name].empty if self.cleaned_data[name] in ("", None) else given
            for name, given in self.cleaned_data.items()
            if name in sections().section[self.kind].fields and name in self.changed_data
        }

    def clean(self) -> dict[str, Any]:
        """Dates that are changed must be in order; what the plan itself says is left alone."""
        given = super().clean() or {}
        starts, due = given.get("starts"), given.get("due")
        if {"starts", "due"} & set(self.changed_data) and starts and due and due < starts:
            self.add_error("due", "Due on must be the same as or after the day it begins")
        return given


def _field(held: FieldOf, label: str, hint: str, offered: Choices | None) -> forms.Field:
    given: dict[str, Any] = {"label": label, "help_text": hint, "required": held.required}
    if offered is not None:
        return forms.ChoiceField(choices=[("", "None"), *offered], **given)
    if held.kind == "choice":
        words = [(each, each.replace("_", " ").capitalize()) for each in held.choices]
        if held.required and len(words) <= 5:
            return forms.ChoiceField(choices=words, widget=forms.RadioSelect, **given)
        return forms.ChoiceField(choices=[("", "None"), *words], **given)
    if held.kind == "text":
        long = held.name in sections().long
        return TextField(widget=forms.Textarea(attrs=ROWS) if long else forms.TextInput, **given)
    return _MADE[held.kind](**given)


def _lines(**given: Any) -> forms.Field:
    return LinesField(widget=forms.Textarea(attrs=ROWS), **given)


def _tick(**given: Any) -> forms.Field:
    return forms.BooleanField(**given | {"required": False})


_MADE: dict[str, Callable[..., forms.Field]] = {
    "whole": forms.IntegerField,
    "number": forms.FloatField,
    "day": DayField,
    "tick": _tick,
    "lines": _lines,
}


def _priorities(area: Area, draft: KeptPlan) -> Choices:
    return [
        (each.key, str(each.values["title"])) for each in plan_sections.items(draft, "priority")
    ]


def _indicators(area: Area, draft: KeptPlan) -> Choices:
    """Those that may be named, and series that the draft names already."""
    known = plan_sections.known_indicators(area, draft)
    names = {name for name, _ in known}
    named = {
        str(item.values["indicator"])
        for kind in plan_sections.PATHS
        if "indicator" in plan_sections.fields_of(kind)
        for item in plan_sections.items(draft, kind)
        if item.values.get("indicator")
    }
    return [
        *((name, short(title)) for name, title in known),
        *((name, name) for name in sorted(named - names)),
    ]


_OFFERED: dict[str, Callable[[Area, KeptPlan], Choices]] = {
    "priority": _priorities,
    "indicator": _indicators,
}
