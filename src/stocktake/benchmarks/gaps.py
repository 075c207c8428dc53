"""Gaps: from a place to what it is compared with, and between two groups of pupils."""

from __future__ import annotations

import polars as pl

from stocktake.benchmarks.figures import FIGURES, NO_REASON_GIVEN


def gap(value: float | None, comparator: float | None) -> float | None:
    """A figure less the one it is compared with.

    Parameters
    ----------
    value, comparator : float or None
        In the same unit.

    Returns
    -------
    float or None
        In the unit's difference (percentage points for a percentage), unrounded. Above 0 means
        that the place's figure is the higher, which is good or bad as the indicator has it.
        None where either is missing.

    Examples
    --------
    >>> gap(55.0, 63.0)
    -8.0
    >>> gap(55.0, None) is None
    True
    """
    return None if value is None or comparator is None else value - comparator


def group_gaps(figures_a: pl.DataFrame, figures_b: pl.DataFrame) -> pl.DataFrame:
    """The gap between two groups, for every place and period.

    The result is a frame of figures like any other: a gap can be ranked, followed over time and
    compared with the gap of England.

    Parameters
    ----------
    figures_a, figures_b : polars.DataFrame
        Columns of ``figures.FIGURES``; the same indicator for two groups, such as disadvantaged
        pupils and all others.

    Returns
    -------
    polars.DataFrame
        Columns of ``figures.FIGURES``; one row per place and period of either. ``value`` is a
        less b, null where either is missing; ``missing`` is then the symbol of a, else of b, and
        ``-`` where one has no row. Counts, stage and row are null: a gap is computed.

    Examples
    --------
    >>> year = {"place": "la-890", "time_period": "202425", "time_identifier": "Academic year",
    ...         "span_years": 1, "numerator": None, "denominator": None, "missing": None,
    ...         "stage": None, "row": 1}
    >>> a = pl.DataFrame([{**year, "value": 41.0}], schema=FIGURES)
    >>> b = pl.DataFrame([{**year, "value": 64.0}], schema=FIGURES)
    >>> group_gaps(a, b)["value"].to_list()
    [-23.0]
    """
    keys = ["place", "time_period", "time_identifier", "span_years"]
    carried = [*keys, "value", "missing"]
    pairs = figures_a.select(carried).join(
        figures_b.select(carried), on=keys, how="full", coalesce=True, suffix="_b"
    )
    value = pl.col("value") - pl.col("value_b")
    symbol = pl.coalesce("missing", "missing_b", pl.lit(NO_REASON_GIVEN))
    gaps = pairs.with_columns(
        value=value,
        missing=pl.when(value.is_null()).then(symbol),
        numerator=pl.lit(None, pl.Float64),
        denominator=pl.lit(None, pl.Float64),
        stage=pl.lit(None, pl.String),
        row=pl.lit(None, pl.Int32),
    )
    return gaps.select(*FIGURES).sort(keys)
