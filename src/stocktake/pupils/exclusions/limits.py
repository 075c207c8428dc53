"""The law's limits: 45 days of suspension in a year, provision from day six, five days of E."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import narwhals as nw

from stocktake.pupils.exclusions.schema import ExclusionLimits
from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.pupils.rolls import within
from stocktake.pupils.school_days import number_days
from stocktake.standards.definitions import load_folder

_SESSIONS_IN_DAY = 2


def exclusion_limits(*, own_folder: Path | None = None) -> ExclusionLimits:
    """The limits on suspension that are in force.

    Parameters
    ----------
    own_folder : path, optional
        A place's own folder of definitions; ``exclusions/limits.toml`` there replaces ours.

    Raises
    ------
    DefinitionError
        The file is faulty.

    Examples
    --------
    >>> exclusion_limits().most_days_in_year
    45
    """
    return _shipped() if own_folder is None else _read(own_folder)


def suspension_totals(
    exclusions: Table, *, year: str, limits: ExclusionLimits | None = None
) -> Table:
    """How long each pupil was suspended in a year, all schools together, against the limit.

    Pupils who moved school are why this is counted by pupil: neither school alone sees the sum.

    Parameters
    ----------
    exclusions : table
        ``pupil``, ``school_urn``, ``category``, ``start_date``, ``sessions``.
    year : str
        Academic year in six digits.
    limits : ExclusionLimits, optional
        By default those shipped.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil``, ``suspensions_count``, ``schools_count``, ``days`` (half days
        are halves here, since the limit counts them so), ``days_left`` (never negative) and
        ``over_limit``. A suspension without stated sessions adds no days.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: Department for Education, Suspensions and permanent exclusions in England:
    methodology (2024), length of suspension.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> excluded = pl.DataFrame({
    ...     "pupil": ["a", "a"], "school_urn": [1, 2], "category": ["SUSP"] * 2,
    ...     "start_date": [date(2023, 10, 2), date(2024, 2, 5)], "sessions": [60, 31],
    ... })
    >>> suspension_totals(excluded, year="202324").drop("time_period").row(0)
    ('a', 2, 2, 45.5, 0.0, True)
    """
    rules = exclusion_limits() if limits is None else limits
    columns = ["pupil", "school_urn", "category", "start_date", "sessions"]
    suspended = to_lazy(exclusions, "exclusions", columns=columns).filter(
        within(year, "start_date"), nw.col("category") == "SUSP"
    )
    sums = suspended.group_by("pupil").agg(
        nw.col("category").count().cast(nw.Int64).alias("suspensions_count"),
        nw.col("school_urn").n_unique().cast(nw.Int64).alias("schools_count"),
        nw.col("sessions").cast(nw.Int64).sum().fill_null(0).alias("__sessions"),
    )
    days = nw.col("__sessions").cast(nw.Float64) / _SESSIONS_IN_DAY
    left = nw.max_horizontal(rules.most_days_in_year - days, nw.lit(0.0))
    over = nw.col("__sessions") > rules.most_days_in_year * _SESSIONS_IN_DAY
    return to_native_like(
        sums.select(
            nw.lit(year).alias("time_period"),
            "pupil",
            "suspensions_count",
            "schools_count",
            days.alias("days"),
            left.alias("days_left"),
            over.alias("over_limit"),
        ),
        exclusions,
    )


def provision_due(
    exclusions: Table, calendar: Table, *, limits: ExclusionLimits | None = None
) -> Table:
    """The day from which education had to be arranged for each pupil excluded for long.

    Parameters
    ----------
    exclusions : table
        ``pupil``, ``school_urn``, ``category``, ``start_date``, ``sessions``.
    calendar : table
        ``school_urn``, ``date``: every open day of each school.
    limits : ExclusionLimits, optional
        By default those shipped: from the sixth school day.

    Returns
    -------
    table of the kind given
        The long suspensions and the permanent exclusions, with ``provision_due``: null where it
        unknown, because the exclusion starts on no open day of the school's calendar or
        the calendar ends before. Shorter suspensions are left out. Suspensions that follow
        each other without a day between are judged one by one.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: Education and Inspections Act 2006, section 100 (suspension) and Education Act 1996,
    section 19 (permanent exclusion); sixth day by regulations.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> open_days = [date(2023, 10, day) for day in (2, 3, 4, 5, 6, 9)]
    >>> calendar = pl.DataFrame({"school_urn": [1] * 6, "date": open_days})
    >>> excluded = pl.DataFrame({
    ...     "pupil": ["a", "b"], "school_urn": [1, 1], "category": ["PERM", "SUSP"],
    ...     "start_date": [date(2023, 10, 2)] * 2, "sessions": [None, 10],
    ... })
    >>> provision_due(excluded, calendar).select("pupil", "provision_due").rows()
    [('a', datetime.date(2023, 10, 9))]
    """
    rules = exclusion_limits() if limits is None else limits
    columns = ["pupil", "school_urn", "category", "start_date", "sessions"]
    before = rules.provision_from_day - 1
    long = to_lazy(exclusions, "exclusions", columns=columns).filter(
        (nw.col("category") == "PERM") | (nw.col("sessions") > before * _SESSIONS_IN_DAY)
    )
    first = number_days(calendar).select(
        "school_urn",
        nw.col("date").alias("start_date"),
        (nw.col("day_number") + before).alias("__due"),
    )
    sixth = number_days(calendar).select(
        "school_urn", nw.col("day_number").alias("__due"), nw.col("date").alias("provision_due")
    )
    spans = long.join(first, on=["school_urn", "start_date"], how="left").join(
        sixth, on=["school_urn", "__due"], how="left"
    )
    return to_native_like(spans.select(*columns, "provision_due"), exclusions)


def code_e_runs(
    marks: Table, calendar: Table, *, year: str, limits: ExclusionLimits | None = None
) -> Table:
    """Unbroken runs of code E in the register that last longer than the law allows.

    From the sixth school day of an exclusion somebody must teach the pupil, and the register must
    say where; a longer run of E means that nobody did, or that the register is wrong.

    Parameters
    ----------
    marks : table
        ``pupil``, ``school_urn``, ``date``, ``code``.
    calendar : table
        ``school_urn``, ``date``: every open day of each school.
    year : str
        Academic year in six digits.
    limits : ExclusionLimits, optional
        By default those shipped: at most five days.

    Returns
    -------
    table of the kind given
        One row per run that is too long: ``pupil``, ``school_urn``, ``starts``, ``ends``,
        ``days_count`` (school days with at least one session of E). Marks on days that the
        calendar lacks are left out.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: SI 2024/208, regulation 10, code E.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> days = [date(2023, 10, day) for day in (2, 3, 4, 5, 6, 9)]
    >>> calendar = pl.DataFrame({"school_urn": [1] * 6, "date": days})
    >>> marks = calendar.with_columns(pupil=pl.lit("a"), code=pl.lit("E"))
    >>> code_e_runs(marks, calendar, year="202324")["days_count"].to_list()
    [6]
    """
    rules = exclusion_limits() if limits is None else limits
    read = to_lazy(marks, "marks", columns=["pupil", "school_urn", "date", "code"])
    excluded = read.filter(nw.col("code") == "E", within(year, "date"))
    days = excluded.select("pupil", "school_urn", "date").unique()
    school_days = days.join(number_days(calendar), on=["school_urn", "date"], how="inner")
    one = school_days.with_columns(__one=nw.lit(1).cast(nw.Int64))
    order = nw.col("__one").cum_sum().over("pupil", "school_urn", order_by="date")
    # Along a run both numbers rise by one, so that their difference stays what it is.
    runs = one.with_columns(__run=nw.col("day_number") - order)
    runs_by_pupil = runs.group_by("pupil", "school_urn", "__run").agg(
        nw.col("date").min().alias("starts"),
        nw.col("date").max().alias("ends"),
        nw.col("__one").sum().alias("days_count"),
    )
    too_long = runs_by_pupil.filter(nw.col("days_count") > rules.longest_code_e_days)
    columns = ["pupil", "school_urn", "starts", "ends", "days_count"]
    return to_native_like(too_long.select(*columns), marks)


@cache
def _shipped() -> ExclusionLimits:
    return _read(None)


def _read(own_folder: Path | None) -> ExclusionLimits:
    return load_folder("stocktake.pupils", "exclusions", ExclusionLimits, own_folder=own_folder)[
        "limits"
    ].value
