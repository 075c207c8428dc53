"""Tables of pupil measures as they can be released: with every total, and their structure."""

from stocktake.pupils.tables.crossing import MadeTable, cross_table
from stocktake.pupils.tables.from_store import STORED_MEASURES, table_from_store
from stocktake.pupils.tables.shape import TableShape

__all__ = ["STORED_MEASURES", "MadeTable", "TableShape", "cross_table", "table_from_store"]
