"""Lets one measure run on a Polars frame, eager or lazy, and on a PySpark frame.

Every measure opens its tables here, works on a Narwhals lazy frame, and hands back the kind of
frame that it was given. Nothing is computed until the end, so that Polars may read Parquet larger
than memory and Spark may share the work among its machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import narwhals as nw

from stocktake.standards.errors import Fault, InputError, UsageError, nearest

Table: TypeAlias = Any
"""A Polars DataFrame or LazyFrame, or a PySpark DataFrame: whichever is given comes back."""

Lazy: TypeAlias = nw.LazyFrame[Any]


def to_lazy(table: Table, name: str, *, columns: Iterable[str] = ()) -> Lazy:
    """Take a table that a measure was given, and check that it has what the measure reads.

    Parameters
    ----------
    table : Polars DataFrame or LazyFrame, or PySpark DataFrame
        A Narwhals frame of one of these will do too.
    name : str
        What the layout calls the table, for messages: ``"entries"``.
    columns : iterable of str
        Columns that the measure needs; others may be there and are left alone.

    Returns
    -------
    narwhals.LazyFrame

    Raises
    ------
    UsageError
        It is no such frame.
    InputError
        Columns are missing; all of them are named together.

    Examples
    --------
    >>> import polars as pl
    >>> marks = pl.DataFrame({"pupil": ["a"], "cod": ["/"]})
    >>> to_lazy(marks, "marks", columns=["pupil", "code"])
    Traceback (most recent call last):
    stocktake.standards.errors.InputError: the table marks lacks what is measured
      marks: no column 'code'; did you mean 'cod'?
    """
    frame = nw.from_native(table, pass_through=True)
    if not isinstance(frame, nw.DataFrame | nw.LazyFrame) or not _is_known(frame):
        raise UsageError(
            f"{name} is of the type {type(table).__name__}; expected a Polars frame, eager or "
            "lazy, or a PySpark frame"
        )
    lazy = frame.lazy()
    present = lazy.collect_schema().names()
    faults = [
        Fault(name, f"no column {column!r}", "", nearest(column, present))
        for column in columns
        if column not in present
    ]
    if faults:
        raise InputError(f"the table {name} lacks what is measured", faults)
    return lazy


def to_native_like(result: Lazy, like: Table) -> Table:
    """Hand a result back as the kind of frame that came in.

    Parameters
    ----------
    result : narwhals.LazyFrame
    like : table
        The measure's first table. An eager frame means that the work is done now.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"a": [1, 2]})
    >>> type(to_native_like(to_lazy(table, "example"), table)).__name__
    'DataFrame'
    >>> type(to_native_like(to_lazy(table.lazy(), "example"), table.lazy())).__name__
    'LazyFrame'
    """
    like_frame = nw.from_native(like)
    if isinstance(like, nw.DataFrame):
        return result.collect()
    if isinstance(like, nw.LazyFrame):
        return result
    return (
        result.collect().to_native() if isinstance(like_frame, nw.DataFrame) else result.to_native()
    )


def map_values(column: str | nw.Expr, table: Mapping[Any, Any], dtype: Any) -> nw.Expr:
    """What each value of a column stands for; null where the table does not say.

    The table travels inside the expression, so that no engine has to join to it.

    Examples
    --------
    >>> import polars as pl
    >>> frame = to_lazy(pl.DataFrame({"grade": ["9", "U", "?"]}), "entries")
    >>> points = map_values("grade", {"9": 9.0, "U": 0.0}, nw.Float64)
    >>> frame.select(points=points).collect().to_native()["points"].to_list()
    [9.0, 0.0, None]
    """
    column_expr = nw.col(column) if isinstance(column, str) else column
    return column_expr.replace_strict(
        list(table), list(table.values()), default=None, return_dtype=dtype
    )


def _is_known(frame: nw.DataFrame[Any] | nw.LazyFrame[Any]) -> bool:
    made_by = frame.implementation
    return bool(made_by.is_polars() or made_by.is_pyspark())
