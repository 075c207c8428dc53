"""Signals of off-rolling: pupils who leave before the January of year 11, for no other roll."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like
from stocktake.pupils.moves.schema import MoveRules, move_rules
from stocktake.pupils.rolls import census_day, standing
from stocktake.standards.errors import UsageError
from stocktake.standards.period import Period

_KEYS = ("pupil", "school_urn")
_NO_REASON = "UNKNOWN"


def off_roll_signals(
    pupils: Table,
    enrolments: Table,
    *,
    year: str,
    by: Sequence[str] = ("school_urn",),
    rules: MoveRules | None = None,
) -> Table:
    """Year 10 pupils of one January who by the next stand on no roll, counted by school.

    A count is a question to a school and no finding about it: a family may have emigrated. It is
    never a list of children, and no function here returns one.

    Parameters
    ----------
    pupils : table
        ``time_period``, ``pupil``, ``nc_year`` and any group columns named in ``by``.
    enrolments : table
        ``pupil``, ``school_urn``, ``entry_date``, ``leaving_date``, ``enrolment_status``,
        ``leaving_reason``, of all the area's schools.
    year : str
        The academic year of year 11; the pupils are those of year 10 in the year before.
    by : sequence of str
        Columns to group by: ``school_urn`` is the school of year 10.
    rules : MoveRules, optional
        By default those shipped.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``cohort_count`` (year 10 on roll in January), ``left_count``
        (not on that school's roll a year later), ``on_another_roll_count``, ``off_roll_count``
        (on no roll that the table knows, of any registration), ``off_roll_percent`` of the
        cohort, and ``unexplained_count``: off roll, and the reason given does not account for it.

    Raises
    ------
    InputError
        A column is missing.
    UsageError
        ``by`` names the pupil.

    Notes
    -----
    Source: Ofsted, Off-rolling: analysis of pupils who leave between year 10 and year 11 (2019).

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> pupils = pl.DataFrame({
    ...     "time_period": ["202223"] * 3, "pupil": ["a", "b", "c"], "nc_year": ["10"] * 3,
    ... })
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a", "b", "c", "c"], "school_urn": [1, 1, 1, 2],
    ...     "enrolment_status": ["C"] * 4,
    ...     "entry_date": [date(2018, 9, 4)] * 3 + [date(2023, 9, 4)],
    ...     "leaving_date": [None, date(2023, 11, 3), date(2023, 7, 21), None],
    ...     "leaving_reason": [None, "EHE", "TRANSFER_WITHIN", None],
    ... })
    >>> off_roll_signals(pupils, spells, year="202324").drop("off_roll_percent").rows()
    [(1, 3, 2, 1, 1, 1)]
    """
    rules = move_rules() if rules is None else rules
    followed_pupils = _follow_pupils(pupils, enrolments, year, by)
    is_explained = nw.col("__reason").is_in(list(rules.explained_reasons))
    flags = {
        "left_count": nw.col("__left"),
        "on_another_roll_count": nw.col("__left") & nw.col("__elsewhere"),
        "off_roll_count": nw.col("__left") & ~nw.col("__elsewhere"),
        "unexplained_count": nw.col("__left") & ~nw.col("__elsewhere") & ~is_explained,
    }
    aggregates = [nw.col("pupil").count().cast(nw.Int64).alias("cohort_count")]
    aggregates += [flag.cast(nw.Int64).sum().alias(name) for name, flag in flags.items()]
    sums = (
        followed_pupils.group_by(*by).agg(*aggregates)
        if by
        else followed_pupils.select(*aggregates)
    )
    share = 100 * nw.col("off_roll_count").cast(nw.Float64) / nw.col("cohort_count")
    return to_native_like(
        sums.select(
            *by,
            "cohort_count",
            *(nw.col(name).fill_null(0) for name in flags if name != "unexplained_count"),
            nw.when(nw.col("cohort_count") > 0).then(share).alias("off_roll_percent"),
            nw.col("unexplained_count").fill_null(0),
        ),
        pupils,
    )


def off_roll_reasons(
    pupils: Table, enrolments: Table, *, year: str, by: Sequence[str] = ("school_urn",)
) -> Table:
    """Why those who left without another roll are said to have left: counts by reason.

    Parameters
    ----------
    pupils, enrolments, year, by
        As for :func:`off_roll_signals`.

    Returns
    -------
    table of the kind given
        The columns of ``by``, ``leaving_reason`` (``UNKNOWN`` where none was stated),
        ``off_roll_count``; no row for a reason that nobody left for.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> pupils = pl.DataFrame({"time_period": ["202223"], "pupil": ["a"], "nc_year": ["10"]})
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a"], "school_urn": [1], "enrolment_status": ["C"],
    ...     "entry_date": [date(2018, 9, 4)], "leaving_date": [date(2023, 11, 3)],
    ...     "leaving_reason": ["EHE"],
    ... })
    >>> off_roll_reasons(pupils, spells, year="202324").rows()
    [(1, 'EHE', 1)]
    """
    leavers = _follow_pupils(pupils, enrolments, year, by).filter(
        nw.col("__left"), ~nw.col("__elsewhere")
    )
    counts = leavers.group_by(*by, "__reason").agg(
        nw.col("pupil").count().cast(nw.Int64).alias("off_roll_count")
    )
    reason_counts = counts.select(*by, nw.col("__reason").alias("leaving_reason"), "off_roll_count")
    return to_native_like(reason_counts, pupils)


def _follow_pupils(pupils: Table, enrolments: Table, year: str, by: Sequence[str]) -> Lazy:
    """Year 10 of one January, and what had become of each by the next; never leaves this room."""
    if "pupil" in by:
        raise UsageError(
            "off-rolling signals by pupil would be a list of children; expected groups such as "
            "school_urn"
        )
    before_year = Period(year, "Academic year").previous().time_period
    before, after = census_day(before_year), census_day(year)
    groups = [name for name in by if name not in _KEYS]
    pupil_rows = to_lazy(pupils, "pupils", columns=["time_period", "pupil", "nc_year", *groups])
    in_year_10 = pupil_rows.filter(
        nw.col("time_period") == before_year, nw.col("nc_year") == "10"
    ).select("pupil", *groups)
    cohort = standing(enrolments, before).join(in_year_10, on="pupil", how="inner")
    still = standing(enrolments, after).with_columns(__still=nw.lit(1))
    anywhere = standing(enrolments, after, None).select("pupil").unique()
    followed_pupils = (
        cohort.join(still, on=list(_KEYS), how="left")
        .join(anywhere.with_columns(__roll=nw.lit(1)), on="pupil", how="left")
        .join(_last_reason(enrolments, before, after), on=list(_KEYS), how="left")
    )
    return followed_pupils.select(
        *_KEYS,
        *groups,
        nw.col("__still").is_null().alias("__left"),
        (~nw.col("__roll").is_null()).alias("__elsewhere"),
        nw.col("__reason").fill_null(_NO_REASON),
    )


def _last_reason(enrolments: Table, before: date, after: date) -> Lazy:
    spells = to_lazy(enrolments, "enrolments", columns=["leaving_reason"]).filter(
        nw.col("leaving_date") >= nw.lit(before), nw.col("leaving_date") < nw.lit(after)
    )
    last = spells.group_by(*_KEYS).agg(nw.col("leaving_date").max())
    last_spells = spells.join(last, on=[*_KEYS, "leaving_date"], how="inner")
    return last_spells.group_by(*_KEYS).agg(nw.col("leaving_reason").min().alias("__reason"))
