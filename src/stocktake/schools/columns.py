"""Looks up columns for a long table without copying the table."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def look_up(rows: pl.DataFrame, table: pl.DataFrame, on: Sequence[str]) -> pl.DataFrame:
    """Add the columns of a small table by its keys.

    Parameters
    ----------
    rows : polars.DataFrame
        Keeps its rows and their order.
    table : polars.DataFrame
        At most one row for each combination of keys.
    on : sequence of str
        The keys; null matches null.

    Returns
    -------
    polars.DataFrame
        Null where the table has no row.

    Raises
    ------
    ValueError
        The table has a combination of keys twice.

    Examples
    --------
    >>> rows = pl.DataFrame({"place": ["a", "b", "a"]})
    >>> look_up(rows, pl.DataFrame({"place": ["a"], "mean": [1.5]}), ["place"])["mean"].to_list()
    [1.5, None, 1.5]
    """
    columns = rows.select(on).join(
        table, on=list(on), how="left", maintain_order="left", nulls_equal=True
    )
    if columns.height != rows.height:
        raise ValueError(f"more than one row for one {', '.join(on)}")
    return rows.hstack(columns.drop(on))
