"""Keeps every release, and returns the figure for a place and period as known on a date.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.statistics.catalogue import Catalogue, CatalogueEntry, load_catalogue
    from stocktake.statistics.changes import Changes, compare_releases
    from stocktake.statistics.disclosed import indicator_for, keep_disclosed, recall_disclosed
    from stocktake.statistics.figure_notes import note_table
    from stocktake.statistics.figures import Statistics
    from stocktake.statistics.indicators import load_indicators
    from stocktake.statistics.release import Release
    from stocktake.statistics.repeats import note_repeats
    from stocktake.statistics.schema import Break, Indicator, SpecialYear
    from stocktake.statistics.school_places import (
        PLACE_FIGURES,
        national_means,
        place_figures,
    )
    from stocktake.statistics.schools import SCHOOL_FIGURES, school_figures
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
    "PLACE_FIGURES": "school_places",
    "SCHOOL_FIGURES": "schools",
    "compare_releases": "changes",
    "indicator_for": "disclosed",
    "is_local": "store",
    "keep_disclosed": "disclosed",
    "load_catalogue": "catalogue",
    "load_indicators": "indicators",
    "national_means": "school_places",
    "note_repeats": "repeats",
    "note_table": "figure_notes",
    "place_figures": "school_places",
    "school_figures": "schools",
    "recall_disclosed": "disclosed",
}

__all__ = [
    "PLACE_FIGURES",
    "SCHOOL_FIGURES",
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
    "national_means",
    "note_repeats",
    "note_table",
    "place_figures",
    "school_figures",
    "recall_disclosed",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
