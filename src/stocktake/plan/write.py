"""Writes a plan down as TOML, so that it reads back the same."""

from __future__ import annotations

import tomli_w

from stocktake.plan.schema import Plan


def write_plan(plan: Plan) -> str:
    """Write a plan as the text of a ``plan.toml``.

    Keys stand in the order of the schema, and what equals its default is left out: a plan that
    was read, written and read again is the same plan, and writing it twice gives the same text.
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
    held = plan.model_dump(by_alias=True, exclude_defaults=True)
    # TOML reads every line break of a long string as a line feed: a carriage return is escaped.
    return tomli_w.dumps(held, multiline_strings="\r" not in _text_in(held))


def _text_in(value: object) -> str:
    """Every text in a structure, joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(_text_in(each) for each in value.values())
    if isinstance(value, list | tuple):
        return "".join(_text_in(each) for each in value)
    return ""
