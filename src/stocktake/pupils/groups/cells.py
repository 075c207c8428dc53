"""The one pass over pupils behind gaps and rankings: what each cell of a crossing comes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import narwhals as nw

from stocktake.pupils.frames import Table
from stocktake.pupils.groups.crossing import is_share, with_groups
from stocktake.pupils.groups.difference import Counted

Values: TypeAlias = tuple[Any, ...]

LEAST_COUNT = 10
"""Pupils that a group needs before a distance is told."""


@dataclass(frozen=True)
class Cells:
    """What the pupils of each combination of groups come to.

    Parameters
    ----------
    dimensions : tuple of str
    counted : dict of tuple to Counted
        By the values of the dimensions, in their order; None is not known.
    share : bool
        Whether the measure is yes or no.
    """

    dimensions: tuple[str, ...]
    counted: dict[Values, Counted]
    share: bool

    def __repr__(self) -> str:
        return f"Cells({', '.join(self.dimensions)}: {len(self.counted)} cells; internal)"

    def where(self, holds: Callable[[dict[str, Any]], bool]) -> Counted:
        """All the pupils of the cells for which something holds."""
        found = Counted()
        for values, counted in self.counted.items():
            if holds(dict(zip(self.dimensions, values, strict=True))):
                found = found + counted
        return found

    def together(self, dimensions: Sequence[str]) -> dict[Values, Counted]:
        """The same by some of the dimensions only, in the order of their values."""
        at = [self.dimensions.index(name) for name in dimensions]
        found: dict[Values, Counted] = {}
        for values, counted in self.counted.items():
            key = tuple(values[place] for place in at)
            found[key] = found.get(key, Counted()) + counted
        return {key: found[key] for key in sorted(found, key=_in_order)}


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
    {('F',): Counted(count=2, total=4.0, squares=10.0)}
    """
    value = nw.col("__value")
    joined = (
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
    grouped = joined.group_by(*dimensions).agg(*sums) if dimensions else joined.select(*sums)
    table = grouped.collect(backend="polars")
    counted = {
        tuple(values): Counted(count, total or 0.0, squares or 0.0)
        for *values, count, total, squares in table.iter_rows()
    }
    return Cells(tuple(dimensions), counted, is_share(rows, measure))


def group_name(dimensions: Sequence[str], values: Values) -> str:
    """How a group is named in a row and in a sentence.

    Examples
    --------
    >>> group_name(["ward", "disadvantaged"], ("Harbour", True))
    'ward: Harbour; disadvantaged: yes'
    """
    said = {True: "yes", False: "no", None: "not known"}
    return "; ".join(
        f"{name}: {said[value] if value is None or isinstance(value, bool) else value}"
        for name, value in zip(dimensions, values, strict=True)
    )


def _in_order(values: Values) -> list[tuple[bool, str]]:
    return [(value is None, str(value)) for value in values]
