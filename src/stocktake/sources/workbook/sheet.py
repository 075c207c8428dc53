"""A sheet that was read: its rows as a person sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, repr=False)
class Sheet:
    """Rows of a sheet, from its first row on, all of one width.

    Parameters
    ----------
    name : str
    rows : list of list
        Row 1 first. A careful reading has texts only; the fast one of a large plain sheet has
        numbers and dates as well, of which ``show_cell`` returns the text.
    """

    name: str
    rows: Sequence[Sequence[Cell]]

    def __repr__(self) -> str:
        return f"Sheet({self.name!r}, {len(self.rows)} rows)"

    def texts(self, *, true: str = "TRUE", false: str = "FALSE") -> list[list[str]]:
        """Every cell as text; empty where it is empty.

        Parameters
        ----------
        true, false : str
            What a truth value is called in the reader's own file.
        """
        return [
            [cell if type(cell) is str else show_cell(cell, true, false) for cell in row]
            for row in self.rows
        ]


def show_cell(cell: Cell, true: str = "TRUE", false: str = "FALSE") -> str:
    """A cell as somebody would have typed it in a CSV file.

    Examples
    --------
    >>> show_cell(890.0), show_cell(66.2), show_cell(date(2025, 3, 31)), show_cell(None)
    ('890', '66.2', '2025-03-31', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return true if cell else false
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, int | float):
        cell = float(cell)
        # More digits than a workbook keeps would be invented.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    return str(cell)
