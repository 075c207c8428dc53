"""Shares and means of pupil rows, by any crossing of groups, with n and an interval.

Every summary of this room goes through these two functions, so that numerator, denominator and
interval mean one thing. What they return is an internal aggregate: whether a figure may leave is
for ``disclosure`` to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from stocktake.pupils.frames import Lazy, Table, to_lazy, to_native_like

Z_95 = 1.96
"""Half-width, in standard errors, of the intervals that the department publishes."""


def share(frame: Table, flag: str, *, by: Sequence[str] = ()) -> Table:
    """How many of the rows have a flag set, as a percentage, by group.

    A row whose flag is null is in neither numerator nor denominator: "not counted" is not "no".
    Areas come right because pupils are counted, never percentages averaged.

    Parameters
    ----------
    frame : table
        One row per pupil (or enrolment).
    flag : str
        A Boolean column.
    by : sequence of str
        Columns to group by; none for one row over all. A null in a group column is a group of
        its own, so that "not known" is not lost.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``numerator``, ``denominator`` (counts), ``percent``,
        ``lower_percent`` and ``upper_percent`` (0 to 100; null where the denominator is 0).

    Notes
    -----
    The interval is Wilson's 95 per cent score interval, which stays inside 0 and 100.

    Source: R. G. Newcombe, Two-sided confidence intervals for the single proportion, method 3
    (1998).

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"sex": ["F", "F", "M"], "met": [True, False, None]})
    >>> share(rows, "met", by=["sex"]).sort("sex").select("numerator", "denominator").rows()
    [(1, 2), (0, 0)]
    """
    lazy = to_lazy(frame, "the pupil rows", columns=[flag, *by])
    counts = lazy.with_columns(
        __yes=nw.when(nw.col(flag)).then(nw.lit(1)).otherwise(nw.lit(0)).cast(nw.Int64),
        __known=(~nw.col(flag).is_null()).cast(nw.Int64),
    )
    sums = _group_rows(counts, by, [nw.col("__yes").sum(), nw.col("__known").sum()])
    is_countable = nw.col("__known") > 0
    k, n = (
        nw.col("__yes").cast(nw.Float64),
        nw.when(is_countable).then(nw.col("__known").cast(nw.Float64)),
    )
    p, z = k / n, Z_95
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    return to_native_like(
        sums.select(
            *by,
            nw.col("__yes").fill_null(0).alias("numerator"),
            nw.col("__known").fill_null(0).alias("denominator"),
            (100 * p).alias("percent"),
            nw.when(is_countable)
            .then(100 * nw.max_horizontal(centre - half, nw.lit(0.0)))
            .alias("lower_percent"),
            nw.when(is_countable)
            .then(100 * nw.min_horizontal(centre + half, nw.lit(1.0)))
            .alias("upper_percent"),
        ),
        frame,
    )


def mean(frame: Table, value: str, *, by: Sequence[str] = (), sd: float | None = None) -> Table:
    """The mean of a column over the rows that have one, by group, with an interval.

    Parameters
    ----------
    frame : table
        One row per pupil.
    value : str
        A number; null rows are left out of mean and count.
    by : sequence of str
        Columns to group by; none for one row over all.
    sd : float, optional
        The national standard deviation of pupils' values, where the measure is judged by one (as
        Progress 8 is). Without it, that of the group's own rows.

    Returns
    -------
    table of the kind given
        The columns of ``by``, then ``count``, ``mean``, ``lower`` and ``upper`` (null where the
        count is 0, or there is no interval from a single row).

    Notes
    -----
    Half the interval is 1.96 x sd / square root of count.

    Source: Department for Education, Secondary accountability measures (2024), confidence
    intervals.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"score": [-0.31] * 150})
    >>> row = mean(rows, "score", sd=1.414023).row(0, named=True)
    >>> row["count"], round(row["lower"], 2), round(row["upper"], 2)
    (150, -0.54, -0.08)
    """
    lazy = to_lazy(frame, "the pupil rows", columns=[value, *by])
    number = lazy.with_columns(nw.col(value).cast(nw.Float64).alias("__value"))
    aggregates = [
        nw.col("__value").count().cast(nw.Int64).alias("count"),
        nw.col("__value").mean().alias("mean"),
    ]
    if sd is None:
        aggregates.append(nw.col("__value").std(ddof=1).alias("__sd"))
    means = _group_rows(number, by, aggregates)
    spread = nw.col("__sd") if sd is None else nw.lit(sd)
    can_show = nw.col("count") > (1 if sd is None else 0)
    half = Z_95 * spread / nw.when(can_show).then(nw.col("count").cast(nw.Float64)).sqrt()
    return to_native_like(
        means.select(
            *by,
            "count",
            "mean",
            (nw.col("mean") - half).alias("lower"),
            (nw.col("mean") + half).alias("upper"),
        ),
        frame,
    )


def _group_rows(lazy: Lazy, by: Sequence[str], aggregates: Sequence[nw.Expr]) -> Lazy:
    return lazy.group_by(*by).agg(*aggregates) if by else lazy.select(*aggregates)
