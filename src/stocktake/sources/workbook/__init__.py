"""Opens a workbook that somebody sent: bounded first, then read as its cells show."""

from stocktake.sources.workbook.opening import CellFault, Workbook, open_workbook
from stocktake.sources.workbook.sheet import Sheet

__all__ = ["CellFault", "Sheet", "Workbook", "open_workbook"]
