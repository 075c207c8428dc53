"""The figures of one indicator for one period, by place."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.missing import Missing
from stocktake.standards.periods import Period

FIGURES: dict[str, pl.DataType] = {
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "span_years": pl.Int8(),
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "missing": pl.String(),
    "stage": pl.String(),
    "row": pl.Int32(),
}
"""Columns of figures: one indicator and group, one row per place and period."""

NO_REASON_GIVEN = str(Missing("-").value)


@dataclass(frozen=True)
class Figure:
    """One published figure.

    Parameters
    ----------
    value : float or None
        In the indicator's unit; None where missing.
    missing : str or None
        The symbol that stands instead, ``-`` where there is no row at all; ``u`` may stand next to
        a value that is unreliable.
    numerator, denominator : float or None
        The counts behind a rate, where they are known.
    row : int or None
        Row of the source file.
    """

    value: float | None
    missing: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    row: int | None = None


ABSENT = Figure(None, NO_REASON_GIVEN)
"""What stands for a place without a row."""


def rows_at(figures: pl.DataFrame, period: Period) -> pl.DataFrame:
    """The rows of a period: same digits, same kind, same span. No value is not a number."""
    return figures.filter(
        (pl.col("time_period") == period.time_period)
        & (pl.col("time_identifier") == period.time_identifier)
        & (pl.col("span_years") == period.span_years)
    ).with_columns(pl.col("value").fill_nan(None))


def figures_at(figures: pl.DataFrame, period: Period) -> dict[str, Figure]:
    """Every place's figure for a period.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``FIGURES``; one row per place and period.
    period : Period
        Matched on digits, kind and span: an academic year is no financial year.

    Returns
    -------
    dict of str to Figure
        By place id; empty where nothing is published for the period. A value that is missing or
        not a number is None with its symbol.

    Raises
    ------
    UsageError
        A place has two rows for the period: the frame holds more than one series or group.
    """
    columns = ["place", "value", "missing", "numerator", "denominator", "row"]
    rows = rows_at(figures, period).select(columns)
    figures_by_place: dict[str, Figure] = {}
    twice: list[str] = []
    for place, value, missing, numerator, denominator, row in rows.iter_rows():
        if place in figures_by_place:
            twice.append(place)
        symbol = missing if value is not None else (missing or NO_REASON_GIVEN)
        figures_by_place[place] = Figure(value, symbol, numerator, denominator, row)
    if twice:
        raise UsageError(
            f"more than one figure for {period.label}",
            [
                Fault(place, "has several rows", "one row per place and period", "filter first")
                for place in dict.fromkeys(twice)
            ],
        )
    return figures_by_place
