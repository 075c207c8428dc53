"""How large a workbook may be, and how a file beyond that is refused.

Every limit is far above what a return, a plan or a pupil table needs. They exist so that a few
kilobytes cannot make the machine allocate or compute without end.
"""

from __future__ import annotations

from typing import NoReturn

from stocktake.standards.errors import Fault, InputError

LARGEST_FILE = 64 * 1024**2
"""Bytes of the file itself."""

LARGEST_EXPANDED = 320 * 1024**2
"""Bytes of all its parts together, as the archive declares them and as they turn out to be."""

LEAST_BOMB, HIGHEST_RATIO = 32 * 1024**2, 200
"""Bytes from which on parts must not be more than so many times the file: a real sheet is packed
to a tenth or a fiftieth, an endless repetition to a thousandth."""

LARGEST_SHEET = 64 * 1024**2
"""Bytes of a sheet that is read cell by cell."""

LARGEST_SMALL_PART = 4 * 1024**2
"""Bytes of a part that is read into a tree: the list of sheets, styles, relationships."""

MOST_PARTS = 2_000
"""Entries of the archive."""

MOST_ELEMENTS = 300_000
"""XML elements that are looked at one by one: in parts of an unusual shape only."""

MOST_CELLS = 500_000
"""Cells and shared texts of a sheet that is read cell by cell."""

DEEPEST = 64
"""Levels of nested XML elements; a workbook has about ten."""

LONGEST_TOKEN = 128 * 1024
"""Bytes of one XML tag, comment or processing instruction."""

LONGEST_TEXT = 32_767
"""Characters of one cell: the limit of Excel itself."""

LONGEST_NUMBER = 64
"""Characters of one number; Excel writes at most 24."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""The limits of Excel itself."""

EMPTY_AREA = 1_000_000
"""Cells of the rectangle around the data that may be empty beyond four for each filled one."""

MOST_MERGED = 1_000
"""Merged ranges of a sheet."""

MOST_HIDDEN_RANGES = 500
"""Runs of hidden columns of a sheet."""

MOST_SHOWN_CHARACTERS = 64 * 1024**2
"""Characters of all cells together: one long text may be shown by many cells."""

MOST_FAULTS = 1_000
"""Faults of cells that are collected before reading stops."""


class WorkbookError(InputError):
    """A workbook that is refused: damaged, too large, locked, or with cells that mislead."""


def refuse_file(
    summary: str, name: str, problem: str, expected: str = "", fix: str = ""
) -> NoReturn:
    """Refuse a file as a whole."""
    raise WorkbookError(summary, [Fault(name, problem, expected, fix)])


class BrokenError(Exception):
    """A part breaks a limit or a rule; caught where the file's name is known.

    Parameters
    ----------
    problem, expected, fix : str
        As in ``Fault``. An empty problem says that the file is damaged.
    """

    def __init__(self, problem: str = "", expected: str = "", fix: str = "") -> None:
        super().__init__(problem)
        self.problem, self.expected, self.fix = problem, expected, fix
