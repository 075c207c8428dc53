"""The rows of a sheet that was scanned: what each cell holds, and under which format.

Days, their epoch and the formats that make a number a day are openpyxl's to know. It is handed
numbers and codes of formats and opens nothing itself, neither an archive nor XML: whatever else it
would open is neither scanned nor needed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from xml.etree.ElementTree import Element  # noqa: S405 - the type only

from stocktake.sources.workbook.limits import BrokenError
from stocktake.sources.workbook.scan import SheetScan, parse_reference
from stocktake.sources.workbook.sheet import Cell
from stocktake.sources.workbook.strings import join_runs
from stocktake.sources.workbook.styles import BUILT_IN, NAMESPACE
from stocktake.sources.workbook.xml import read_elements

GENERAL = BUILT_IN[0]
TEXT, ERROR = "s", "e"

OpenCell = tuple[Cell, str, str]
"""Value, type and the code of its format."""

_EMPTY: OpenCell = (None, "n", GENERAL)
_ROW, _VALUE, _INLINE = f"{NAMESPACE}row", f"{NAMESPACE}v", f"{NAMESPACE}is"
_NUMBER = re.compile(r"\s*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*")
_DIGITS = "0123456789"


def open_rows(
    content: bytes,
    scan: SheetScan,
    texts: Sequence[str],
    codes: Sequence[str],
    *,
    counts_from_1904: bool,
) -> Iterator[list[OpenCell]]:
    """Yield the rows up to the last that holds anything, all of one width.

    Parameters
    ----------
    content : bytes
        The sheet's part, which was scanned.
    texts, codes : sequence of str
        Shared texts; codes of formats by the number of the style.

    Raises
    ------
    BrokenError
        A cell does not hold what it says.
    """
    if not scan.last_row:
        return
    reader = _CellReader(texts, codes, counts_from_1904)
    number = 0
    # An odd workbook may fail in any way; whichever it is, the file is at fault.
    try:
        for element in read_elements(content, _ROW):
            row_number = int(element.get("r", number + 1))
            for _ in range(number + 1, row_number):
                yield [_EMPTY] * scan.last_column
            number = row_number
            yield _open_row(element, scan.last_column, reader)
            if number >= scan.last_row:
                return
    except (BrokenError, MemoryError):
        raise
    except Exception:
        raise BrokenError from None


def _open_row(element: Element, width: int, reader: _CellReader) -> list[OpenCell]:
    row = [_EMPTY] * width
    column = 0
    for cell in element:
        reference = cell.get("r")
        column = _column(reference.rstrip(_DIGITS)) if reference else column + 1
        if column <= width:
            row[column - 1] = reader.read(cell)
    return row


@cache
def _column(letters: str) -> int:
    return parse_reference(f"{letters}1")[1]


class _CellReader:
    def __init__(self, texts: Sequence[str], codes: Sequence[str], counts_from_1904: bool) -> None:
        from openpyxl.styles.numbers import is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        self._texts, self._codes = texts, codes
        self._day_styles = {n for n, code in enumerate(codes) if is_date_format(code)}
        self._duration_styles = {n for n, code in enumerate(codes) if is_timedelta_format(code)}
        epoch = MAC_EPOCH if counts_from_1904 else WINDOWS_EPOCH
        # A table names a few days again and again.
        self._day = lru_cache(maxsize=1_024)(partial(from_excel, epoch=epoch))

    def read(self, element: Element) -> OpenCell:
        """What a cell holds, as openpyxl would report it."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            return _EMPTY if inline is None else (join_runs(inline), TEXT, GENERAL)
        text = element.findtext(_VALUE)
        if not text:
            return _EMPTY
        if kind == "s":
            return self._texts[_index(text)], TEXT, GENERAL
        if kind == "str":
            return text, TEXT, GENERAL
        style = _index(element.get("s", "0"))
        code = self._codes[style]
        if kind == "n":
            return self._number(text, style, code)
        if kind == "b":
            return bool(_index(text)), kind, code
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return from_ISO8601(text), kind, code
        if kind == ERROR:
            return text, ERROR, code
        raise BrokenError

    def _number(self, text: str, style: int, code: str) -> OpenCell:
        value = float(text) if _NUMBER.fullmatch(text) else math.inf
        if math.isinf(value):
            raise BrokenError
        if style not in self._day_styles:
            return value, "n", code
        try:
            return self._day(value, timedelta=style in self._duration_styles), "d", code
        except (OverflowError, ValueError):
            return "#VALUE!", ERROR, code  # which is what Excel would calculate with


def _index(text: str) -> int:
    """A number that counts from zero; not from the end, as a negative one would."""
    index = int(text)
    if index < 0:
        raise BrokenError
    return index
