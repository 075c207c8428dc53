"""Writes a plan down as TOML, so that it reads back the same."""

from __future__ import annotations

import math
from typing import Any

import tomli_w

from stocktake.plan.schema import Plan
from stocktake.targets.numbers import WrittenNumber


def write_plan(plan: Plan) -> str:
    """Write a plan as the text of a ``plan.toml``.

    Keys stand in the order of the schema, and what equals its default is left out: a plan that
    was read, written and read again is the same plan, and writing it twice makes the same text.
    Comments of the file that it was read from are not kept.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    str
        TOML, each line ended by a line feed. Save it as UTF-8.

    Examples
    --------
    >>> from stocktake.plan.read import parse_plan
    >>> plan = Plan.model_validate({
    ...     "id": "town", "title": "Town", "vision": "All do well.", "place": {"id": "la-890"},
    ...     "period": {"first": "202627", "last": "202829"},
    ...     "priority": [{"id": "attend", "title": "Attend", "why": "Too many do not."}],
    ... })
    >>> parse_plan(write_plan(plan)) == plan
    True
    >>> print(write_plan(plan).splitlines()[0])
    id = "town"
    """
    content = _readable(plan.model_dump(by_alias=True, exclude_defaults=True))
    # TOML reads every line break of a long string as a line feed: a carriage return is escaped.
    return tomli_w.dumps(content, multiline_strings="\r" not in _text_in(content))


def _readable(value: Any) -> Any:
    """The same, with a text that means no number as its author wrote it, to be found again."""
    if isinstance(value, dict):
        return {key: _readable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    if isinstance(value, WrittenNumber) and math.isnan(value):
        return value.text
    return value


def _text_in(value: object) -> str:
    """Every text in a structure, joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(_text_in(item) for item in value.values())
    if isinstance(value, list | tuple):
        return "".join(_text_in(item) for item in value)
    return ""
