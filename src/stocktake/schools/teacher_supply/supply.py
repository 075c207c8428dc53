"""Reads the supply of teachers from profiles of schools; nothing is estimated."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake.schools.profile.model import MeasureProfile, SchoolProfile
from stocktake.schools.similar.model import SchoolPart
from stocktake.schools.teacher_supply.definition import SupplyDefinition


class SupplyFigure(SchoolPart):
    """The latest published figure of a measure, and how it changed.

    Parameters
    ----------
    value : float or None
        None where the latest year has none, for the reason in ``missing_text``.
    change : float or None
        Since ``since_label``, the first of the comparable years with a figure; None where there
        is no other year.
    national : float or None
        The figure that the profile compares with, of the same year.
    """

    measure: str
    title: str
    decimal_places: int
    period_label: str
    value: float | None
    missing_text: str
    change: float | None
    since_label: str
    national: float | None


class SchoolSupply(SchoolPart):
    """A school's figures by measure; one without any year in the files is left out."""

    urn: int
    figures: tuple[SupplyFigure, ...]

    def figure(self, measure: str) -> SupplyFigure | None:
        """The figure of a measure."""
        return next((row for row in self.figures if row.measure == measure), None)


class UnheldMeasure(SchoolPart):
    """A measure of which no school has a figure, and why."""

    title: str
    reason: str


class TeacherSupply(SchoolPart):
    """The supply of some schools.

    Parameters
    ----------
    measures : tuple of (str, str)
        Id and title of those of which some school has a figure.
    not_held : tuple of UnheldMeasure
        The others.
    """

    source: str
    measures: tuple[tuple[str, str], ...]
    not_held: tuple[UnheldMeasure, ...]
    schools: tuple[SchoolSupply, ...]


def read_teacher_supply(
    profiles: Iterable[tuple[int, SchoolProfile]], definition: SupplyDefinition
) -> TeacherSupply:
    """The supply of schools.

    Parameters
    ----------
    profiles : iterable of (int, SchoolProfile)
        The number under which a school is known, and its profile.

    Examples
    --------
    >>> from stocktake.schools import load_teacher_supply
    >>> [row.title for row in read_teacher_supply([], load_teacher_supply()).not_held][-2:]
    ['Teacher posts that are vacant', 'Teachers who left in the year']
    """
    schools = tuple(_school(urn, profile, definition) for urn, profile in profiles)
    known_ids = {row.measure for school in schools for row in school.figures}
    return TeacherSupply(
        source=definition.source.title,
        measures=tuple((row.id, row.title) for row in definition.measure if row.id in known_ids),
        not_held=tuple(
            UnheldMeasure(title=row.title, reason=row.reason)
            for row in definition.measure
            if row.id not in known_ids
        ),
        schools=schools,
    )


def _school(urn: int, profile: SchoolProfile, definition: SupplyDefinition) -> SchoolSupply:
    measures = {
        row.measure: row for part in profile.parts for row in part.measures if row.group == "all"
    }
    figures = (
        _figure(measures[row.id], row.title)
        for row in definition.measure
        if row.id in measures and _has_figure(measures[row.id])
    )
    return SchoolSupply(urn=urn, figures=tuple(figures))


def _has_figure(measure: MeasureProfile) -> bool:
    return any(year.value is not None for year in measure.years)


def _figure(measure: MeasureProfile, title: str) -> SupplyFigure:
    latest = measure.years[-1]
    first = next(year for year in measure.years if year.value is not None)
    change = None
    if latest.value is not None and first.value is not None and first is not latest:
        change = latest.value - first.value
    return SupplyFigure(
        measure=measure.measure,
        title=title,
        decimal_places=measure.decimal_places,
        period_label=latest.period_label,
        value=latest.value,
        missing_text=latest.missing_text,
        change=change,
        since_label=first.period_label if change is not None else "",
        national=latest.national.value,
    )
