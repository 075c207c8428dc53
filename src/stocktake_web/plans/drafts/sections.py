"""The sections of a plan as a page of its draft shows them: headings, labels, items in items."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from stocktake.plan import parent_section, section_items
from stocktake_web.services.judgements import StoredPlan, plan_of

SHORT = 40
TITLE_KEYS = ("title", "name", "words", "vision", "period")
"""The keys by which an item is known in a list, the first that it has."""


class Section(BaseModel):
    """What a section and its keys are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    heading: str
    one: str
    fields: dict[str, str]


class Sections(BaseModel):
    """``data/sections.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    long: tuple[str, ...]
    refers: dict[str, str]
    hints: dict[str, str]
    section: dict[str, Section]


@dataclass(frozen=True)
class Group:
    """The items of one section that one item holds.

    Parameters
    ----------
    parent : str
        The key of what holds them; empty at the top.
    """

    kind: str
    heading: str
    one: str
    parent: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Node:
    """One item, and what it holds."""

    key: str
    title: str
    groups: tuple[Group, ...]


@cache
def sections() -> Sections:
    """The sections as they are shipped."""
    text = (files(__package__) / "data" / "sections.toml").read_text(encoding="utf-8")
    return Sections.model_validate(tomllib.loads(text))


def title_of(values: Mapping[str, Any]) -> str:
    """What an item is known by; empty where it says nothing."""
    return next((str(values[name]) for name in TITLE_KEYS if values.get(name)), "")


def find_section(kind: str) -> Section | None:
    """A section by its kind; None where a plan has no such section."""
    return sections().section.get(kind)


def top_sections() -> list[str]:
    """The sections that stand in the plan itself."""
    return [kind for kind in sections().section if parent_section(kind) is None]


def group_items(draft: StoredPlan, kind: str) -> Group:
    """A section of a draft with all that its items hold."""
    return _group_by_parent(draft, kind)[""]


def _group_by_parent(draft: StoredPlan, kind: str) -> dict[str, Group]:
    """The groups of a section by what holds them."""
    section = sections().section[kind]
    inner = {
        name: _group_by_parent(draft, name)
        for name in sections().section
        if parent_section(name) == kind
    }
    nodes: dict[str, list[Node]] = defaultdict(list)
    nodes[""] = []
    for item in section_items(plan_of(draft), kind):
        title = title_of(item.values) or _summary(item.values, section)
        groups = tuple(
            by_parent.get(item.key) or _group(name, item.key) for name, by_parent in inner.items()
        )
        nodes[item.parent].append(Node(item.key, title, groups))
    return {parent: _group(kind, parent, children) for parent, children in nodes.items()}


def _group(kind: str, parent: str, nodes: Iterable[Node] = ()) -> Group:
    section = sections().section[kind]
    return Group(kind, section.heading, section.one, parent, tuple(nodes))


def _summary(values: Mapping[str, Any], section: Section) -> str:
    """What an item without a name says, if that is short; otherwise how much of it is there."""
    texts = [str(values[name]) for name in section.fields if values.get(name)]
    text = ", ".join(texts)
    return text if 0 < len(text) <= SHORT else f"{len(texts)} of {len(section.fields)} filled in"
