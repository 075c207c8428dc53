"""A school's latest result without pupils who joined in years 10 and 11, where it was released."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.measures import ImprovementMeasure
from stocktake.schools.improvement.phrases import distance
from stocktake.schools.improvement.statement import WithoutLateJoiners
from stocktake.schools.improvement.wording import LATE_JOINERS_NOT_AVAILABLE
from stocktake.schools.released import ReleasedFigure
from stocktake.standards import period_label


def find_without_late_joiners(
    data: ImprovementData, measure_name: str, figures: Collection[ReleasedFigure]
) -> WithoutLateJoiners | None:
    """The latest released figure of the series that the measure's definition names.

    None where the measure names none, none was released of the school, the figure is hidden, its
    pupils are not printed, or no national result of the year is held.
    """
    measure = data.measure(measure_name)
    series = measure.without_late_joiners
    if not series:
        return None
    usable_figures = [
        row for row in figures if row.series == series and row.value is not None and row.denominator
    ]
    for figure in sorted(usable_figures, key=lambda row: row.time_period, reverse=True):
        national = data.national(measure_name).filter(
            pl.col("time_period") == figure.time_period, pl.col("national").is_not_null()
        )
        if national.height:
            value = float(figure.value or 0.0)
            return WithoutLateJoiners(
                time_period=figure.time_period,
                value=value,
                relative=value - float(national["national"][0]),
                pupil_count=round(figure.denominator or 0),
                source=f"our own release {figure.release}, row {figure.row}",
            )
    return None


def late_joiners_text(item: WithoutLateJoiners | None, measure: ImprovementMeasure) -> str:
    """What a statement says of them; nothing of a stage that has no years 10 and 11."""
    if item is not None:
        return late_joiners_sentence(item, measure)
    return LATE_JOINERS_NOT_AVAILABLE if measure.stage == "ks4" else ""


def late_joiners_sentence(item: WithoutLateJoiners, measure: ImprovementMeasure) -> str:
    """What the result is without them, in the statement's words."""
    unit = "%" if measure.unit == "percent" else ""
    places = measure.decimal_places
    return (
        f"Without pupils who joined in years 10 and 11, {measure.title} was "
        f"{item.value:.{places}f}{unit} in {period_label(item.time_period)} "
        f"({item.pupil_count:,} pupils), {distance(item.relative, measure)} "
        f"of all pupils ({item.source})."
    )
