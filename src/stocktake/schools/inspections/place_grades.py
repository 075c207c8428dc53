"""A place's pupils by the grade of their school: each measure with its groups and its past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.inspections.grade_measures import (
    GOOD_GRADES,
    Measure,
    measure_on,
    reason_for_none,
    unrated_class,
)
from stocktake.schools.inspections.held_share import HeldShare, ShareInputs, held_share_inputs
from stocktake.schools.inspections.inspections import GRADED_REGIME
from stocktake.schools.inspections.share import GradeShare, regroup
from stocktake.schools.inspections.share_rows import GROUP, PHASE, PHASES, WARD
from stocktake.schools.inspections.transition import transition_change
from stocktake.schools.inspections.wording import share_sentences
from stocktake.sources.schools.inspections import inspection_regimes
from stocktake.standards import place_register
from stocktake.statistics.store import Warehouse

Split = Literal["phase", "group", "type", "trust", "ward"]
SPLITS: dict[Split, str] = {
    "group": GROUP,
    "type": "type_group",
    "trust": "trust_name",
    "ward": WARD,
}
"""By what pupils are counted besides their phase, with the column."""
COLUMNS = (PHASE, *SPLITS.values())


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GradeCount(_Part):
    """One class: pupils in its schools, of all pupils and of those in schools with a grade.

    Parameters
    ----------
    percent_of_rated : float or None
        None for the class without a grade.
    """

    grade: str
    school_count: int
    pupil_count: int
    pupils_percent: float
    percent_of_rated: float | None


class GradeLine(_Part):
    """The pupils of a phase, or of a part of it, by the grade of their school.

    Parameters
    ----------
    name : str
        Of the part, such as a ward; empty for the whole phase, or where it is not known.
    good_percent : float
        In the classes that the plan counts; ``unrated_percent`` in schools without a grade.
    """

    split: Split
    name: str
    phase: str
    school_count: int
    pupil_count: int
    good_percent: float
    unrated_percent: float
    grades: tuple[GradeCount, ...]


class GradeChange(_Part):
    """Secondary less primary share in good schools, in points, with its bounds.

    Schools without a grade leave open what lies between ``lowest_`` and ``highest_change_points``.
    """

    primary_percent: float
    secondary_percent: float
    change_points: float
    lowest_change_points: float
    highest_change_points: float


class GradesOfDay(_Part):
    """The shares of one day, each phase a line."""

    on: date
    counted_by: str
    lines: tuple[GradeLine, ...]


class GradeSection(_Part):
    """One measure on the last day that it has, with its past.

    Parameters
    ----------
    lines : tuple of GradeLine
        Every phase, then each part.
    change : GradeChange or None
        Between primary and secondary schools; None where the place has no pupils in one of them.
    past : tuple of GradesOfDay
        At the end of each earlier school year of which a census is held.
    carried_pupil_count : int
        Pupils in schools whose grade was given under an earlier number.
    unplaced_school_count, unplaced_pupil_count : int
        Counted in the census, but of no known phase.
    """

    measure: Measure
    on: date
    counted_by: str
    sentences: tuple[str, ...]
    lines: tuple[GradeLine, ...]
    change: GradeChange | None
    past: tuple[GradesOfDay, ...]
    carried_pupil_count: int
    unplaced_school_count: int
    unplaced_pupil_count: int


class PlaceGrades(_Part):
    """A place's pupils by the grade of their school.

    Parameters
    ----------
    sections : tuple of GradeSection
        Overall grades, then report cards, where the place has pupils: two measures, never joined.
    gap_reason : str
        Why there is nothing between the two.
    """

    place: str
    place_name: str
    as_of: date
    sections: tuple[GradeSection, ...]
    gap_reason: str


def held_place_grades(
    warehouse: Warehouse, place: str, *, as_of: date, own_folder: Path | None = None
) -> PlaceGrades:
    """Count a place's pupils by the grade of their school from the releases known on a day.

    Raises
    ------
    StoreError
        Nothing that counts pupils is held.
    UsageError
        For an unknown place.
    """
    places = place_register(own_folder)
    return place_grades(held_share_inputs(warehouse, as_of=as_of, places=places), place, as_of)


def place_grades(inputs: ShareInputs, place: str, as_of: date) -> PlaceGrades:
    """Count a place's pupils on the last day of each measure, and at the end of earlier years.

    Raises
    ------
    UsageError
        For an unknown place.
    """
    last_overall = inspection_regimes()[GRADED_REGIME].ends
    days = {as_of} if last_overall is None or as_of <= last_overall else {last_overall, as_of}
    sections = []
    for day in sorted(days):
        if measure_on(day) is None:
            continue
        result = inputs.share(day, by=COLUMNS, place=place)
        if not result.share.rows.is_empty():
            sections.append(_section(result, tuple(_past(inputs, place, day))))
    name = inputs.share(as_of, by=(PHASE,), place=place).place_name
    return PlaceGrades(
        place=place,
        place_name=name,
        as_of=as_of,
        sections=tuple(sections),
        gap_reason=reason_for_none(),
    )


def _past(inputs: ShareInputs, place: str, last_day: date) -> Iterator[GradesOfDay]:
    """The ends of school years before a day that have its measure and a census."""
    for period in sorted(inputs.counts.values()):
        day = date(int(period[:4]) + 1, 8, 31)
        if day >= last_day or measure_on(day) != measure_on(last_day):
            continue
        result = inputs.share(day, by=(PHASE,), place=place)
        lines = tuple(_phase_lines(result.share))
        # Before the first inspections held, everything would be without a grade.
        if any(line.unrated_percent < 100 for line in lines):
            yield GradesOfDay(on=day, counted_by=result.counted_by, lines=lines)


def _section(result: HeldShare, past: tuple[GradesOfDay, ...]) -> GradeSection:
    share = result.share
    by_phase = regroup(share, (PHASE,))
    lines = [*_phase_lines(by_phase)]
    for split, column in SPLITS.items():
        lines += _lines(regroup(share, (column, PHASE)), split, column)
    return GradeSection(
        measure=share.measure or "overall_grade",
        on=share.on,
        counted_by=result.counted_by,
        sentences=share_sentences(by_phase, result.place_name),
        lines=tuple(lines),
        change=_change(by_phase),
        past=past,
        carried_pupil_count=int(by_phase.rows["carried_pupil_count"].sum()),
        unplaced_school_count=share.unplaced_school_count,
        unplaced_pupil_count=share.unplaced_pupil_count,
    )


def _phase_lines(share: GradeShare) -> Iterator[GradeLine]:
    yield from _lines(share, "phase", "")


def _lines(share: GradeShare, split: Split, column: str) -> Iterator[GradeLine]:
    """By the name of the part, its phases in the order of a pupil's life."""
    good, last = GOOD_GRADES[share.measure or "overall_grade"], ""
    if share.measure is not None:
        last = unrated_class(share.measure)
    keys = [name for name in (column, PHASE) if name]
    groups = share.rows.partition_by(keys, as_dict=True, maintain_order=True)
    names = {key: (str(key[0] or "") if column else "", str(key[-1])) for key in groups}
    for key in sorted(names, key=lambda key: (names[key][0], PHASES.index(names[key][1]))):
        rows = groups[key]
        counts = tuple(
            GradeCount.model_validate(row)
            for row in rows.select(list(GradeCount.model_fields)).iter_rows(named=True)
        )
        percents = {count.grade: count.pupils_percent for count in counts}
        yield GradeLine(
            split=split,
            name=names[key][0],
            phase=names[key][1],
            school_count=sum(count.school_count for count in counts),
            pupil_count=sum(count.pupil_count for count in counts),
            good_percent=sum(percents.get(grade, 0.0) for grade in good),
            unrated_percent=percents.get(last, 0.0),
            grades=counts,
        )


def _change(by_phase: GradeShare) -> GradeChange | None:
    phases = set(by_phase.rows.filter(pl.col("pupil_count") > 0)[PHASE])
    if not {"primary", "secondary"} <= phases:
        return None
    return GradeChange.model_validate(transition_change(by_phase).row(0, named=True))
