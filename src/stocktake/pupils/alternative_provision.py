"""Education arranged elsewhere: how many days of it, full time or not, and who waited for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.pupils.rolls import within
from stocktake.standards.period import Period

FULL_TIME_SESSIONS = 10
"""Sessions of a full school week."""

_PLACEMENT = (
    "pupil",
    "school_urn",
    "provider_name",
    "reason",
    "start_date",
    "end_date",
    "sessions_per_week",
    "required_from",
)


def placement_days(
    placements: Table, calendar: Table, *, year: str, as_of: date | None = None
) -> Table:
    """Each placement of a year: school days in it, whether full time, and the wait before it.

    Parameters
    ----------
    placements : table
        ``pupil``, ``school_urn`` (the school on whose roll), ``provider_name``, ``reason``,
        ``start_date``, ``end_date`` (null while it lasts), ``sessions_per_week`` (10 is full
        time), ``required_from`` (the day from which provision had to be made; null where none
        had to).
    calendar : table
        ``school_urn``, ``date``: every open day of each school, years before and after included
        where a wait reaches into them.
    year : str
        Academic year in six digits. Days of other years are not counted, waits are.
    as_of : datetime.date, optional
        The last day to count for placements that last; by default the year's end.

    Returns
    -------
    table of the kind given
        The columns of ``placements``, ``days_count`` (open days in the placement), ``days``
        (the same in full-time days: half-time placements count half), ``full_time`` and
        ``wait_days_count``: open days on which provision was due and not there, 0 where it came
        in time. Null where nobody can tell: no calendar for the school, no number of sessions,
        no day from which provision was due.

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Provision is due from the sixth school day of an exclusion: :func:`provision_due` says which
    day that was.

    Source: Education Act 1996, section 19; Department for Education, Alternative provision:
    statutory guidance (2013).

    Examples
    --------
    >>> import polars as pl
    >>> days = [date(2023, 10, day) for day in (2, 3, 4, 5, 6, 9)]
    >>> calendar = pl.DataFrame({"school_urn": [1] * 6, "date": days})
    >>> placed = pl.DataFrame({
    ...     "pupil": ["a"], "school_urn": [1], "provider_name": ["A farm"],
    ...     "reason": ["EXCLUSION"], "start_date": [date(2023, 10, 4)],
    ...     "end_date": [date(2023, 10, 6)], "sessions_per_week": [5],
    ...     "required_from": [date(2023, 10, 2)],
    ... })
    >>> row = placement_days(placed, calendar, year="202324").row(0, named=True)
    >>> row["days_count"], row["days"], row["full_time"], row["wait_days_count"]
    (3, 1.5, False, 2)
    """
    period = Period(year, "Academic year")
    last = period.ends if as_of is None else min(as_of, period.ends)
    placements_in_year = to_lazy(placements, "alternative_provision", columns=_PLACEMENT).filter(
        nw.col("start_date") <= nw.lit(last),
        nw.col("end_date").is_null() | (nw.col("end_date") >= nw.lit(period.starts)),
    )
    open_days = to_lazy(calendar, "calendar", columns=["school_urn", "date"]).unique()
    day = nw.col("date")
    until = nw.coalesce(nw.col("end_date"), nw.lit(last))
    in_placement = (day >= nw.col("start_date")) & (day <= until) & (day <= nw.lit(last))
    waiting = (day >= nw.col("required_from")) & (day < nw.col("start_date"))
    counts = (
        placements_in_year.join(open_days.select("school_urn", "date"), on="school_urn", how="left")
        .group_by(*_PLACEMENT)
        .agg(
            _count(in_placement & within(year, "date")).alias("__days"),
            _count(waiting).alias("__waited"),
            day.count().alias("__calendar"),
        )
    )
    sessions = nw.col("sessions_per_week").cast(nw.Float64)
    has_calendar = nw.col("__calendar") > 0
    due = has_calendar & ~nw.col("required_from").is_null()
    return to_native_like(
        counts.select(
            nw.lit(year).alias("time_period"),
            *_PLACEMENT,
            nw.when(has_calendar).then(nw.col("__days")).alias("days_count"),
            nw.when(has_calendar)
            .then(nw.col("__days") * sessions / FULL_TIME_SESSIONS)
            .alias("days"),
            (nw.col("sessions_per_week") >= FULL_TIME_SESSIONS).alias("full_time"),
            nw.when(due).then(nw.col("__waited")).alias("wait_days_count"),
        ),
        placements,
    )


def placement_summary(rows: Table, *, by: Sequence[str] = ("school_urn",)) -> Table:
    """Alternative provision by school or group: pupils, days, full time, and waits.

    Parameters
    ----------
    rows : table
        What :func:`placement_days` returns, with any group columns joined to it.
    by : sequence of str
        Columns to group by; an empty one for one row over all.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``pupils_count``, ``placements_count``, ``days`` (full-time
        days), ``full_time_count``, ``full_time_percent`` of the placements whose sessions are
        stated, ``due_count`` (placements with a day from which they were due), ``late_count``
        and ``late_percent`` of those, and ``longest_wait_days`` (null where none was due).

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "school_urn": [1, 1], "pupil": ["a", "a"], "days": [1.5, 10.0],
    ...     "full_time": [False, True], "wait_days_count": [2, None],
    ... })
    >>> found = placement_summary(rows).row(0, named=True)
    >>> found["pupils_count"], found["full_time_percent"], found["late_percent"]
    (1, 50.0, 100.0)
    """
    columns = [*by, "pupil", "days", "full_time", "wait_days_count"]
    placement_rows = to_lazy(rows, "the placements", columns=columns)
    wait_days = nw.col("wait_days_count")
    aggregates = [
        nw.col("pupil").n_unique().cast(nw.Int64).alias("pupils_count"),
        nw.col("pupil").count().cast(nw.Int64).alias("placements_count"),
        nw.col("days").sum(),
        _count(nw.col("full_time")).alias("full_time_count"),
        nw.col("full_time").count().cast(nw.Int64).alias("__stated"),
        wait_days.count().cast(nw.Int64).alias("due_count"),
        _count(wait_days > 0).alias("late_count"),
        wait_days.max().alias("longest_wait_days"),
    ]
    sums = (
        placement_rows.group_by(*by).agg(*aggregates) if by else placement_rows.select(*aggregates)
    )
    return to_native_like(
        sums.select(
            *by,
            "pupils_count",
            "placements_count",
            nw.col("days").fill_null(0.0),
            "full_time_count",
            _percent("full_time_count", "__stated").alias("full_time_percent"),
            "due_count",
            "late_count",
            _percent("late_count", "due_count").alias("late_percent"),
            "longest_wait_days",
        ),
        rows,
    )


def _count(condition: nw.Expr) -> nw.Expr:
    return condition.fill_null(False).cast(nw.Int64).sum()


def _percent(part: str, whole: str) -> nw.Expr:
    share = 100 * nw.col(part).cast(nw.Float64) / nw.col(whole).cast(nw.Float64)
    return nw.when(nw.col(whole) > 0).then(share)
