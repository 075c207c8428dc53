"""What objects and their values were called before, so that a history shows one name for each.

An event keeps the names of its day, for they are part of what its digest proves. An app that
renames a model or a field registers a ``FormerLabels`` as ``former_labels`` of its ``AppConfig``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from stocktake_web.registration import registered


@dataclass(frozen=True)
class FormerLabels:
    """The former names of one app.

    Parameters
    ----------
    object_types : mapping of str to str
        Former object type to the present one, such as ``{"plans.waitson": "plans.dependency"}``.
    value_names : mapping of str to mapping
        By present object type: former value name to the present one, such as
        ``{"plans.risk": {"words": "title"}}``.
    """

    object_types: Mapping[str, str] = field(default_factory=dict)
    value_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def present_type(object_type: str) -> str:
    """What a type of object is called today."""
    return _labels().object_types.get(object_type, object_type)


def all_types(object_type: str) -> tuple[str, ...]:
    """What a type of object is called today, and whatever it was called before."""
    present = present_type(object_type)
    former = [old for old, new in _labels().object_types.items() if new == present]
    return (present, *sorted(former))


def present_name(object_type: str, value_name: str) -> str:
    """What a value of an object is called today."""
    names = _labels().value_names.get(present_type(object_type), {})
    return names.get(value_name, value_name)


@cache
def _labels() -> FormerLabels:
    """The former names of all apps; a name that was changed twice leads to the last."""
    object_types: dict[str, str] = {}
    value_names: dict[str, dict[str, str]] = {}
    for labels in registered("former_labels"):
        object_types |= labels.object_types
        for object_type, names in labels.value_names.items():
            value_names.setdefault(object_type, {}).update(names)
    return FormerLabels(
        {old: _last(old, object_types) for old in object_types},
        {
            object_type: {old: _last(old, names) for old in names}
            for object_type, names in value_names.items()
        },
    )


def _last(name: str, successors: Mapping[str, str]) -> str:
    names = {name}
    while (successor := successors.get(name)) is not None and successor not in names:
        name = successor
        names.add(name)
    return name
