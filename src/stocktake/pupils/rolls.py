"""Who is on which school's roll on a day, how old they are, and when a census is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.standards.period import Period

CensusTerm: TypeAlias = Literal["autumn", "spring", "summer"]

COUNTED_ONCE = ("C", "M")
"""Sole and dual-main registrations: with these a pupil at two schools is one pupil."""

_CENSUS_MONTH: dict[CensusTerm, tuple[int, int, int]] = {
    "autumn": (0, 10, 1),
    "spring": (1, 1, 3),
    "summer": (1, 5, 3),
}
_THURSDAY = 3


def census_day(year: str, term: CensusTerm = "spring") -> date:
    """The day of a school census.

    Parameters
    ----------
    year : str
        Academic year in six digits: ``"202324"``.
    term : "autumn", "spring" or "summer"
        First Thursday of October, third Thursday of January, third Thursday of May.

    Returns
    -------
    datetime.date

    Raises
    ------
    UsageError
        ``year`` is no academic year.

    Notes
    -----
    Source: Department for Education, School census guide (2023), census days.

    Examples
    --------
    >>> census_day("202324").isoformat(), census_day("202324", "autumn").isoformat()
    ('2024-01-18', '2023-10-05')
    """
    later, month, nth = _CENSUS_MONTH[term]
    first = date(Period(year, "Academic year").first_year + later, month, 1)
    return first + timedelta(days=(_THURSDAY - first.weekday()) % 7 + 7 * (nth - 1))


def on_roll(enrolments: Table, on: date, *, statuses: Sequence[str] | None = COUNTED_ONCE) -> Table:
    """The enrolments that stand on a day.

    Parameters
    ----------
    enrolments : table
        ``pupil``, ``school_urn``, ``entry_date``, ``leaving_date`` (null while the pupil stays;
        otherwise the last day on roll) and ``enrolment_status``.
    on : datetime.date
    statuses : sequence of str or None
        Which registrations count; None for all of them.

    Returns
    -------
    table of the kind given
        ``pupil`` and ``school_urn``, each pair once, however many spells hold the day.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a", "b"], "school_urn": [1, 1], "enrolment_status": ["C", "S"],
    ...     "entry_date": [date(2023, 9, 4)] * 2, "leaving_date": [None, None],
    ... }, schema_overrides={"leaving_date": pl.Date})
    >>> on_roll(spells, date(2024, 1, 18)).rows()
    [('a', 1)]
    """
    return to_native_like(standing(enrolments, on, statuses), enrolments)


def standing(enrolments: Table, on: date, statuses: Sequence[str] | None = COUNTED_ONCE) -> Lazy:
    """The same for a measure of this room, still lazy."""
    spells = to_lazy(
        enrolments,
        "enrolments",
        columns=["pupil", "school_urn", "entry_date", "leaving_date", "enrolment_status"],
    )
    standing = spells.filter(
        nw.col("entry_date") <= nw.lit(on),
        nw.col("leaving_date").is_null() | (nw.col("leaving_date") >= nw.lit(on)),
    )
    if statuses is not None:
        standing = standing.filter(nw.col("enrolment_status").is_in(list(statuses)))
    return standing.select("pupil", "school_urn").unique()


def age_at_start(year: str, column: str = "date_of_birth") -> nw.Expr:
    """Age in whole years on the 31 August before an academic year: the age of statistics.

    Parameters
    ----------
    year : str
        Academic year in six digits.
    column : str
        The column with the date of birth; null stays null.

    Returns
    -------
    narwhals.Expr

    Examples
    --------
    >>> import polars as pl
    >>> born = pl.DataFrame({"date_of_birth": [date(2008, 8, 31), date(2008, 9, 1)]})
    >>> to_lazy(born, "pupils").select(age=age_at_start("202324")).collect()["age"].to_list()
    [15, 14]
    """
    first_year = Period(year, "Academic year").first_year
    birth_date = nw.col(column)
    before_september = (birth_date.dt.month() <= 8).cast(nw.Int32)
    return first_year - 1 - birth_date.dt.year().cast(nw.Int32) + before_september


def within(year: str, column: str) -> nw.Expr:
    """Whether a date lies in an academic year, 1 September to 31 August; null where it is null.

    Examples
    --------
    >>> import polars as pl
    >>> days = pl.DataFrame({"date": [date(2023, 9, 1), date(2024, 9, 1)]})
    >>> to_lazy(days, "marks").filter(within("202324", "date")).collect().shape
    (1, 1)
    """
    period = Period(year, "Academic year")
    day = nw.col(column)
    return (day >= nw.lit(period.starts)) & (day <= nw.lit(period.ends))
