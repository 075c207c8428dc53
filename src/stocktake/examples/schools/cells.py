"""Prints figures as published files do: rounded, with marks in place of what is not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from stocktake.examples.pupils.random_streams import Floats
from stocktake.examples.schools.schema import load_story_of_schools

SUPPRESSED, NO_ENTRIES, NOT_AVAILABLE = "SUPP", "NE", "NA"
SMALLEST_COHORT = 6
"""A cohort or group of fewer pupils has no published results."""


def print_column(
    values: Floats, decimals: int, *, sign: str = "", blank: str = NOT_AVAILABLE
) -> list[str]:
    """Figures as text; what is no number as a mark.

    Examples
    --------
    >>> print_column(np.array([52.26, np.nan, -0.001]), 2)
    ['52.26', 'NA', '0.00']
    """
    numbers = np.round(values, decimals) + 0.0
    return [
        f"{value:.{decimals}f}{sign}" if np.isfinite(value) else blank for value in numbers.tolist()
    ]


def hide_small(texts: Sequence[str], counts: Floats) -> list[str]:
    """Results without those of groups too small to be shown, or of nobody.

    A number of pupils that is not known hides nothing.

    Examples
    --------
    >>> hide_small(["4", "52", "0"], np.array([4.0, 52.0, 0.0]))
    ['SUPP', '52', 'NE']
    """
    return [
        NO_ENTRIES if count == 0 else SUPPRESSED if count < SMALLEST_COHORT else text
        for text, count in zip(texts, np.nan_to_num(counts, nan=np.inf).tolist(), strict=True)
    ]


def as_csv(columns: Mapping[str, Sequence[str]], *, time_period: str = "") -> str:
    """A table as a file, with the planted marks of its year."""
    table = pl.DataFrame(columns)
    for mark in load_story_of_schools().mark:
        if mark.time_period == time_period and mark.column in columns:
            is_marked = pl.col("URN") == str(mark.urn)
            table = table.with_columns(
                pl.when(is_marked).then(pl.lit(mark.text)).otherwise(mark.column).alias(mark.column)
            )
    return table.write_csv(line_terminator="\n")


def replace_own(table: pl.DataFrame, pupil_figures: pl.DataFrame | None) -> pl.DataFrame:
    """The figures of the borough's pupils in place of those made for their schools."""
    if pupil_figures is None:
        return table
    missing = [name for name in table.columns if name not in pupil_figures.columns]
    rows = pupil_figures.join(table.select("urn", *missing), on="urn", how="left").select(
        table.columns
    )
    return pl.concat([table.join(pupil_figures.select("urn"), on="urn", how="anti"), rows]).sort(
        "urn"
    )
