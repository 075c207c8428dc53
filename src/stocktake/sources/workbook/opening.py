"""Opens a workbook of any kind that is read, by its content and not by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NoReturn

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.cells import MERGE_PROBLEM, Blame, read_cells
from stocktake.sources.workbook.collection import without_collection
from stocktake.sources.workbook.limits import (
    LARGEST_SHEET,
    MOST_FAULTS,
    BrokenError,
    WorkbookError,
    refuse_file,
)
from stocktake.sources.workbook.other_formats import OtherSheet, read_other, scan_open_document
from stocktake.sources.workbook.package import Package, SheetEntry, read_package
from stocktake.sources.workbook.plain import read_plain
from stocktake.sources.workbook.rows import open_rows
from stocktake.sources.workbook.scan import column_letters
from stocktake.sources.workbook.sheet import Sheet
from stocktake.sources.workbook.strings import read_texts
from stocktake.sources.workbook.styles import cell_formats
from stocktake.sources.workbook.usual import scan_bytes
from stocktake.sources.workbook.xml import Budget
from stocktake.standards.errors import Fault

XLSX = (".xlsx", ".xlsm")
OTHER_KINDS = (".xls", ".ods")

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
_DAMAGED = ("is not a workbook, or a damaged one", "an .xlsx file", "")
_KIND_WORDS = {
    ".xlsx": "a workbook (.xlsx)",
    ".xlsm": "a workbook with macros (.xlsm)",
    ".xls": "an older workbook (.xls)",
    ".ods": "an open document workbook (.ods)",
}


@dataclass(frozen=True)
class CellFault:
    """A cell that cannot be read as it shows: its row and column from 1, and what is wrong."""

    row: int
    column: int
    problem: str
    fix: str


class Workbook:
    """A workbook that was opened and scanned; its sheets are read one by one.

    Parameters
    ----------
    name, summary : str
        For messages: the file, and what could not be done.
    damaged : tuple of str
        Problem, expected and fix of a file that is damaged.
    """

    def __init__(self, content: bytes, name: str, summary: str, damaged: Sequence[str]) -> None:
        self.name = name
        self._summary = summary
        self._damaged = tuple(damaged)
        self._budget = Budget()
        self._other_sheets: dict[str, OtherSheet] = {}
        self._entries: dict[str, SheetEntry] = {}
        self._archive: Archive | None = None
        self._package: Package | None = None
        try:
            self._open(content)
        except BrokenError as error:
            self._refuse(error)

    @property
    def sheet_names(self) -> list[str]:
        """Names of the sheets, in their order."""
        return list(self._other_sheets or self._entries)

    def read(
        self, sheet: str, *, first_row: int = 1, headings: bool = False, may_be_large: bool = False
    ) -> Sheet:
        """Read a sheet as its cells show.

        Parameters
        ----------
        sheet : str
            One of ``sheet_names``.
        first_row : int
            Row of the header; from there on every cell must show what it is.
        headings : bool
            Whether a fault names its column by its heading, which a file of personal data must
            not.
        may_be_large : bool
            Whether a large plain sheet is taken, by the fast reader. Its cells may then be numbers
            and dates; it needs memory for all of them, so an upload never is.

        Raises
        ------
        WorkbookError
            The sheet is hidden or beyond the limits, or all the cells that cannot be read.
        """
        table, blamed = self._read(sheet, first_row, may_be_large=may_be_large)
        if blamed:
            self._refuse_cells(sheet, table, first_row, blamed, headings=headings)
        return table

    def read_with_faults(
        self, sheet: str, *, first_row: int = 1
    ) -> tuple[Sheet, tuple[CellFault, ...]]:
        """Read a sheet for somebody who takes its good rows: a cell that cannot be read is empty.

        Parameters
        ----------
        sheet : str
            One of ``sheet_names``.
        first_row : int
            Row of the header.

        Returns
        -------
        Sheet
        tuple of CellFault
            The cells below the header that cannot be read.

        Raises
        ------
        WorkbookError
            The sheet is hidden or beyond the limits; something is wrong with more than one cell
            of a row, such as a hidden column, or with the header.
        """
        table, blamed = self._read(sheet, first_row, may_be_large=False)
        faults = tuple(
            CellFault(row, column, problem, fix)
            for row, column, problem, _, fix in blamed
            if column and row > first_row and not problem.startswith(MERGE_PROBLEM)
        )
        if len(blamed) > len(faults) or len(blamed) == MOST_FAULTS:
            self._refuse_cells(sheet, table, first_row, blamed, headings=False)
        return table, faults

    def _read(
        self, sheet: str, first_row: int, *, may_be_large: bool
    ) -> tuple[Sheet, list[tuple[int, int, str, str, str]]]:
        blamed: list[tuple[int, int, str, str, str]] = []

        def blame(row: int, column: int, problem: str, expected: str, fix: str) -> None:
            if len(blamed) < MOST_FAULTS:
                blamed.append((row, column, problem, expected, fix))

        try:
            if sheet in self._other_sheets:
                other_sheet = self._other_sheets[sheet]
                self._refuse_hidden(sheet, other_sheet.is_hidden)
                table = other_sheet.read(first_row, blame)
            else:
                with without_collection():
                    table = self._read_entry(self._entries[sheet], first_row, blame, may_be_large)
        except BrokenError as error:
            self._refuse(error)
        return table, blamed

    def _refuse_cells(
        self,
        sheet: str,
        table: Sheet,
        first_row: int,
        blamed: Sequence[tuple[int, int, str, str, str]],
        *,
        headings: bool,
    ) -> NoReturn:
        header = table.texts()[first_row - 1] if headings and table.rows[first_row - 1 :] else []
        location = self.name if len(self.sheet_names) == 1 else f"{self.name}: sheet {sheet!r}"
        location = self.name if headings else location
        raise WorkbookError(
            self._summary, [_fault(location, header, first_row, *fault) for fault in blamed]
        )

    def _open(self, content: bytes) -> None:
        kind = _kind(content)
        ending = PurePath(self.name).suffix.lower()
        if kind not in (ending, ".xlsx" if ending == ".xlsm" else ending):
            raise BrokenError(
                f"is named {ending} but is {_KIND_WORDS[kind]}", "", "save it as .xlsx"
            )
        if kind in OTHER_KINDS:
            if kind == ".ods":
                scan_open_document(content, self._budget)
            self._other_sheets = {sheet.name: sheet for sheet in read_other(content)}
            return
        self._archive = Archive(content)
        self._package = read_package(self._archive, self._budget)
        if self._package.has_macros and ending != ".xlsm":
            raise BrokenError(f"is named {ending} but holds macros", "", "save it as .xlsx")
        self._entries = {sheet.name: sheet for sheet in self._package.sheets}

    def _read_entry(
        self, entry: SheetEntry, first_row: int, blame: Blame, may_be_large: bool
    ) -> Sheet:
        archive, package = self._archive, self._package
        if archive is None or package is None or not entry.is_worksheet:
            raise BrokenError(f"has no cells on the sheet {entry.name!r}", "a table")
        self._refuse_hidden(entry.name, entry.is_hidden)
        codes = cell_formats(archive, package, self._budget)
        plain = read_plain(archive, package, entry, codes) if may_be_large else None
        if plain is not None:
            return plain
        texts = read_texts(archive, package, self._budget)
        content = archive.read(entry.part, LARGEST_SHEET)
        scan = scan_bytes(content, self._budget)
        rows = open_rows(content, scan, texts, codes, counts_from_1904=package.counts_from_1904)
        return read_cells(entry.name, rows, scan, first_row=first_row, blame=blame)

    def _refuse_hidden(self, sheet: str, is_hidden: bool) -> None:
        if is_hidden:
            raise BrokenError(
                f"keeps the sheet {sheet!r} hidden", "", "show the sheet or delete it"
            )

    def _refuse(self, error: BrokenError) -> None:
        parts = (error.problem, error.expected, error.fix) if error.problem else self._damaged
        refuse_file(self._summary, self.name, *parts)


def open_workbook(
    content: bytes,
    name: str,
    *,
    kinds: Sequence[str] = XLSX,
    summary: str = "",
    damaged: Sequence[str] = _DAMAGED,
) -> Workbook:
    """Open a workbook within limits.

    Parameters
    ----------
    content : bytes
    name : str
        Of the file, for its ending and for messages.
    kinds : sequence of str
        Endings that are taken; ``OTHER_KINDS`` are read in a child process.
    summary : str
        What could not be done, for messages.
    damaged : sequence of str
        Problem, expected and fix of a file that is damaged.

    Raises
    ------
    WorkbookError
        It is no workbook of these kinds, damaged, locked or beyond the limits.
    """
    summary = summary or f"cannot read {name}"
    if PurePath(name).suffix.lower() not in kinds:
        endings = " or ".join(kinds)
        refuse_file(summary, name, "is not a workbook that is read", endings, "save it as .xlsx")
    return Workbook(content, name, summary, damaged)


def _kind(content: bytes) -> str:
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise BrokenError("is locked with a password", "an open workbook", "unlock it")
        return ".xls"
    if not content.startswith(_ZIP):
        raise BrokenError
    # The archive of an open document begins with its kind, unpacked.
    return ".ods" if _OPEN_DOCUMENT.encode() in content[:128] else ".xlsx"


def _fault(
    location: str,
    header: Sequence[str],
    first_row: int,
    row: int,
    column: int,
    problem: str,
    expected: str,
    fix: str,
) -> Fault:
    letters = column_letters(column)
    heading = header[column - 1].strip() if 0 < column <= len(header) else ""
    if not column:
        return Fault(f"{location}: row {row}", problem, expected, fix)
    if not row:
        return Fault(f"{location}: column {heading or letters}", problem, expected, fix)
    if heading and row > first_row:
        return Fault(
            f"{location}: row {row}, {heading}", f"{problem} (cell {letters}{row})", expected, fix
        )
    return Fault(f"{location}: cell {letters}{row}", problem, expected, fix)
