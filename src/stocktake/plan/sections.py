"""A plan as sections with items, and one item changed, added or removed at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from stocktake.plan.read import parse_plan
from stocktake.plan.schema import Plan
from stocktake.plan.section_schema import (
    SECTION_PATHS,
    parent_section,
    section_model,
    section_repeats,
)
from stocktake.plan.write import write_plan
from stocktake.statistics.indicators import load_indicators

_LONGEST = 50


@dataclass(frozen=True)
class SectionItem:
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


def section_items(plan: Plan, section: str) -> list[SectionItem]:
    """The items of a section, in the order of the plan; a part of the plan is its one item."""
    return [item for item, _ in _walk(_plain(plan), section)]


def change_item(plan: Plan, section: str, key: str, values: Mapping[str, Any]) -> str:
    """The text with one item changed.

    Parameters
    ----------
    plan : Plan
    section : str
        A key of ``SECTION_PATHS``.
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
    content = _plain(plan)
    item, _ = _find_item(content, section, key)
    item.values.update(dict(values))
    return _to_text(content)


def add_item(plan: Plan, section: str, parent: str, values: Mapping[str, Any]) -> str:
    """The text with one more item, put last among those that ``parent`` holds.

    What has an id gets one made from its title or words, which nothing else of its kind has.

    Raises
    ------
    PlanError
        The changed plan would have faults.
    LookupError
        There is no such parent in the plan.
    """
    content = _plain(plan)
    above = parent_section(section)
    home = _find_item(content, above, parent)[0].values if above else content
    *steps, last = SECTION_PATHS[section][len(SECTION_PATHS[above]) if above else 0 :]
    for step in steps:
        home[step] = home.get(step) or {}
        home = home[step]
    new = dict(values)
    if "id" in section_model(section)[0].model_fields and "id" not in new:
        new["id"] = _new_id(content, last, new)
    home[last] = [*(home.get(last) or ()), new]
    return _to_text(content)


def remove_item(plan: Plan, section: str, key: str) -> str:
    """The text without one item and what it holds.

    Raises
    ------
    PlanError
        The changed plan would have faults.
    LookupError
        There is no such item, or it is no item of a list.
    """
    content = _plain(plan)
    item, siblings = _find_item(content, section, key)
    if siblings is None:
        raise LookupError(f"{section} is a part of every plan")
    siblings[:] = [values for values in siblings if values is not item.values]
    return _to_text(content)


def plan_indicators(plan: Plan, own_folder: Path | None = None) -> list[tuple[str, str]]:
    """Id and title of each indicator that the plan may name: its own, then curated ones."""
    local = [(f"local:{row.id}", f"{row.words} (local)") for row in plan.local_indicator]
    curated = load_indicators(own_folder).items()
    titles = [(name, definition.value.title) for name, definition in curated]
    return [*local, *sorted(titles, key=lambda pair: pair[1])]


def _walk(content: dict[str, Any], section: str) -> Iterator[tuple[SectionItem, list[Any] | None]]:
    """Each item of a section, and the list that it stands in."""
    if not SECTION_PATHS[section]:
        yield SectionItem(section, "", "", content), None
        return
    levels: list[tuple[SectionItem, list[Any] | None]] = [(SectionItem("", "", "", content), None)]
    for step in SECTION_PATHS[section]:
        inner: list[tuple[SectionItem, list[Any] | None]] = []
        for item, _ in levels:
            value = item.values.get(step)
            path = f"{item.path}.{step}".lstrip(".")
            if isinstance(value, dict):
                inner.append((SectionItem(item.key or section, item.parent, path, value), None))
            for number, child in enumerate(value if isinstance(value, list) else ()):
                key = child.get("id") or f"{item.key}-{number + 1}"
                inner.append((SectionItem(key, item.key, f"{path}[{number}]", child), value))
        levels = inner
    yield from levels


def _find_item(
    content: dict[str, Any], section: str, key: str
) -> tuple[SectionItem, list[Any] | None]:
    for item, siblings in _walk(content, section):
        if item.key == key:
            return item, siblings
    raise LookupError(f"the plan has no {section} {key!r}")


def _plain(plan: Plan) -> dict[str, Any]:
    plain: dict[str, Any] = _lists(plan.model_dump(by_alias=True))
    # A part that the plan leaves out is there to be filled in.
    for section, path in SECTION_PATHS.items():
        if len(path) == 1 and not section_repeats(section) and plain[path[0]] is None:
            plain[path[0]] = {}
    return plain


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_lists(inner) for inner in value]
    return deepcopy(value)


def _to_text(content: dict[str, Any]) -> str:
    # Read again rather than only validated: faults are then reported as in any plan.
    return write_plan(parse_plan(tomli_w.dumps(_without_empty(content))))


def _without_empty(value: Any) -> Any:
    """The same without keys that say nothing: TOML has no word for it."""
    if isinstance(value, dict):
        return {
            key: _without_empty(inner) for key, inner in value.items() if inner not in (None, {})
        }
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value


def _new_id(content: dict[str, Any], step: str, values: Mapping[str, Any]) -> str:
    title = next((str(values[n]) for n in ("title", "name", "words") if values.get(n)), "item")
    words = re.findall(r"[a-z0-9]+", title.lower().replace("'", "").replace("’", "")) or ["item"]
    base: str = words[0][:_LONGEST]
    for word in words[1:]:
        if len(base) + len(word) >= _LONGEST:
            break
        base = f"{base}-{word}"
    # A part of a target may not have the id of a target either.
    other_ids = set(_ids(content, {step, "part"}))
    number, new_id = 1, base
    while new_id in other_ids:
        number += 1
        new_id = f"{base}-{number}"
    return new_id


def _ids(content: dict[str, Any], steps: set[str]) -> Iterator[str]:
    """The ids of everything that stands in lists of these names, however deep."""
    for name, value in content.items():
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, dict):
                if name in steps and "id" in item:
                    yield str(item["id"])
                yield from _ids(item, steps)
