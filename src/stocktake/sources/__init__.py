"""Brings a published or returned file in, with its provenance.

Everything named here loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stocktake.sources.csv_proposal import propose_csv_mapping
    from stocktake.sources.csv_reader import read_csv
    from stocktake.sources.ees import read_ees
    from stocktake.sources.lait import read_lait
    from stocktake.sources.local_form import FormRow, read_form
    from stocktake.sources.local_returns import read_local_return
    from stocktake.sources.local_rows import CheckedRow, check_local_rows, write_local_rows
    from stocktake.sources.local_template import write_local_form
    from stocktake.sources.local_workbook import write_local_corrections, write_local_template
    from stocktake.sources.neighbours import NEIGHBOURS, read_neighbours
    from stocktake.sources.reading import Reading
    from stocktake.sources.structured import read_structured_bytes
    from stocktake.sources.table_limits import table_problem
    from stocktake.sources.workbook import CellFault, Sheet, Workbook, open_workbook
    from stocktake.sources.workbook.documents import check_package, picture_problem

_HOMES = {
    "CellFault": "workbook",
    "CheckedRow": "local_rows",
    "FormRow": "local_form",
    "NEIGHBOURS": "neighbours",
    "Reading": "reading",
    "Sheet": "workbook",
    "Workbook": "workbook",
    "check_local_rows": "local_rows",
    "check_package": "workbook.documents",
    "open_workbook": "workbook",
    "picture_problem": "workbook.documents",
    "propose_csv_mapping": "csv_proposal",
    "read_csv": "csv_reader",
    "read_form": "local_form",
    "read_ees": "ees",
    "read_lait": "lait",
    "read_local_return": "local_returns",
    "read_neighbours": "neighbours",
    "write_local_corrections": "local_workbook",
    "read_structured_bytes": "structured",
    "table_problem": "table_limits",
    "write_local_form": "local_template",
    "write_local_rows": "local_rows",
    "write_local_template": "local_workbook",
}

__all__ = [
    "NEIGHBOURS",
    "CellFault",
    "CheckedRow",
    "FormRow",
    "Reading",
    "Sheet",
    "Workbook",
    "check_local_rows",
    "check_package",
    "open_workbook",
    "picture_problem",
    "propose_csv_mapping",
    "read_csv",
    "read_form",
    "read_ees",
    "read_lait",
    "read_local_return",
    "read_neighbours",
    "write_local_corrections",
    "read_structured_bytes",
    "table_problem",
    "write_local_form",
    "write_local_rows",
    "write_local_template",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
