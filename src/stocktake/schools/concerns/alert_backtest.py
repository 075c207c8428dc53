"""Holds the alert against what inspectors found later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.schools.concerns.alert import decline_alerts, good_schools_on
from stocktake.schools.concerns.figures import CHANCE_Z
from stocktake.schools.improvement.measures import ImprovementMeasure

STRICT_Z = 1.96


@dataclass(frozen=True)
class SignalRecord:
    """How a signal about good schools came out.

    Parameters
    ----------
    title : str
    signals_count, below_count : int
        Schools with the signal, and those of them that were graded below good later.
    fallen_count : int
        Schools graded below good later, with the signal or without.
    """

    title: str
    signals_count: int
    below_count: int
    fallen_count: int

    @property
    def below_percent(self) -> float:
        """Percentage of schools with the signal that were graded below good."""
        return 100 * self.below_count / self.signals_count if self.signals_count else 0.0

    @property
    def caught_percent(self) -> float:
        """Percentage of schools graded below good that had had the signal."""
        return 100 * self.below_count / self.fallen_count if self.fallen_count else 0.0


def alert_outcomes(
    points: pl.DataFrame,
    measure: ImprovementMeasure,
    inspections: pl.DataFrame,
    *,
    good_on: date,
    inspected_by: date,
) -> list[SignalRecord]:
    """Compare signals of a day with the next graded inspection of each good school.

    Parameters
    ----------
    points : DataFrame
        Results known on the day, under newest numbers; the newest year and the one two earlier.
    inspections : DataFrame
        Of all days, under newest numbers.
    good_on, inspected_by : date
        The day on which schools were good, and the last day of the inspections that count.

    Returns
    -------
    list of SignalRecord
        All schools; a fall beyond chance (z below -1.96); the alert; the lowest quarter alone.
    """
    good = good_schools_on(inspections, good_on)
    grades = inspections.filter(
        pl.col("regime") == "graded",
        pl.col("area") == "overall",
        pl.col("event") == "full",
        pl.col("inspection_date").is_between(good_on, inspected_by, closed="right"),
        pl.col("value").is_not_null(),
    )
    later = (
        grades.sort("inspection_date")
        .group_by("school_urn", maintain_order=True)
        .agg(value=pl.col("value").first())
        .with_columns(is_below=~pl.col("value").is_in(["Outstanding", "Good"]))
    )
    rows = decline_alerts(points, measure, good).join(later, on="school_urn")
    fallen_count = int(rows["is_below"].sum())
    signals = (
        ("all", pl.lit(value=True)),
        ("a fall beyond chance (z below -1.96)", pl.col("z") < -STRICT_Z),
        ("the alert", pl.col("is_alert")),
        ("a fall with z below -1.645 alone", pl.col("z") < -CHANCE_Z),
        ("the lowest quarter alone", pl.col("is_lowest_quarter")),
    )
    return [
        SignalRecord(title, selection.height, int(selection["is_below"].sum()), fallen_count)
        for title, selection in ((title, rows.filter(signal)) for title, signal in signals)
    ]
