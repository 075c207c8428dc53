"""The sections of a plan as a page of its draft shows them: headings, labels, items in items."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from stocktake_web.gateway import plan_sections
from stocktake_web.gateway.judgements import KeptPlan

SHORT = 40
SAYS = ("title", "name", "words", "vision", "period")
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
    words: str
    groups: tuple[Group, ...]


@cache
def sections() -> Sections:
    """The sections as they are shipped."""
    text = (files(__package__) / "data" / "sections.toml").read_text(encoding="utf-8")
    return Sections.model_validate(tomllib.loads(text))


def said_of(values: Mapping[str, Any]) -> str:
    """What an item is known by; empty where it says nothing."""
    return next((str(values[name]) for name in SAYS if values.get(name)), "")


def _told(values: Mapping[str, Any], said: Section) -> str:
    """What an item without a name says, if that is short; otherwise how much of it is there."""
    given = [str(values[name]) for name in said.fields if values.get(name)]
    words = ", ".join(given)
    return words if 0 < len(words) <= SHORT else f"{len(given)} of {len(said.fields)} filled in"


def top() -> list[str]:
    """The sections that stand in the plan itself."""
    return [kind for kind in sections().section if plan_sections.parent_of(kind) is None]


def group(kept: KeptPlan, kind: str) -> Group:
    """A section of a draft with all that its items hold."""
    return _group(kept, kind)[""]


def _group(kept: KeptPlan, kind: str) -> dict[str, Group]:
    """The groups of a section by what holds them."""
    said = sections().section[kind]
    inner = {
        name: _group(kept, name)
        for name in sections().section
        if plan_sections.parent_of(name) == kind
    }
    held: dict[str, list[Node]] = defaultdict(list)
    held[""] = []
    for item in plan_sections.items(kept, kind):
        words = said_of(item.values) or _told(item.values, said)
        groups = tuple(made.get(item.key) or _empty(name, item.key) for name, made in inner.items())
        held[item.parent].append(Node(item.key, words, groups))
    return {
        parent: Group(kind, said.heading, said.one, parent, tuple(nodes))
        for parent, nodes in held.items()
    }


def _empty(kind: str, parent: str) -> Group:
    said = sections().section[kind]
    return Group(kind, said.heading, said.one, parent, ())
