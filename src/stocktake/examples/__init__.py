"""The Blackpool plan, ready to judge with nothing downloaded."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from stocktake.standards.errors import UsageError, nearest

EXAMPLES = ("blackpool",)


def example_plan(name: str) -> Path:
    """Where a shipped example's plan lies.

    Parameters
    ----------
    name : str
        ``"blackpool"``: the Blackpool Opportunity Area plan 2017-20, in our own words, with the
        published figures that it needs.

    Raises
    ------
    UsageError
        No example of that name.

    Examples
    --------
    >>> example_plan("blackpool").name
    'plan.toml'
    """
    if name not in EXAMPLES:
        hint = nearest(name, EXAMPLES) or f"the examples are {', '.join(EXAMPLES)}"
        raise UsageError(f"no example {name!r}; {hint}")
    return Path(str(files("stocktake.examples") / name / "plan.toml"))
