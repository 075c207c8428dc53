"""How many pupils there are, and how many of them met each of several standards."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw

from stocktake.pupils.frames import Table, to_lazy, to_native_like


def count_flags(rows: Table, *, by: Sequence[str] = (), flags: Sequence[str]) -> Table:
    """Pupils, and those with each of several flags set, by group.

    Parameters
    ----------
    rows : table
        One row per pupil.
    by : sequence of str
        Columns to group by; none for one row over all.
    flags : sequence of str
        Boolean columns. Null counts as not set: every pupil is in the denominator.

    Returns
    -------
    table of the kind given
        The columns of ``by``, ``pupils``, and for each flag its count and ``<flag>_percent`` of
        pupils (null where there is none).

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"met": [True, False, None, True]})
    >>> count_flags(rows, flags=["met"]).row(0)
    (4, 2, 50.0)
    """
    lazy = to_lazy(rows, "the pupils", columns=[*by, *flags]).with_columns(
        nw.lit(1).alias("__one"),
        *(nw.when(nw.col(flag)).then(1).otherwise(0).alias(flag) for flag in flags),
    )
    sums = [nw.col("__one").sum().cast(nw.Int64).alias("pupils")]
    sums += [nw.col(flag).sum().cast(nw.Int64) for flag in flags]
    counts = lazy.group_by(*by).agg(*sums) if by else lazy.select(*sums)
    pupils = nw.col("pupils").cast(nw.Float64)
    figures: list[nw.Expr] = []
    for flag in flags:
        percent = 100 * nw.col(flag).cast(nw.Float64) / pupils
        figures += [
            nw.col(flag),
            nw.when(nw.col("pupils") > 0).then(percent).alias(f"{flag}_percent"),
        ]
    return to_native_like(counts.select(*by, "pupils", *figures), rows)
