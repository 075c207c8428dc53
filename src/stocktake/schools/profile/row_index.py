"""Finds a school's rows in a long table without reading all of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray


@dataclass(frozen=True)
class RowIndex:
    """A table with ``school_urn`` and ``measure``, and the positions of each school's rows.

    Parameters
    ----------
    order : array
        Positions in the table, by school; ``ordered_urns`` are the schools in that order.
    """

    table: pl.DataFrame
    order: NDArray[np.int64]
    ordered_urns: NDArray[np.int64]

    @classmethod
    def of(cls, table: pl.DataFrame) -> RowIndex:
        """The index of a table."""
        urns = table["school_urn"].to_numpy()
        order = np.argsort(urns, kind="stable")
        return cls(table, order, urns[order])

    def rows(self, urns: list[int], measures: list[str]) -> pl.DataFrame:
        """Rows of some schools and measures, texts as plain text."""
        first_urns = np.array(sorted(urns), dtype=np.int64)
        bounds = np.searchsorted(self.ordered_urns, np.stack([first_urns, first_urns + 1], axis=1))
        positions = [self.order[:0], *(self.order[start:stop] for start, stop in bounds)]
        table = self.table[np.concatenate(positions)].filter(pl.col("measure").is_in(measures))
        texts = [name for name, kind in table.schema.items() if kind == pl.Categorical]
        return table.with_columns(pl.col(texts).cast(pl.String))
