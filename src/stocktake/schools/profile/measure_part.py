"""The measures of one school: three comparable years, the sentence, the trend, what came before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from stocktake.schools.measures import ProfileMeasure, ProfileSection
from stocktake.schools.profile import wording
from stocktake.schools.profile.model import MeasureProfile, ProfilePart, SeriesBreak, YearFigure
from stocktake.schools.profile.trend import measure_trend
from stocktake.schools.profile.year_figures import absent_figure, year_figure
from stocktake.standards.periods import period_label

YEARS = 3

GROUP_TITLES = {
    "all": "All pupils",
    "disadvantaged": "Disadvantaged pupils",
    "other": "Other pupils",
    "not_disadvantaged": "Other pupils",
    "boys": "Boys",
    "girls": "Girls",
    "low_prior": "Pupils of low prior attainment",
    "middle_prior": "Pupils of middle prior attainment",
    "high_prior": "Pupils of high prior attainment",
    "eal": "Pupils whose first language is not English",
}
"""Other groups are called as they are named."""

Marks = Mapping[tuple[str, int, str, str], str]
"""What files print for missing figures, by release, line, measure and group."""


def profile_parts(
    rows: pl.DataFrame,
    sections: Sequence[tuple[str, ProfileSection]],
    measures: Mapping[str, ProfileMeasure],
    held_periods: Mapping[str, Sequence[str]],
    phase: str | None,
    marks: Marks,
) -> tuple[ProfilePart, ...]:
    """The parts of a school's profile in order.

    Parameters
    ----------
    rows : polars.DataFrame
        The school's rows of the table.
    held_periods : mapping
        The years, in order, in which any school has a figure, by measure.
    phase : str or None
        The school's own; a part of another phase is left out unless it has figures.
    marks : mapping
        See ``Marks``; may be empty.
    """
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for row in rows.sort("time_period").to_dicts():
        groups.setdefault(row["measure"], {}).setdefault(row["group"], []).append(row)
    parts = []
    for name, section in sections:
        profiles = [
            _measure_profile(measures[entry.id], group, group_rows, held_periods, marks)
            for entry in section.measure
            for group, group_rows in sorted(
                groups.get(entry.id, {}).items(), key=lambda item: (item[0] != "all", item[0])
            )
        ]
        is_of_phase = any(entry.phase in ("own", phase) for entry in section.measure)
        if profiles or (section.empty and is_of_phase):
            parts.append(
                ProfilePart(
                    id=name,
                    title=section.title,
                    measures=tuple(profiles),
                    empty="" if profiles else section.empty,
                )
            )
    return tuple(parts)


def _measure_profile(
    measure: ProfileMeasure,
    group: str,
    rows: list[dict[str, Any]],
    held_periods: Mapping[str, Sequence[str]],
    marks: Marks,
) -> MeasureProfile:
    by_period = {row["time_period"]: row for row in rows}
    window = _window(measure, held_periods.get(measure.id, ()), sorted(by_period))
    years, variances = [], []
    for period in window:
        row = by_period.get(period)
        years.append(_figure(row, period, measure, marks))
        variances.append(row["variance"] if row else None)
    earlier = [period for period in sorted(by_period) if period < window[0]]
    measure_title_note = measure.entry.note or measure.definition.description
    return MeasureProfile(
        measure=measure.id,
        title=measure.title,
        unit=measure.unit,
        better=measure.better,
        decimal_places=measure.decimal_places,
        group=group,
        group_title=GROUP_TITLES.get(group) or group.replace("_", " ").capitalize(),
        years=tuple(years),
        earlier=tuple(_figure(by_period[period], period, measure, marks) for period in earlier),
        breaks=_breaks(measure, [*earlier, *window]),
        sentence=_sentence(years, measure),
        trend=measure_trend(years, variances, measure),
        note=measure_title_note,
    )


def _window(
    measure: ProfileMeasure, held_years: Sequence[str], own_years: Sequence[str]
) -> list[str]:
    """The latest three comparable years; of a school that has none of them, its own latest."""
    last = held_years[-1] if held_years else ""
    # A year of which few schools are held is shown for those that have it.
    candidates = [*held_years, *(period for period in own_years if period > last)]
    latest = candidates[-YEARS:]
    if not set(latest) & set(own_years):
        latest = [period for period in held_years if period <= own_years[-1]][-YEARS:]
    latest = latest or list(own_years[-YEARS:])
    since = measure.comparable_since(latest[-1])
    return [period for period in latest if period >= since]


def _figure(
    row: dict[str, Any] | None, period: str, measure: ProfileMeasure, marks: Marks
) -> YearFigure:
    if row is None:
        return absent_figure(period, measure)
    mark = marks.get((row["release"], row["row"], row["measure"], row["group"]))
    return year_figure(row, measure, mark)


def _breaks(measure: ProfileMeasure, periods: Sequence[str]) -> tuple[SeriesBreak, ...]:
    return tuple(
        SeriesBreak(period=item.period, period_label=period_label(item.period), reason=item.reason)
        for item in measure.definition.series_break
        if periods[0] < item.period <= periods[-1]
    )


def _sentence(years: Sequence[YearFigure], measure: ProfileMeasure) -> str:
    """The latest year; where it has no figure, also the latest that has one."""
    latest = years[-1]
    sentence = wording.figure_sentence(latest, measure)
    if latest.value is None:
        figures = [figure for figure in years if figure.value is not None]
        if figures:
            return f"{sentence} Before that: {wording.figure_sentence(figures[-1], measure)}"
    return sentence
