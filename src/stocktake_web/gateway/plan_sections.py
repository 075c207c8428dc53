"""A plan's text as sections with items, and one item changed, added or removed at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import tomli_w

from stocktake.plan.read import parse_plan
from stocktake.plan.write import write_plan
from stocktake.statistics.indicators import load_indicators
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.judgements import KeptPlan, own_definitions, plan_of
from stocktake_web.gateway.plan_parts import (
    PATHS,
    FieldOf,
    fields_of,
    model_of,
    parent_of,
    repeats,
)

__all__ = [
    "PATHS",
    "FieldOf",
    "Item",
    "added_text",
    "changed_text",
    "fields_of",
    "items",
    "known_indicators",
    "parent_of",
    "removed_text",
    "repeats",
]

_LONGEST = 50


@dataclass(frozen=True)
class Item:
    """One item of a section.

    Parameters
    ----------
    key : str
        Its id; for what has none, the id of what holds it and its place there (``team-1``).
    parent : str
        The key of the item that holds it; empty at the top.
    path : str
        Where it stands, as faults name it (``priority[0].activity[2]``).
    values : dict
        By the keys of the schema.
    """

    key: str
    parent: str
    path: str
    values: dict[str, Any]


def items(kept: KeptPlan, section: str) -> list[Item]:
    """The items of a section, in the order of the plan; a part of the plan is its one item."""
    return [item for item, _ in _walk(_plain(kept), section)]


def changed_text(kept: KeptPlan, section: str, key: str, values: Mapping[str, Any]) -> str:
    """The text with one item changed.

    Parameters
    ----------
    kept : model or PlanText
    section : str
        A key of ``PATHS``.
    key : str
        Of the item.
    values : mapping
        What to set, by the keys of the schema.

    Raises
    ------
    PlanError
        The changed plan would have faults.
    LookupError
        There is no such item in the plan.
    """
    held = _plain(kept)
    item, _ = _found(held, section, key)
    item.values.update(dict(values))
    return _written(held)


def added_text(kept: KeptPlan, section: str, parent: str, values: Mapping[str, Any]) -> str:
    """The text with one more item, put last among those that ``parent`` holds.

    What has an id gets one made from its title or words, which nothing else of its kind has.

    Raises
    ------
    PlanError
        The changed plan would have faults.
    LookupError
        There is no such parent in the plan.
    """
    held = _plain(kept)
    above = parent_of(section)
    home = _found(held, above, parent)[0].values if above else held
    *steps, last = PATHS[section][len(PATHS[above]) if above else 0 :]
    for step in steps:
        home[step] = home.get(step) or {}
        home = home[step]
    new = dict(values)
    if "id" in model_of(section)[0].model_fields and "id" not in new:
        new["id"] = _new_id(held, last, new)
    home[last] = [*(home.get(last) or ()), new]
    return _written(held)


def removed_text(kept: KeptPlan, section: str, key: str) -> str:
    """The text without one item and what it holds.

    Raises
    ------
    PlanError
        The changed plan would have faults.
    LookupError
        There is no such item, or it is no item of a list.
    """
    held = _plain(kept)
    item, siblings = _found(held, section, key)
    if siblings is None:
        raise LookupError(f"{section} is a part of every plan")
    siblings[:] = [each for each in siblings if each is not item.values]
    return _written(held)


def known_indicators(area: Area, kept: KeptPlan) -> list[tuple[str, str]]:
    """Id and title of each indicator that the plan may name: curated ones, and its own."""
    curated = load_indicators(own_definitions(area))
    own = [(f"local:{each.id}", f"{each.words} (local)") for each in plan_of(kept).local_indicator]
    titles = [(name, each.value.title) for name, each in curated.items()]
    return [*own, *sorted(titles, key=lambda pair: pair[1])]


def _walk(held: dict[str, Any], section: str) -> Iterator[tuple[Item, list[Any] | None]]:
    """Each item of a section, and the list that it stands in."""
    if not PATHS[section]:
        yield Item(section, "", "", held), None
        return
    levels: list[tuple[Item, list[Any] | None]] = [(Item("", "", "", held), None)]
    for step in PATHS[section]:
        inner: list[tuple[Item, list[Any] | None]] = []
        for item, _ in levels:
            value = item.values.get(step)
            path = f"{item.path}.{step}".lstrip(".")
            if isinstance(value, dict):
                inner.append((Item(item.key or section, item.parent, path, value), None))
            for number, each in enumerate(value if isinstance(value, list) else ()):
                key = each.get("id") or f"{item.key}-{number + 1}"
                inner.append((Item(key, item.key, f"{path}[{number}]", each), value))
        levels = inner
    yield from levels


def _found(held: dict[str, Any], section: str, key: str) -> tuple[Item, list[Any] | None]:
    for item, siblings in _walk(held, section):
        if item.key == key:
            return item, siblings
    raise LookupError(f"the plan has no {section} {key!r}")


def _plain(kept: KeptPlan) -> dict[str, Any]:
    plain: dict[str, Any] = _lists(plan_of(kept).model_dump(by_alias=True))
    # A part that the plan leaves out is there to be filled in.
    for section, path in PATHS.items():
        if len(path) == 1 and not repeats(section) and plain[path[0]] is None:
            plain[path[0]] = {}
    return plain


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(each) for each in value]
    return deepcopy(value)


def _written(held: dict[str, Any]) -> str:
    # Read again rather than only validated: faults are then told as in any plan.
    return write_plan(parse_plan(tomli_w.dumps(_said(held))))


def _said(value: Any) -> Any:
    """The same without keys that say nothing: TOML has no word for it."""
    if isinstance(value, dict):
        return {key: _said(each) for key, each in value.items() if each not in (None, {})}
    if isinstance(value, list):
        return [_said(each) for each in value]
    return value


def _new_id(held: dict[str, Any], step: str, values: Mapping[str, Any]) -> str:
    told = next((str(values[n]) for n in ("title", "name", "words") if values.get(n)), "item")
    words = re.findall(r"[a-z0-9]+", told.lower().replace("'", "").replace("’", "")) or ["item"]
    base: str = words[0][:_LONGEST]
    for word in words[1:]:
        if len(base) + len(word) >= _LONGEST:
            break
        base = f"{base}-{word}"
    # A part of a target may not have the id of a target either.
    taken = set(_ids(held, {step, "part"}))
    number, made = 1, base
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    return made


def _ids(held: dict[str, Any], steps: set[str]) -> Iterator[str]:
    """The ids of everything that stands in lists of these names, however deep."""
    for name, value in held.items():
        for each in value if isinstance(value, list) else (value,):
            if isinstance(each, dict):
                if name in steps and "id" in each:
                    yield str(each["id"])
                yield from _ids(each, steps)
