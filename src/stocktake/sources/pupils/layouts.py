"""The layouts of the pupil tables, as their definitions give them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from stocktake.sources.pupils.schema import AllowedResults, Layout, Limits
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import UsageError, nearest

_ROOM = "stocktake.sources.pupils"


@cache
def pupil_layouts() -> Mapping[str, Layout]:
    """Every pupil table that can be read.

    Returns
    -------
    mapping of str to Layout
        By name, which is also the stem of the file: ``pupils`` for ``pupils.csv``.

    Examples
    --------
    >>> layouts = pupil_layouts()
    >>> layouts["marks"].key
    ('upn', 'school_urn', 'date', 'session')
    >>> [name for name, layout in layouts.items() if layout.separately_authorised]
    ['social_care', 'young_carers']
    """
    layouts = load_folder(_ROOM, "layouts", Layout)
    return MappingProxyType({name: layout.value for name, layout in layouts.items()})


def pupil_layout(table: str) -> Layout:
    """The layout of one table.

    Raises
    ------
    UsageError
        For a table that does not exist, with the nearest name.

    Examples
    --------
    >>> pupil_layout("enrolments").row
    'pupil and spell at a school'
    >>> pupil_layout("enrolment")
    Traceback (most recent call last):
    ...
    stocktake.standards.errors.UsageError: no pupil table is called 'enrolment'; did you mean
    'enrolments'?
    """
    layouts = pupil_layouts()
    if table not in layouts:
        hint = nearest(table, layouts) or f"expected one of {', '.join(layouts)}"
        raise UsageError(f"no pupil table is called {table!r}; {hint}")
    return layouts[table]


@cache
def load_limits() -> Limits:
    """How many rows a rule may set aside before the rest cannot be used."""
    return load_folder(_ROOM, "limits", Limits)["load"].value


@cache
def allowed_results() -> Mapping[str, AllowedResults]:
    """What the results of a table can be, by table."""
    results = load_folder(_ROOM, "results", AllowedResults)
    return MappingProxyType({name: result.value for name, result in results.items()})
