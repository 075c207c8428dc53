"""Older (.xls) and open document (.ods) workbooks, read in a child process.

Their reader does not report formats. So a number that its format could show otherwise (one with
decimals, a percentage) is refused with its cell; whole numbers, days and texts are read. The child
has a time limit everywhere and a memory limit on Linux and macOS; Windows has no such limit for a
child, which is one reason why the web application takes neither format.
"""

from __future__ import annotations

import json
import subprocess  # noqa: S404 - our own program, with no shell and no argument of a stranger's
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.limits import BrokenError
from stocktake.sources.workbook.sheet import Cell, Sheet, show_cell
from stocktake.sources.workbook.xml import Budget, walk

MEMORY_BYTES = 224 * 1024**2
"""Address space of the child."""

SHORTEST_SECONDS = 1.5
SECONDS_PER_MEGABYTE = 1.0
LARGEST_BYTES = 20 * 1024**2
MOST_CELLS = 1_000_000
LARGEST_ANSWER = 64 * 1024**2
_DAMAGED = "damaged"

Blame = Callable[[int, int, str, str, str], None]


class OtherSheet:
    """A sheet of one of the other formats, as the child gave it."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.name: str = raw["name"]
        self.is_hidden: bool = raw["is_hidden"]
        self._rows: list[list[Any]] = raw["rows"]
        self._merged_ranges: list[list[list[int]]] = raw["merged"]

    def read(self, first_row: int, blame: Blame) -> Sheet:
        """The sheet's rows, with a fault for each cell that may show something else."""
        rows: list[list[Cell]] = []
        for (top, left), (bottom, _) in self._merged_ranges:
            if first_row <= bottom + 1 and top < len(self._rows):
                blame(top + 1, left + 1, "is merged with other cells", "", "unmerge them")
        for number, cells in enumerate(self._rows, start=1):
            row: list[Cell] = []
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell, float) and not cell.is_integer() and number >= first_row:
                    problem = "holds a number with decimals, whose format this kind hides"
                    blame(number, column, problem, "an .xlsx file", "save it as .xlsx")
                row.append(cell[0] if isinstance(cell, list) else cell or _zero(cell))
            rows.append([show_cell(cell) if not isinstance(cell, bool) else cell for cell in row])
        return Sheet(self.name, rows)


def _zero(cell: object) -> Cell:
    return cell if isinstance(cell, bool | int | float) else ""


def read_other(content: bytes) -> list[OtherSheet]:
    """Read all sheets of an older or open document workbook.

    Raises
    ------
    BrokenError
        It is damaged, or needs more time or memory than is allowed.
    """
    if len(content) > LARGEST_BYTES:
        raise BrokenError(f"is larger than {LARGEST_BYTES // 1024**2} MB", "", "save it as .xlsx")
    seconds = SHORTEST_SECONDS + SECONDS_PER_MEGABYTE * (len(content) // 1024**2)
    command = [sys.executable, "-I", str(Path(__file__).with_name("child.py"))]
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(content)
        question.seek(0)
        try:
            process = subprocess.run(  # noqa: S603
                [*command, str(MEMORY_BYTES), str(MOST_CELLS)],
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BrokenError(
                f"takes longer than {seconds:g} seconds to open",
                "an .xlsx file",
                "save it as .xlsx",
            ) from None
        size = answer.tell() if process.returncode == 0 else 0
        answer.seek(0, 2)
        size = answer.tell()
        if process.returncode != 0 or size > LARGEST_ANSWER:
            raise BrokenError(
                "needs more memory than is allowed", "an .xlsx file", "save it as .xlsx"
            )
        answer.seek(0)
        result = json.loads(answer.read())
    if problem := result.get("problem"):
        if problem == _DAMAGED:
            raise BrokenError
        raise BrokenError(f"has {problem}", "an .xlsx file", "save it as .xlsx")
    return [OtherSheet(raw) for raw in result["sheets"]]


def scan_open_document(content: bytes, budget: Budget) -> None:
    """Refuse an open document workbook whose cells its reader would not show as they are.

    Raises
    ------
    BrokenError
        It is beyond the limits, or has percentages, errors, merged or hidden cells.
    """
    archive = Archive(content)
    encrypted = "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read(
        "META-INF/manifest.xml", LARGEST_BYTES
    )
    if encrypted:
        raise BrokenError("is locked with a password", "an open workbook", "unlock it")

    def start(name: str, attributes: dict[str, str]) -> None:
        values = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        problem = ""
        if values.get("value-type") in ("percentage", "error", "time"):
            problem = f"has cells that show a {values['value-type']}"
        elif name == "table-cell" and "formula" in values and "value-type" not in values:
            problem = "has formulas that were never worked out"
        elif values.get("visibility") in ("collapse", "filter"):
            problem = "has hidden rows or columns"
        elif max(values.get(f"number-{part}-spanned", "1") for part in ("rows", "columns")) >= "2":
            problem = "has merged cells"
        if problem:
            raise BrokenError(problem, "a plain table", "save it as .xlsx to see which cells")

    walk(archive.stream("content.xml"), budget, start=start)
