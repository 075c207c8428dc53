"""The tables about schools that profiles and comparisons are made from, as known on a day."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from stocktake.schools.register import SchoolRegister

PLACE_FIGURES = {
    "place": pl.String,
    "time_period": pl.String,
    "measure": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "stage": pl.String,
    "release": pl.String,
}
"""What is used of the table of place figures; it may have more columns."""

INSPECTIONS = {
    "school_urn": pl.Int64,
    "inspection_date": pl.Date,
    "published_date": pl.Date,
    "regime": pl.String,
    "area": pl.String,
    "value": pl.String,
    "safeguarding": pl.String,
    "category": pl.String,
    "event": pl.String,
    "release": pl.String,
    "row": pl.Int64,
}
"""What is used of the table of inspections; it may have more columns."""


@dataclass(frozen=True)
class SchoolData:
    """The published tables about schools.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``stocktake.statistics.school_tables.SCHOOL_FIGURES``.
    register : SchoolRegister
        Schools, links and groups.
    place_figures, inspections : polars.DataFrame
        Columns of ``PLACE_FIGURES`` and ``INSPECTIONS``; empty where nothing is held.
    """

    figures: pl.DataFrame
    register: SchoolRegister
    place_figures: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PLACE_FIGURES))
    inspections: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=INSPECTIONS))
