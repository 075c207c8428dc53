"""Figures that their measure cannot have: a slip of a file, or of the definition that reads it.

One figure of 1e308 in a column would move the country's mean, and with it what is said of every
school; a share that is read as a percentage and is one already is a hundred times too large.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from stocktake.sources.ees_file import rows_of
from stocktake.sources.schools.measure_schema import SchoolMeasure, load_school_measures
from stocktake.standards.errors import Fault

FIX = "correct the file; where the figure is right, give its measure a lowest or highest"
_LIMITS = {"measure": pl.String(), "lowest": pl.Float64(), "highest": pl.Float64()}


def impossible_figures(
    file_name: str, figures: pl.DataFrame, own_folder: Path | None = None
) -> list[Fault]:
    """One fault for each measure with such figures: the first row, and how many there are.

    Parameters
    ----------
    figures : polars.DataFrame
        As ``FigureReader.figures`` returns them.
    """
    measures = load_school_measures(own_folder)
    names = [name for name in figures["measure"].unique().sort() if name in measures]
    limits = pl.DataFrame(
        [(name, *measures[name].limits) for name in names], schema=_LIMITS, orient="row"
    )
    is_beyond = ~pl.col("value").is_between("lowest", "highest") | (pl.col("pupil_count") < 0)
    beyond = (
        figures.join(limits, on="measure")
        .filter(is_beyond)
        .sort("measure", "row")
        .group_by("measure", maintain_order=True)
        .agg(pl.col("row", "value", "pupil_count").first(), pl.len().alias("count"))
    )
    return [
        _fault(file_name, row, measures[row["measure"]]) for row in beyond.iter_rows(named=True)
    ]


def _fault(file_name: str, row: dict[str, Any], measure: SchoolMeasure) -> Fault:
    location = f"{file_name}: row {row['row']}"
    count = rows_of(row["count"], "figure")
    pupils = row["pupil_count"]
    if pupils is not None and pupils < 0:
        return Fault(location, f"{measure.title} of {pupils} pupils ({count})", "0 or more", FIX)
    lowest, highest = measure.limits
    expected = f"{lowest:,.0f} to {highest:,.0f} {measure.unit}"
    return Fault(location, f"{measure.title} is {row['value']:g} ({count})", expected, FIX)
