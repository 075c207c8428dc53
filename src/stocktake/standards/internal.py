"""What was counted from people's records and has not been released: it stays inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, repr=False)
class InternalAggregate(Generic[T]):
    """An aggregate that may not leave: only ``disclosure`` turns it into a ``Released`` one.

    What it prints is its shape and never a figure, so that no log, message or crash can carry one.

    Parameters
    ----------
    content : any
        The table.
    measure : str
        What was measured.
    dimensions : tuple of str
        By which groups.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame({"ward": ["Harbour"], "count": [3]})
    >>> InternalAggregate(table, "count", ("ward",))
    InternalAggregate(count by ward: 1 row, 2 columns; internal, not released)
    """

    content: T
    measure: str
    dimensions: tuple[str, ...] = ()

    def __repr__(self) -> str:
        by = f" by {', '.join(self.dimensions)}" if self.dimensions else ""
        shape = _shape(self.content)
        return f"InternalAggregate({self.measure}{by}: {shape}; internal, not released)"


def _shape(content: Any) -> str:
    # A lazy frame has no shape before its work is done, and printing is no reason to do it.
    if not hasattr(type(content), "shape"):
        return "rows not counted"
    rows, columns = content.shape
    return f"{rows} row{'' if rows == 1 else 's'}, {columns} column{'' if columns == 1 else 's'}"
