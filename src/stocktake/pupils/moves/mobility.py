"""Pupils who join or leave a school in the course of the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like
from stocktake.pupils.moves.schema import MoveRules, move_rules
from stocktake.pupils.rolls import COUNTED_ONCE, census_day, standing
from stocktake.standards.period import Period

_KEYS = ("pupil", "school_urn")
_FAR_AWAY = date(2999, 12, 31)


def enrolment_moves(enrolments: Table, *, year: str, rules: MoveRules | None = None) -> Table:
    """One row per enrolment of a year: on roll in January, joined or left in mid-year.

    Spells at the same school are taken together: who was there in September, left and came
    back is no joiner. Subsidiary registrations are no moves.

    Parameters
    ----------
    enrolments : table
        ``pupil``, ``school_urn``, ``entry_date``, ``leaving_date`` (null while the pupil stays),
        ``enrolment_status``.
    year : str
        Academic year in six digits.
    rules : MoveRules, optional
        By default those shipped: after 30 September, before 1 July.

    Returns
    -------
    table of the kind given
        ``time_period``, ``pupil``, ``school_urn``, ``on_roll`` (at the January census),
        ``mid_year_joiner``, ``mid_year_leaver`` (Boolean, never null).

    Raises
    ------
    InputError
        A column is missing.

    Notes
    -----
    Source: our own convention; see the definition ``moves/rules``.

    Examples
    --------
    >>> import polars as pl
    >>> spells = pl.DataFrame({
    ...     "pupil": ["a", "b"], "school_urn": [1, 1], "enrolment_status": ["C", "C"],
    ...     "entry_date": [date(2023, 9, 4), date(2023, 11, 6)],
    ...     "leaving_date": [date(2024, 3, 1), None],
    ... })
    >>> enrolment_moves(spells, year="202324").sort("pupil").drop("time_period").rows()
    [('a', 1, True, False, True), ('b', 1, True, True, False)]
    """
    rules = move_rules() if rules is None else rules
    period = Period(year, "Academic year")
    joins = rules.usual_joining_ends
    leaves = rules.usual_leaving_begins
    late = date(period.first_year, joins.month, joins.day)
    early = date(period.first_year + 1, leaves.month, leaves.day)
    columns = [*_KEYS, "entry_date", "leaving_date", "enrolment_status"]
    spells = to_lazy(enrolments, "enrolments", columns=columns)
    of_year = spells.filter(
        nw.col("enrolment_status").is_in(list(COUNTED_ONCE)),
        nw.col("entry_date") <= nw.lit(period.ends),
        nw.col("leaving_date").is_null() | (nw.col("leaving_date") >= nw.lit(period.starts)),
    )
    stays = nw.coalesce(nw.col("leaving_date"), nw.lit(_FAR_AWAY))
    whole = (
        of_year.with_columns(__until=stays)
        .group_by(*_KEYS)
        .agg(nw.col("entry_date").min().alias("__first"), nw.col("__until").max().alias("__last"))
    )
    present = standing(enrolments, census_day(year)).with_columns(__present=nw.lit(1))
    rows = whole.join(present, on=list(_KEYS), how="left")
    return to_native_like(
        rows.select(
            nw.lit(year).alias("time_period"),
            *_KEYS,
            (~nw.col("__present").is_null()).alias("on_roll"),
            (nw.col("__first") > nw.lit(late)).alias("mid_year_joiner"),
            (nw.col("__last") < nw.lit(early)).alias("mid_year_leaver"),
        ),
        enrolments,
    )


def mobility_rates(rows: Table, *, by: Sequence[str] = ()) -> Table:
    """Joiners and leavers in mid-year against the January roll, by group.

    Parameters
    ----------
    rows : table
        What :func:`enrolment_moves` returns, with any group columns joined to it.
    by : sequence of str
        Columns to group by; none for one row over all. A null is a group of its own.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``on_roll_count``, ``joiners_count``, ``leavers_count``,
        ``joiners_percent``, ``leavers_percent`` and ``turnover_percent`` (both together), of the
        January roll: null where it is empty, above 100 where a roll turns over more than once.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({
    ...     "on_roll": [True, True], "mid_year_joiner": [True, False],
    ...     "mid_year_leaver": [False, False],
    ... })
    >>> mobility_rates(rows)["turnover_percent"].to_list()
    [50.0]
    """
    flags = {"on_roll": "on_roll", "joiners": "mid_year_joiner", "leavers": "mid_year_leaver"}
    enrolment_rows = to_lazy(rows, "the enrolments", columns=[*by, *flags.values()])
    aggregates = [
        nw.col(flag).cast(nw.Int64).sum().alias(f"{name}_count") for name, flag in flags.items()
    ]
    sums = (
        enrolment_rows.group_by(*by).agg(*aggregates) if by else enrolment_rows.select(*aggregates)
    )
    roll = nw.col("on_roll_count").cast(nw.Float64)
    moved_flags = {
        "joiners_percent": nw.col("joiners_count"),
        "leavers_percent": nw.col("leavers_count"),
        "turnover_percent": nw.col("joiners_count") + nw.col("leavers_count"),
    }
    return to_native_like(
        sums.select(
            *by,
            *(nw.col(f"{name}_count").fill_null(0) for name in flags),
            *(
                nw.when(nw.col("on_roll_count") > 0).then(100 * count / roll).alias(name)
                for name, count in moved_flags.items()
            ),
        ),
        rows,
    )
