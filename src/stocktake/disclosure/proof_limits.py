"""How much is tried before a table is refused as unproved: figures, and work.

No clock is read, so that every machine refuses the same tables.
"""

from __future__ import annotations

from stocktake.standards.errors import Fault, StocktakeError

CELLS_LIMIT = 12_000
"""Figures that hang together, above which nothing is tried."""

WORK_LIMIT = 400_000_000
"""Columns of all programmes together, above which a proof is given up: ten minutes of a core."""

FIX = "release it in parts that share nothing, or with fewer items"


def refuse_size(cells_count: int) -> None:
    """Refuse a table with which too many figures hang together.

    Raises
    ------
    StocktakeError
        There are more than the limit.
    """
    if cells_count > CELLS_LIMIT:
        size = f"{cells_count:,} figures that are hidden or could be hang together"
        raise _unproved(size, f"at most {CELLS_LIMIT:,}")


class Work:
    """Counts what was done for one proof."""

    def __init__(self) -> None:
        self._columns_count = 0

    def add(self, columns_count: int) -> None:
        """Count one programme.

        Raises
        ------
        StocktakeError
            It is more than the limit.
        """
        self._columns_count += columns_count
        if self._columns_count > WORK_LIMIT:
            raise _unproved("its proof takes longer", "about ten minutes of one core")


def _unproved(problem: str, limit: str) -> StocktakeError:
    return StocktakeError("the table is unproved", [Fault("", problem, limit, FIX)])
