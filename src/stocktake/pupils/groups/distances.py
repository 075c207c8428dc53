"""How far a group stands from the rest, or from a group that is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.pupils.frames import Table
from stocktake.pupils.groups.cells import LEAST_COUNT, count_cells
from stocktake.pupils.groups.difference import Counted, difference
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.standards.errors import UsageError
from stocktake.standards.internal import InternalAggregate

REST = "the rest"

_FIGURES = ("value", "comparator_value", "gap", "gap_lower", "gap_upper")


def gaps(
    rows: Table,
    characteristics: Table,
    *,
    dimension: str,
    measure: str,
    by: Sequence[str] = (),
    comparator: Any = REST,
    sd: float | None = None,
    least_count: int = LEAST_COUNT,
    own: Path | None = None,
) -> InternalAggregate[pl.DataFrame]:
    """Each group of a dimension less the rest of it, or less a named group of it.

    Parameters
    ----------
    rows, characteristics : table
        As in :func:`.crossing.by_groups`; Polars or PySpark.
    dimension : str
        Whose groups are compared.
    measure : str
        Boolean for percentages, a number for means.
    by : sequence of str
        Further dimensions within whose groups the comparison is made, such as ``ward``.
    comparator : str, bool or int
        A value of the dimension; by default everybody else whose value is known.
    sd : float, optional
        For means: the national standard deviation of pupils.
    least_count : int
        With fewer pupils on either side the gap cannot be told.
    own : path, optional
        A place's own folder of definitions.

    Returns
    -------
    InternalAggregate of polars.DataFrame
        The columns of ``by`` and the dimension, ``comparator``, ``count``, ``comparator_count``
        (pupils measured), ``value``, ``comparator_value`` (percent, or mean), ``gap`` (group less
        comparator: percentage points, or units of the measure), ``gap_lower``, ``gap_upper`` (95
        per cent), and ``reason`` where these are null. A named comparator has no row of its own;
        nor has the group "not known".

    Raises
    ------
    UsageError
        A dimension is unknown, small groups are asked for by school, or no pupil is in the
        comparator.
    InputError
        A column is missing.

    Notes
    -----
    Intervals: see :func:`.difference.difference`.

    Examples
    --------
    >>> import polars as pl
    >>> pupils = [f"p{n}" for n in range(40)]
    >>> rows = pl.DataFrame({"pupil": pupils, "met": [True] * 25 + [False] * 15})
    >>> groups = pl.DataFrame({"pupil": pupils, "disadvantaged": [False] * 20 + [True] * 20})
    >>> found = gaps(rows, groups, dimension="disadvantaged", measure="met", comparator=False)
    >>> found.content.select("value", "comparator_value", "gap").row(0)
    (25.0, 100.0, -75.0)
    """
    crossed = [*by, dimension]
    checked_dimensions(crossed, own=own)
    cells = count_cells(rows, characteristics, dimensions=crossed, measure=measure)
    groups = cells.together(crossed)
    values = {key[-1] for key in groups}
    if comparator != REST and comparator not in values:
        known = ", ".join(sorted(str(value) for value in values if value is not None))
        raise UsageError(f"{dimension} has no group {comparator!r} among these; it has {known}")
    wholes: dict[tuple[Any, ...], Counted] = {}
    for key, counted in groups.items():
        if key[-1] is not None:
            wholes[key[:-1]] = wholes.get(key[:-1], Counted()) + counted
    found = []
    for key, counted in groups.items():
        if key[-1] is None or (comparator != REST and key[-1] == comparator):
            continue
        other = (
            wholes[key[:-1]] - counted
            if comparator == REST
            else groups.get((*key[:-1], comparator), Counted())
        )
        told = compared(counted, other, share=cells.share, sd=sd, least_count=least_count)
        found.append(dict(zip(crossed, key, strict=True)) | {"comparator": str(comparator)} | told)
    schema = {"count": pl.Int64, "comparator_count": pl.Int64, "reason": pl.String} | dict.fromkeys(
        _FIGURES, pl.Float64
    )
    order = [*crossed, "comparator", "count", "comparator_count", *_FIGURES, "reason"]
    table = pl.DataFrame(
        found,
        schema=order if not found else None,
        schema_overrides=schema,
        infer_schema_length=None,
    )
    return InternalAggregate(table.select(order), measure, tuple(crossed))


def compared(
    group: Counted,
    other: Counted,
    *,
    share: bool,
    sd: float | None = None,
    least_count: int = LEAST_COUNT,
) -> dict[str, Any]:
    """Two groups side by side, in percent or units of the measure; or the reason why not."""
    told: dict[str, Any] = {"count": group.count, "comparator_count": other.count}
    least = max(least_count, 2)
    short = [
        who
        for who, counted in (("the group", group), ("the comparator", other))
        if counted.count < least
    ]
    if short:
        reason = f"fewer than {least} pupils in {' and '.join(short)}"
        return told | dict.fromkeys(_FIGURES) | {"reason": reason}
    scale = 100.0 if share else 1.0
    found = difference(group, other, share=share, sd=sd)
    figures = (group.mean, other.mean, found.value, found.lower, found.upper)
    return (
        told
        | {name: scale * figure for name, figure in zip(_FIGURES, figures, strict=True)}
        | {"reason": None}
    )
