"""What the sections of a plan may hold, as the library's schema of it says.

Nothing of the schema is written down a second time: only where each section stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from stocktake.plan.schema import Plan
from stocktake.targets import KINDS, BaseTarget

FieldKind = Literal["text", "number", "whole", "day", "tick", "choice", "lines"]

SECTION_PATHS: dict[str, tuple[str, ...]] = {
    "plan": (),
    "period": ("period",),
    "place": ("place",),
    "source": ("source",),
    "delivery": ("delivery",),
    "strength": ("strength",),
    "under-way": ("under_way",),
    "priority": ("priority",),
    "position": ("priority", "position"),
    "action": ("priority", "action"),
    "activity": ("priority", "activity"),
    "measure": ("priority", "activity", "measure"),
    "strand": ("strand",),
    "strand-action": ("strand", "action"),
    "target": ("target",),
    "leading": ("target", "leading"),
    "watch": ("target", "watch"),
    "point": ("target", "trajectory", "point"),
    "local-indicator": ("local_indicator",),
    "body": ("body",),
    "partner": ("partner",),
    "risk": ("risk",),
    "claim": ("claim",),
    "comparator-set": ("comparator_set",),
}
"""Where the items of each section stand in the plan."""

_PLAIN: dict[object, FieldKind] = {int: "whole", float: "number", date: "day", bool: "tick"}


@dataclass(frozen=True)
class SectionField:
    """What a key of an item may hold.

    Parameters
    ----------
    name : str
    kind : str
        ``text``, ``number``, ``whole`` (a whole number), ``day``, ``tick``, ``choice`` or
        ``lines`` (several texts).
    is_required : bool
    empty : Any
        Its value where nothing is filled in.
    choices : tuple of str
        The words that are allowed, for a ``choice``.
    """

    name: str
    kind: FieldKind
    is_required: bool
    empty: Any
    choices: tuple[str, ...] = ()


def parent_section(section: str) -> str | None:
    """The section whose items hold those of a section; None at the top."""
    path = SECTION_PATHS[section]
    above = [
        name
        for name, start in SECTION_PATHS.items()
        if start and start == path[: len(start)] and name != section
    ]
    return max(above, key=lambda name: len(SECTION_PATHS[name])) if above else None


def section_repeats(section: str) -> bool:
    """Whether a section has any number of items, or is one part of the plan."""
    return section_model(section)[1]


def section_fields(section: str) -> dict[str, SectionField]:
    """What an item may hold: its plain keys, without those that hold items or parts themselves."""
    return dict(_fields(section))


@cache
def section_model(section: str) -> tuple[type[BaseModel], bool]:
    """The model of a section's items, and whether there may be any number of them."""
    model: type[BaseModel] = Plan
    is_list = False
    for step in SECTION_PATHS[section]:
        inner, is_list = _model_in(model.model_fields[step].annotation)
        if inner is None:
            raise TypeError(f"{section}: {step} holds no items")
        model = inner
    return model, is_list


def _model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The model that an annotation holds, and whether it holds many."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    is_list = get_origin(annotation) is tuple
    for argument in get_args(annotation):
        inner, has_list = _model_in(argument)
        if inner is not None:
            return inner, is_list or has_list
    return None, False


@cache
def _fields(section: str) -> dict[str, SectionField]:
    if section == "target":
        return _fields_of_any_kind()
    return _plain_fields(section_model(section)[0])


def _fields_of_any_kind() -> dict[str, SectionField]:
    """A target's form asks for the keys of every kind; which of them it needs, its kind says."""
    fields: dict[str, SectionField] = {}
    for model in KINDS.values():
        for name, field in _plain_fields(model).items():
            shared = name in BaseTarget.model_fields
            fields.setdefault(
                name, field if shared else replace(field, is_required=False, empty=None)
            )
    fields["kind"] = replace(fields["kind"], kind="choice", is_required=True, choices=tuple(KINDS))
    return fields


def _plain_fields(model: type[BaseModel]) -> dict[str, SectionField]:
    fields = {}
    for name, field in model.model_fields.items():
        if _model_in(field.annotation)[0] is None and name != "id":
            empty = None if field.default is PydanticUndefined else field.default
            kind, choices = _kind_of(field.annotation)
            fields[name] = SectionField(name, kind, field.is_required(), empty, choices)
    return fields


def _kind_of(annotation: Any) -> tuple[FieldKind, tuple[str, ...]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        (first, *rest) = [part for part in get_args(annotation) if part is not NoneType]
        return ("text", ()) if rest else _kind_of(first)
    if origin is Literal:
        return "choice", tuple(str(choice) for choice in get_args(annotation))
    if origin is tuple:
        return "lines", ()
    return _PLAIN.get(annotation, "text"), ()
