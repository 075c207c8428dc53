"""The one pass over pupils behind gaps and rankings: what each cell of a crossing comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw

from stocktake.pupils.frames import Table
from stocktake.pupils.groups.crossing import is_share, with_groups
from stocktake.pupils.groups.difference import GroupSums

Values: TypeAlias = tuple[Any, ...]

LEAST_COUNT = 10
"""Pupils that a group needs before a distance is published."""


@dataclass(frozen=True)
class Cells:
    """What the pupils of each combination of groups come to.

    Parameters
    ----------
    dimensions : tuple of str
    group_sums : dict of tuple to GroupSums
        By the values of the dimensions, in their order; None is not known.
    share : bool
        Whether the measure is yes or no.
    """

    dimensions: tuple[str, ...]
    group_sums: dict[Values, GroupSums]
    share: bool

    def __repr__(self) -> str:
        return f"Cells({', '.join(self.dimensions)}: {len(self.group_sums)} cells; internal)"

    def sum_where(self, predicate: Callable[[dict[str, Any]], bool]) -> GroupSums:
        """All the pupils of the cells for which something holds."""
        total = GroupSums()
        for values, sums in self.group_sums.items():
            if predicate(dict(zip(self.dimensions, values, strict=True))):
                total = total + sums
        return total

    def together(self, dimensions: Sequence[str]) -> dict[Values, GroupSums]:
        """The same by some of the dimensions only, in the order of their values."""
        at = [self.dimensions.index(name) for name in dimensions]
        totals: dict[Values, GroupSums] = {}
        for values, sums in self.group_sums.items():
            key = tuple(values[place] for place in at)
            totals[key] = totals.get(key, GroupSums()) + sums
        return {key: totals[key] for key in sorted(totals, key=_in_order)}


def count_cells(
    rows: Table, characteristics: Table, *, dimensions: Sequence[str], measure: str
) -> Cells:
    """Count pupils, sum and squares of a measure in every cell, in one pass.

    The pass is made by the engine of the table given; only the cells come back. A pupil whose
    measure is null is in none.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"pupil": ["a", "b"], "score": [1.0, 3.0]})
    >>> groups = pl.DataFrame({"pupil": ["a", "b"], "sex": ["F", "F"]})
    >>> count_cells(rows, groups, dimensions=["sex"], measure="score").together(["sex"])
    {('F',): GroupSums(count=2, total=4.0, squares=10.0)}
    """
    value = nw.col("__value")
    joined_rows = (
        with_groups(rows, characteristics, dimensions, measure)
        .with_columns(nw.col(measure).cast(nw.Float64).alias("__value"))
        .filter(~value.is_null())
        .with_columns(__squared=value * value)
    )
    sums = [
        value.count().cast(nw.Int64).alias("count"),
        value.sum().alias("total"),
        nw.col("__squared").sum().alias("squares"),
    ]
    grouped_sums = (
        joined_rows.group_by(*dimensions).agg(*sums) if dimensions else joined_rows.select(*sums)
    )
    table = grouped_sums.collect(backend="polars")
    sums_by_values = {
        tuple(values): GroupSums(count, total or 0.0, squares or 0.0)
        for *values, count, total, squares in table.iter_rows()
    }
    return Cells(tuple(dimensions), sums_by_values, is_share(rows, measure))


def group_name(dimensions: Sequence[str], values: Values) -> str:
    """How a group is named in a row and in a sentence.

    Examples
    --------
    >>> group_name(["ward", "disadvantaged"], ("Harbour", True))
    'ward: Harbour; disadvantaged: yes'
    """
    yes_no_words = {True: "yes", False: "no", None: "not known"}
    return "; ".join(
        f"{name}: {yes_no_words[value] if value is None or isinstance(value, bool) else value}"
        for name, value in zip(dimensions, values, strict=True)
    )


def _in_order(values: Values) -> list[tuple[bool, str]]:
    return [(value is None, str(value)) for value in values]
