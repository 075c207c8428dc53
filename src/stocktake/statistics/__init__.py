"""Keeps every release, and returns the figure for a place and period as known on a date.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.statistics.catalogue import Catalogue, CatalogueEntry, load_catalogue
    from stocktake.statistics.changes import Changes, compare_releases
    from stocktake.statistics.disclosed import indicator_for, keep_disclosed
    from stocktake.statistics.figure_notes import note_table
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.indicators import load_indicators
    from stocktake.statistics.release import Release
    from stocktake.statistics.repeats import note_repeats
    from stocktake.statistics.schema import Break, Indicator, SpecialYear
    from stocktake.statistics.store import Warehouse, is_local

_HOMES = {
    "Break": "schema",
    "Catalogue": "catalogue",
    "CatalogueEntry": "catalogue",
    "Changes": "changes",
    "Indicator": "schema",
    "Release": "release",
    "SpecialYear": "schema",
    "Statistics": "figures",
    "Warehouse": "store",
    "compare_releases": "changes",
    "indicator_for": "disclosed",
    "is_local": "store",
    "keep_disclosed": "disclosed",
    "load_catalogue": "catalogue",
    "load_indicators": "indicators",
    "note_repeats": "repeats",
    "note_table": "figure_notes",
}

__all__ = [
    "Break",
    "Catalogue",
    "CatalogueEntry",
    "Changes",
    "Indicator",
    "Release",
    "SpecialYear",
    "Statistics",
    "Warehouse",
    "compare_releases",
    "indicator_for",
    "is_local",
    "keep_disclosed",
    "load_catalogue",
    "load_indicators",
    "note_repeats",
    "note_table",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
