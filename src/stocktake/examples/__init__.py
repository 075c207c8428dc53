"""The Blackpool plan, ready to judge with nothing downloaded."""

from __future__ import annotations

from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stocktake.standards.errors import UsageError, nearest

if TYPE_CHECKING:
    from stocktake.examples.borough_release import release_invented_pupils
    from stocktake.examples.country import Country, invented_country, write_country
    from stocktake.examples.invented_place import write_invented_place

_HOMES = {
    "Country": "country",
    "invented_country": "country",
    "release_invented_pupils": "borough_release",
    "write_country": "country",
    "write_invented_place": "invented_place",
}

__all__ = [
    "EXAMPLES",
    "Country",
    "example_plan",
    "invented_country",
    "release_invented_pupils",
    "write_country",
    "write_invented_place",
]

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


def __getattr__(name: str) -> Any:
    """Import what invents places and pupils when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
