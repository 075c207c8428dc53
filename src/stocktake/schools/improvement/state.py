"""Makes the statement of one school from the same rows as the table of all schools."""

from __future__ import annotations

from typing import Any

import polars as pl

from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.forecasts import ForecastVersion
from stocktake.schools.improvement.judge import judge_improvement
from stocktake.schools.improvement.late_joiners import late_joiners_text
from stocktake.schools.improvement.level import (
    SchoolStart,
    StatedLevel,
    check_level,
    due_period,
    relative_level,
)
from stocktake.schools.improvement.measures import ImprovementMeasure, period_of
from stocktake.schools.improvement.rungs import rung_used
from stocktake.schools.improvement.settles import expected_from, next_results_year, turning_points
from stocktake.schools.improvement.statement import (
    VERDICT_WORDS,
    DatedPoint,
    ForecastUsed,
    ImprovementStatement,
    LevelAsked,
    SchoolsLikeIt,
    WhatSettles,
    WithoutLateJoiners,
)
from stocktake.schools.improvement.wording import (
    compose_sentence,
    notes_of,
    settles_text,
)

FOUR_OF_FIVE = 1.2815515655446004
"""Standard deviations on either side that hold four results of five."""


def state_improvement(
    data: ImprovementData,
    school_urn: int,
    level: StatedLevel,
    *,
    without_late_joiners: WithoutLateJoiners | None = None,
) -> ImprovementStatement:
    """State whether a school's rate of improvement is sufficient.

    Parameters
    ----------
    school_urn : int
        Any number that the school has had.
    level : StatedLevel

    Returns
    -------
    ImprovementStatement
        "cannot_tell" with its reason where there is one result only, none, no number of pupils,
        a break before the due year or no tested forecast over so many years.

    Raises
    ------
    UsageError
        The question itself cannot be asked: see :func:`check_level`, and an unknown measure.
    """
    measure = data.measure(level.measure)
    urn = data.newest_number(school_urn)
    school_points = data.points(level.measure).filter(pl.col("school_urn") == urn)
    start = _start(school_points, data.national(level.measure), measure)
    check_level(level, start, measure, as_of=data.as_of)
    relative = relative_level(level, start)
    question = pl.DataFrame(
        {"school_urn": [urn], "level": [relative], "due_year": [level.due_year]},
        schema={"school_urn": pl.Int64, "level": pl.Float64, "due_year": pl.Int32},
    )
    version = data.forecast(level.measure)
    row = judge_improvement(school_points, question, measure, version).row(0, named=True)
    history = _history(data, measure, row)
    dated_points = _dated_points(school_points, measure)
    statement = ImprovementStatement(
        school_urn=urn,
        school_name=data.school_name(urn),
        measure=measure.measure,
        measure_title=measure.title,
        unit=measure.unit,
        decimal_places=measure.decimal_places,
        as_of=data.as_of,
        verdict=row["verdict"],
        verdict_words=VERDICT_WORDS[row["verdict"]],
        reason=row["reason"],
        rung=rung_used(data, measure, urn, level.due_year),
        points=dated_points,
        level=LevelAsked(
            value=level.value,
            basis=level.basis,
            relative=relative,
            at_national=None
            if relative is None or start.national is None
            else relative + start.national,
            by=level.by,
            due_period=due_period(level),
        ),
        change_achieved=row["change_achieved"],
        change_needed=row["change_needed"],
        years_left=row["horizon"],
        is_reached=row["change_needed"] is not None and row["change_needed"] <= 0,
        history=history,
        level_is_rare=history is not None and history.is_rare,
        forecast=_forecast(row, version),
        settles=None,
        without_late_joiners=without_late_joiners,
        late_joiners_text=late_joiners_text(without_late_joiners, measure),
        notes=notes_of(dated_points, measure, _noted_breaks(measure, dated_points)),
        sentence="",
    )
    if statement.verdict == "cannot_tell":
        settles = _settles(data, measure, school_points, row)
        statement = statement.model_copy(update={"settles": settles})
    return statement.model_copy(update={"sentence": compose_sentence(statement, measure)})


def _start(
    school_points: pl.DataFrame, national: pl.DataFrame, measure: ImprovementMeasure
) -> SchoolStart:
    """Where the school stands, and the national result of its latest year or of the newest."""
    if school_points.is_empty():
        newest = national["national"].to_list()
        return SchoolStart(None, None, None, None, newest[-1] if newest else None)
    latest = school_points.row(school_points.height - 1, named=True)
    first = _comparable(school_points, measure).row(0, named=True)
    return SchoolStart(
        first["year"], first["relative"], latest["year"], latest["relative"], latest["national"]
    )


def _comparable(school_points: pl.DataFrame, measure: ImprovementMeasure) -> pl.DataFrame:
    """The school's results that may be compared with its latest."""
    latest = school_points.row(school_points.height - 1, named=True)
    return school_points.filter(
        pl.col("segment") == latest["segment"],
        pl.col("year") >= latest["year"] - measure.window_years,
    )


def _dated_points(
    school_points: pl.DataFrame, measure: ImprovementMeasure
) -> tuple[DatedPoint, ...]:
    if school_points.is_empty():
        return ()
    return tuple(
        DatedPoint(
            time_period=row["time_period"],
            value=row["value"],
            national=row["national"],
            national_basis=row["national_basis"],
            distance=row["distance"],
            relative=row["relative"],
            pupil_count=row["pupil_count"],
            count_period=None if row["count_year"] is None else period_of(row["count_year"]),
            school_urn=row["figure_urn"],
            stage=row["stage"],
            release=row["release"],
            row=row["row"],
        )
        for row in _comparable(school_points, measure).iter_rows(named=True)
    )


def _noted_breaks(measure: ImprovementMeasure, points: tuple[DatedPoint, ...]) -> tuple[str, ...]:
    if len(points) < 2:
        return ()
    years = [int(point.time_period[:4]) + 1 for point in points]
    return tuple(item.title for item in measure.noted_breaks(years[0], years[-1]))


def _history(
    data: ImprovementData, measure: ImprovementMeasure, row: dict[str, Any]
) -> SchoolsLikeIt | None:
    """Schools that started in the band; None where nothing is left to gain."""
    gain, years = row["change_needed"], row["horizon"]
    if gain is None or gain <= 0 or years is None or row["reason"] == "break_ahead":
        return None
    band = data.history(measure.measure, start=row["latest"], gain=gain, years=years)
    if band is None:
        return None
    return SchoolsLikeIt(
        lower=band.lower,
        upper=band.upper,
        gain=gain,
        years=years,
        start_periods=tuple(period_of(year) for year in band.start_years),
        starts_count=band.starts_count,
        reached_count=band.reached_count,
        reached_percent=100 * band.reached_share,
        held_years=band.held_offsets,
        held_starts_count=band.held_starts_count,
        held_count=band.held_count,
        held_percent=None if band.held_share is None else 100 * band.held_share,
        is_rare=band.is_rare,
    )


def _forecast(row: dict[str, Any], version: ForecastVersion | None) -> ForecastUsed | None:
    if version is None or row["pattern"] is None:
        return None
    pattern = version.pattern[row["pattern"]]
    return ForecastUsed(
        periods=tuple(period_of(row["latest_year"] - lag) for lag in reversed(pattern.lags)),
        years_ahead=pattern.horizon,
        expected=row["expected"],
        lower=row["expected"] - FOUR_OF_FIVE * row["spread"],
        upper=row["expected"] + FOUR_OF_FIVE * row["spread"],
        probability=row["probability"],
        pupil_count=row["pupil_count"],
        definition_starts=version.starts,
        backtest=pattern.backtest,
    )


def _settles(
    data: ImprovementData,
    measure: ImprovementMeasure,
    school_points: pl.DataFrame,
    row: dict[str, Any],
) -> WhatSettles:
    """The next results that would help, and what they would have to be."""
    version = data.forecast(measure.measure)
    latest = row["latest_year"] or data.newest_year(measure.stage)
    year = next_results_year(measure, latest)
    if row["reason"] == "no_forecast" and version is not None:
        # Once the due year is near enough for a forecast that was tested.
        near_year = row["due_year"] - max(version.horizons())
        year = next_results_year(measure, max(latest, near_year - 1))
    if row["reason"] == "break_ahead":
        # No result from before the break says anything of a level after it.
        break_year = max(y for y in measure.hard_break_years if latest < y <= row["due_year"])
        year = next_results_year(measure, break_year - 1)
    sufficient_from = not_sufficient_to = None
    decides = year == row["due_year"] and row["reason"] != "break_ahead"
    if row["reason"] == "between" and version is not None and year == latest + 1:
        past = dict(_comparable(school_points, measure).select("year", "relative").iter_rows())
        turning = turning_points(
            version,
            past,
            latest_year=latest,
            due_year=row["due_year"],
            level=row["level"],
            pupils=row["pupil_count"],
        )
        sufficient_from, not_sufficient_to = turning.sufficient_from, turning.not_sufficient_to
    expected = expected_from(measure, year)
    settles = WhatSettles(
        time_period=period_of(year),
        expected_from=expected,
        is_due=expected < data.as_of.replace(day=1) and year > latest,
        sufficient_from=sufficient_from,
        not_sufficient_to=not_sufficient_to,
        text="",
    )
    is_reached = row["change_needed"] is not None and row["change_needed"] <= 0
    text = settles_text(settles, measure, decides=decides, is_reached=is_reached)
    return settles.model_copy(update={"text": text})
