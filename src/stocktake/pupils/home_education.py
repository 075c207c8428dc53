"""Children educated at home by their parents' choice: how many, on a day and in a year, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.rolls import age_at_start, census_day
from stocktake.standards.period import Period

_AGES = (5, 15)
_COLUMNS = ("pupil", "start_date", "end_date", "reason", "judged_suitable")


def home_education_counts(
    spells: Table,
    population: Table,
    *,
    year: str,
    census: date | None = None,
    by: Sequence[str] = (),
) -> Table:
    """Home-educated children on census day and at any time in the year, against the population.

    A child whose home education has been judged unsuitable is a child missing education and is
    counted apart, never as home educated.

    Parameters
    ----------
    spells : table
        ``pupil``, ``start_date``, ``end_date`` (null while it lasts; otherwise the last day),
        ``reason``, ``judged_suitable`` (null: not judged).
    population : table
        ``pupil``, ``date_of_birth`` and the columns of ``by``, one row per child of the area;
        those aged 5 to 15 on the 31 August before are the population. Home-educated children
        who are not there are added to it, in the groups "null", so that nobody is lost.
    year : str
        Academic year in six digits.
    census : datetime.date, optional
        By default the first Thursday of October.
    by : sequence of str
        Columns to group by; none for one row over all.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``population_count``, ``on_census_day_count``,
        ``on_census_day_percent`` (per hundred of the population), ``any_time_in_year_count``,
        ``any_time_in_year_percent`` and ``judged_unsuitable_count`` (at any time in the year).
        Unrounded: the department publishes authorities rounded to ten.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Compulsory school age begins with the term after the fifth birthday; the age at 31 August
    stands for it here.

    Source: Department for Education, Elective home education: methodology (2024).

    Examples
    --------
    >>> import polars as pl
    >>> children = pl.DataFrame({
    ...     "pupil": ["a", "b", "c", "d"], "date_of_birth": [date(2012, 1, 1)] * 4,
    ... })
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a", "b"], "start_date": [date(2023, 9, 1), date(2024, 2, 1)],
    ...     "end_date": [None, date(2024, 5, 1)], "reason": ["HEALTH", "LIFESTYLE"],
    ...     "judged_suitable": [True, None],
    ... })
    >>> found = home_education_counts(spells, children, year="202324").row(0, named=True)
    >>> found["on_census_day_percent"], found["any_time_in_year_percent"]
    (25.0, 50.0)
    """
    period = Period(year, "Academic year")
    day = census_day(year, "autumn") if census is None else census
    birth_dates = to_lazy(population, "population", columns=["pupil", "date_of_birth", *by])
    youngest, oldest = _AGES
    children = birth_dates.with_columns(__age=age_at_start(year)).filter(
        nw.col("__age") >= youngest, nw.col("__age") <= oldest
    )
    per_child = (
        _of_year(spells, period)
        .group_by("pupil")
        .agg(
            _any(_lasts_on(day) & ~_unsuitable()).alias("on_census_day_count"),
            _any(~_unsuitable()).alias("any_time_in_year_count"),
            _any(_unsuitable()).alias("judged_unsuitable_count"),
        )
    )
    counts = ("on_census_day_count", "any_time_in_year_count", "judged_unsuitable_count")
    totals = children.select("pupil", *by).join(
        per_child, on="pupil", how="full", suffix="_at_home"
    )
    aggregates = [
        nw.coalesce(nw.col("pupil"), nw.col("pupil_at_home"))
        .count()
        .cast(nw.Int64)
        .alias("population_count"),
        *(nw.col(name).sum().cast(nw.Int64) for name in counts),
    ]
    sums = totals.group_by(*by).agg(*aggregates) if by else totals.select(*aggregates)
    return to_native_like(
        sums.select(
            *by,
            "population_count",
            nw.col("on_census_day_count").fill_null(0),
            _percent("on_census_day_count").alias("on_census_day_percent"),
            nw.col("any_time_in_year_count").fill_null(0),
            _percent("any_time_in_year_count").alias("any_time_in_year_percent"),
            nw.col("judged_unsuitable_count").fill_null(0),
        ),
        spells,
    )


def home_education_reasons(spells: Table, *, year: str, census: date | None = None) -> Table:
    """Why children are educated at home: children by reason, on census day and in the year.

    Parameters
    ----------
    spells, year, census
        As for :func:`home_education_counts`.

    Returns
    -------
    table of the kind given
        ``reason`` (null where none was stated), ``on_census_day_count``,
        ``any_time_in_year_count``. A child with two spells for two reasons counts under both.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a"], "start_date": [date(2024, 2, 1)], "end_date": [None],
    ...     "reason": ["HEALTH"], "judged_suitable": [None],
    ... }, schema_overrides={"end_date": pl.Date, "judged_suitable": pl.Boolean})
    >>> home_education_reasons(spells, year="202324").rows()
    [('HEALTH', 0, 1)]
    """
    day = census_day(year, "autumn") if census is None else census
    spells_of_year = _of_year(spells, Period(year, "Academic year")).filter(~_unsuitable())
    per_child = spells_of_year.group_by("pupil", "reason").agg(
        _any(_lasts_on(day)).alias("on_census_day_count")
    )
    counts = per_child.group_by("reason").agg(
        nw.col("on_census_day_count").sum().cast(nw.Int64),
        nw.col("pupil").count().cast(nw.Int64).alias("any_time_in_year_count"),
    )
    return to_native_like(counts, spells)


def _of_year(spells: Table, period: Period) -> Lazy:
    return to_lazy(spells, "home_education", columns=_COLUMNS).filter(
        nw.col("start_date") <= nw.lit(period.ends),
        nw.col("end_date").is_null() | (nw.col("end_date") >= nw.lit(period.starts)),
    )


def _lasts_on(day: date) -> nw.Expr:
    ends = nw.col("end_date")
    return (nw.col("start_date") <= nw.lit(day)) & (ends.is_null() | (ends >= nw.lit(day)))


def _unsuitable() -> nw.Expr:
    return ~nw.col("judged_suitable").fill_null(True)


def _any(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64).max()


def _percent(count: str) -> nw.Expr:
    whole = nw.col("population_count")
    share = 100 * nw.col(count).fill_null(0).cast(nw.Float64) / whole.cast(nw.Float64)
    return nw.when(whole > 0).then(share)
