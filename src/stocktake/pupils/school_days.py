"""Each school's open days, numbered, so that days of schooling can be counted and not days."""

from __future__ import annotations

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like


def school_day_numbers(calendar: Table) -> Table:
    """Number every school's open days from the first in its calendar.

    Two school days follow each other where their numbers do, whatever week-end or holiday lies
    between.

    Parameters
    ----------
    calendar : table
        ``school_urn`` and ``date``: one row per open day.

    Returns
    -------
    table of the kind given
        ``school_urn``, ``date``, ``day_number`` (from 1).

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> days = [date(2024, 5, 24), date(2024, 6, 3)]
    >>> school_day_numbers(pl.DataFrame({"school_urn": [1, 1], "date": days}))[
    ...     "day_number"
    ... ].to_list()
    [1, 2]
    """
    return to_native_like(number_days(calendar), calendar)


def number_days(calendar: Table) -> Lazy:
    """The same for a measure of this room, still lazy."""
    days = to_lazy(calendar, "calendar", columns=["school_urn", "date"])
    one = days.select("school_urn", "date").unique().with_columns(__one=nw.lit(1).cast(nw.Int64))
    number = nw.col("__one").cum_sum().over("school_urn", order_by="date")
    return one.select("school_urn", "date", number.alias("day_number"))
