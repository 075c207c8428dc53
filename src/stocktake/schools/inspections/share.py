"""The share of pupils in schools of each grade, with schools not yet rated as their own class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from stocktake.schools.inspections.carry_forward import (
    Carry,
    carry_forward,
    under_numbers_of_the_day,
)
from stocktake.schools.inspections.grade_measures import (
    Measure,
    card_classes,
    measure_on,
    reason_for_none,
    scale_of,
    unrated_class,
)
from stocktake.schools.inspections.inspections import URN, known_inspections, overall_grades
from stocktake.schools.inspections.share_rows import (
    COUNTS,
    GROUP,
    LA,
    PHASE,
    complete_shares,
    count_shares,
    no_rows,
    place_pupils,
)
from stocktake.schools.register.identity import IDENTITY, school_identities
from stocktake.schools.register.places import ENGLAND, is_in_place
from stocktake.schools.register.record import SchoolRegister, schools_as_on
from stocktake.standards import PlaceRegister
from stocktake.standards.errors import UsageError

NUMBER = "number_in_use"


@dataclass(frozen=True)
class GradeShare:
    """Pupils by the grade of their school on a day.

    Parameters
    ----------
    measure : str or None
        ``overall_grade`` to 31 August 2024, ``report_card`` from 10 November 2025; None between,
        when there is no such measure. The two are never joined.
    on : date
        Inspections count that were known on this day.
    rows : polars.DataFrame
        The columns grouped by, then ``grade``, ``school_count``, ``pupil_count``,
        ``pupils_percent`` (of all pupils, those of schools not yet rated among them),
        ``percent_of_rated`` (null for the class without a grade) and ``carried_pupil_count``:
        pupils in schools whose grade was given under an earlier number.
    unplaced_school_count, unplaced_pupil_count : int
        Counted in the census, but in no file of the register, or of no known phase.
    reason : str
        Why there is no measure; empty where there is one.
    """

    measure: Measure | None
    on: date
    rows: pl.DataFrame
    unplaced_school_count: int = 0
    unplaced_pupil_count: int = 0
    reason: str = ""


def share_by_grade(
    register: SchoolRegister,
    inspections: pl.DataFrame,
    pupils: pl.DataFrame,
    *,
    on: date,
    counted_on: date,
    known_on: date | None = None,
    by: Sequence[str] = (LA, PHASE, GROUP),
    carry: Carry = "converters",
    place: str = ENGLAND,
    places: PlaceRegister | None = None,
) -> GradeShare:
    """Count the pupils of state-funded schools by the grade of their school.

    Every pupil of the census counts, in the authority, phase and ward of the school. A school
    without a grade stands in a class of its own and stays in the denominator, as plan and
    publications count it.

    Parameters
    ----------
    inspections : polars.DataFrame
        Columns of ``INSPECTIONS``, of any files together.
    pupils : polars.DataFrame
        ``school_urn``, ``group`` (``all``, ``disadvantaged``, ...) and ``pupil_count``.
    on : date
        The day on which grades are looked at.
    counted_on : date
        The day of the census that counted the pupils; places and phases are those of this day.
    known_on : date, optional
        The day by which outcomes had been published; by default ``on``.
    by : sequence of str
        Columns to group by: ``la_code``, ``counted_phase``, ``group``, ``ward``, ``type_group``,
        ``trust_name``; none of places for England. Without ``group``, only pupils of the group
        ``all`` count.
    carry : str
        Which schools keep the grade of the number before.
    place : str
        Only the schools of this place on the day of the census: an authority, region, trust,
        area; England by default.
    places : PlaceRegister, optional
        Places to know it by; the shipped register by default.

    Raises
    ------
    UsageError
        For an unknown place.

    Examples
    --------
    >>> empty = pl.DataFrame(schema={"school_urn": pl.Int64, "group": pl.String,
    ...     "pupil_count": pl.Int64})
    >>> from stocktake.sources.schools.inspections.columns import INSPECTIONS
    >>> share = share_by_grade(SchoolRegister.empty(), pl.DataFrame(schema=INSPECTIONS), empty,
    ...     on=date(2025, 1, 1), counted_on=date(2025, 1, 16))
    >>> share.measure, share.reason
    (None, 'overall grades ended on 31 August 2024, and report cards began on 10 November 2025')
    """
    measure = measure_on(on)
    is_inside = is_in_place(register, place, counted_on, places=places)
    if measure is None:
        return GradeShare(None, on, no_rows(by), reason=reason_for_none())
    schools = schools_as_on(register, counted_on)
    links = _links_of_one_school(register.links, pupils)
    if place != ENGLAND:
        schools = schools.filter(is_inside)
        pupils = pupils.join(schools, on=URN, how="semi")
    known_rows = known_inspections(inspections, on, known_on)
    known_rows = under_numbers_of_the_day(known_rows, links)
    outcomes = (
        overall_grades(known_rows) if measure == "overall_grade" else card_classes(known_rows)
    )
    placed_pupils, unplaced = place_pupils(pupils, schools, by)
    placed_pupils = _with_number_in_use(placed_pupils, links, counted_on, on)
    numbers = schools_as_on(register, on).filter(pl.col(URN).is_in(placed_pupils[NUMBER].implode()))
    grades = carry_forward(outcomes, numbers, links, carry)
    last = unrated_class(measure)
    grades = grades.select(pl.col(URN).alias(NUMBER), "grade", "is_carried")
    rows = placed_pupils.join(grades, on=NUMBER, how="left")
    rows = rows.with_columns(pl.col("grade").fill_null(last))
    return GradeShare(
        measure,
        on,
        count_shares(rows, by, (*scale_of(measure), last), last),
        unplaced_school_count=unplaced.n_unique(URN),
        unplaced_pupil_count=int(unplaced["pupil_count"].sum()),
    )


def regroup(share: GradeShare, by: Sequence[str]) -> GradeShare:
    """The same share by fewer columns.

    Without ``group``, only pupils of the group ``all`` count.

    Raises
    ------
    UsageError
        The share was not counted by one of the columns.
    """
    keys = share.rows.columns[: share.rows.columns.index("grade")]
    if unknown_columns := [name for name in by if name not in keys]:
        raise UsageError(f"the share was not counted by {', '.join(unknown_columns)}")
    rows = share.rows
    if GROUP in keys and GROUP not in by:
        rows = rows.filter(pl.col(GROUP) == "all")
    if share.measure is None:
        return replace(share, rows=no_rows(by))
    counts = rows.group_by(*by, "grade").agg(pl.col(*COUNTS).sum())
    last = unrated_class(share.measure)
    return replace(share, rows=complete_shares(counts, by, (*scale_of(share.measure), last), last))


def join_shares(shares: Sequence[GradeShare]) -> pl.DataFrame:
    """Shares of several days in one table, with their day in ``on``.

    Raises
    ------
    UsageError
        They are of both measures: an old grade and a report card cannot be compared.
    """
    measures = {share.measure for share in shares if share.measure is not None}
    if len(measures) > 1:
        raise UsageError(
            "shares by overall grade and by report card are different measures and are not joined; "
            "show them in two tables"
        )
    frames = [
        share.rows.with_columns(pl.lit(share.on).alias("on"))
        for share in shares
        if share.measure is not None
    ]
    return pl.concat(frames) if frames else pl.DataFrame()


def _links_of_one_school(links: pl.DataFrame, pupils: pl.DataFrame) -> pl.DataFrame:
    """Links without those between two numbers that both have pupils on the same day.

    The register links some new schools plainly to one that goes on next to them.
    """
    counted_rows = pupils.filter(pl.col("pupil_count") > 0)[URN].unique().implode()
    return links.filter(
        ~(pl.col(URN).is_in(counted_rows) & pl.col("linked_urn").is_in(counted_rows))
    )


def _with_number_in_use(
    pupils: pl.DataFrame, links: pl.DataFrame, counted_on: date, on: date
) -> pl.DataFrame:
    """The number under which each school that the census counted is inspected on the day.

    A number with pupils was in use at the census; it can only have changed since.
    """
    since = links.filter(pl.col("date") >= counted_on)
    identities = school_identities(since, as_of=on).select(URN, pl.col(IDENTITY).alias(NUMBER))
    joined_rows = pupils.join(identities, on=URN, how="left")
    return joined_rows.with_columns(pl.col(NUMBER).fill_null(pl.col(URN)))
