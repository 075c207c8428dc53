"""What the sections of a plan may hold, as the library's schema of it says.

Nothing of the schema is written down a second time: only where each section stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from stocktake.plan.schema import Plan

FieldKind = Literal["text", "number", "whole", "day", "tick", "choice", "lines"]

PATHS: dict[str, tuple[str, ...]] = {
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
class FieldOf:
    """What a key of an item may hold.

    Parameters
    ----------
    name : str
    kind : str
        ``text``, ``number``, ``whole`` (a whole number), ``day``, ``tick``, ``choice`` or
        ``lines`` (several texts).
    required : bool
    empty : Any
        What stands for nothing given.
    choices : tuple of str
        The words that are allowed, for a ``choice``.
    """

    name: str
    kind: FieldKind
    required: bool
    empty: Any
    choices: tuple[str, ...] = ()


def parent_of(section: str) -> str | None:
    """The section whose items hold those of a section; None at the top."""
    path = PATHS[section]
    found = [name for name, other in PATHS.items() if other and other == path[: len(other)]]
    inner = [name for name in found if name != section]
    return max(inner, key=lambda name: len(PATHS[name])) if inner else None


def repeats(section: str) -> bool:
    """Whether a section has any number of items, or is one part of the plan."""
    return model_of(section)[1]


def fields_of(section: str) -> dict[str, FieldOf]:
    """What an item may hold: its plain keys, without those that hold items or parts themselves."""
    return dict(_fields(section))


@cache
def model_of(section: str) -> tuple[type[BaseModel], bool]:
    """The model of a section's items, and whether there may be any number of them."""
    model: type[BaseModel] = Plan
    listed = False
    for step in PATHS[section]:
        inner, listed = _model_in(model.model_fields[step].annotation)
        if inner is None:
            raise TypeError(f"{section}: {step} holds no items")
        model = inner
    return model, listed


def _model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """The model that an annotation holds, and whether it holds many."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    listed = get_origin(annotation) is tuple
    for argument in get_args(annotation):
        inner, deeper = _model_in(argument)
        if inner is not None:
            return inner, listed or deeper
    return None, False


@cache
def _fields(section: str) -> dict[str, FieldOf]:
    found = {}
    for name, field in model_of(section)[0].model_fields.items():
        if _model_in(field.annotation)[0] is None and name != "id":
            empty = None if field.default is PydanticUndefined else field.default
            kind, choices = _kind_of(field.annotation)
            found[name] = FieldOf(name, kind, field.is_required(), empty, choices)
    return found


def _kind_of(annotation: Any) -> tuple[FieldKind, tuple[str, ...]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        (first, *others) = [each for each in get_args(annotation) if each is not NoneType]
        return ("text", ()) if others else _kind_of(first)
    if origin is Literal:
        return "choice", tuple(str(each) for each in get_args(annotation))
    if origin is tuple:
        return "lines", ()
    return _PLAIN.get(annotation, "text"), ()
