"""Reads an older or an open document workbook, as a program of its own that may be stopped.

Run by ``other_formats``: the file on standard input, the memory allowed in bytes and the most cells
as arguments, JSON on standard output. It imports nothing of Stocktake, so that it starts quickly
and a fault in it can reach nothing.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta


def limit_memory(memory: int) -> None:
    """Bound memory where the platform can; on Windows only the time is bounded, by the parent."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: object) -> object:
    """A cell as JSON; a day as a list of one text."""
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def main() -> None:
    """Read standard input and write what its sheets hold."""
    memory, most_cells = int(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for entry in book.sheets_metadata:
            sheet = book.get_sheet_by_name(entry.name)
            most_cells -= sheet.total_height * sheet.total_width
            if most_cells < 0:
                json.dump({"problem": "too many cells"}, sys.stdout)
                return
            rows = [[plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            sheets.append(
                {
                    "name": entry.name,
                    "is_hidden": "Visible" not in str(entry.visible),
                    "merged": sheet.merged_cell_ranges or [],
                    "rows": rows,
                }
            )
    except (CalamineError, OSError, ValueError):
        json.dump({"problem": "damaged"}, sys.stdout)
        return
    json.dump({"sheets": sheets}, sys.stdout)


if __name__ == "__main__":
    main()
