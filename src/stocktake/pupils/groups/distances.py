"""How far a group stands from the rest, or from a group that is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.pupils.frames import Table
from stocktake.pupils.groups.cells import LEAST_COUNT, count_cells
from stocktake.pupils.groups.difference import GroupSums, difference
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
    own_folder: Path | None = None,
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
        With fewer pupils on either side there is no gap.
    own_folder : path, optional
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
    dimension_columns = [*by, dimension]
    checked_dimensions(dimension_columns, own_folder=own_folder)
    cells = count_cells(rows, characteristics, dimensions=dimension_columns, measure=measure)
    groups = cells.together(dimension_columns)
    values = {key[-1] for key in groups}
    if comparator != REST and comparator not in values:
        known_values = ", ".join(sorted(str(value) for value in values if value is not None))
        raise UsageError(
            f"{dimension} has no group {comparator!r} among these; it has {known_values}"
        )
    wholes: dict[tuple[Any, ...], GroupSums] = {}
    for key, sums in groups.items():
        if key[-1] is not None:
            wholes[key[:-1]] = wholes.get(key[:-1], GroupSums()) + sums
    gap_rows = []
    for key, sums in groups.items():
        if key[-1] is None or (comparator != REST and key[-1] == comparator):
            continue
        comparator_sums = (
            wholes[key[:-1]] - sums
            if comparator == REST
            else groups.get((*key[:-1], comparator), GroupSums())
        )
        comparison = compare_groups(
            sums, comparator_sums, share=cells.share, sd=sd, least_count=least_count
        )
        gap_rows.append(
            dict(zip(dimension_columns, key, strict=True))
            | {"comparator": str(comparator)}
            | comparison
        )
    schema = {"count": pl.Int64, "comparator_count": pl.Int64, "reason": pl.String} | dict.fromkeys(
        _FIGURES, pl.Float64
    )
    order = [*dimension_columns, "comparator", "count", "comparator_count", *_FIGURES, "reason"]
    table = pl.DataFrame(
        gap_rows,
        schema=order if not gap_rows else None,
        schema_overrides=schema,
        infer_schema_length=None,
    )
    return InternalAggregate(table.select(order), measure, tuple(dimension_columns))


def compare_groups(
    group: GroupSums,
    comparator: GroupSums,
    *,
    share: bool,
    sd: float | None = None,
    least_count: int = LEAST_COUNT,
) -> dict[str, Any]:
    """Two groups side by side, in percent or units of the measure; or the reason why not."""
    comparison: dict[str, Any] = {"count": group.count, "comparator_count": comparator.count}
    least = max(least_count, 2)
    short = [
        group_name
        for group_name, sums in (("the group", group), ("the comparator", comparator))
        if sums.count < least
    ]
    if short:
        reason = f"fewer than {least} pupils in {' and '.join(short)}"
        return comparison | dict.fromkeys(_FIGURES) | {"reason": reason}
    scale = 100.0 if share else 1.0
    group_name = difference(group, comparator, share=share, sd=sd)
    figures = (group.mean, comparator.mean, group_name.value, group_name.lower, group_name.upper)
    return (
        comparison
        | {name: scale * figure for name, figure in zip(_FIGURES, figures, strict=True)}
        | {"reason": None}
    )
