"""The fast way for a large plain sheet: whether it is one, and its rows.

A sheet is plain where every byte of it is of the one shape that a table without formulas, errors,
hidden rows or formats has. Whatever else it holds, it is read cell by cell instead. The shape is
checked by one regular expression that never goes back, at the speed of unpacking.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.formats import DAY, NUMBER, parse_format
from stocktake.sources.workbook.limits import BrokenError
from stocktake.sources.workbook.package import Package, SheetEntry
from stocktake.sources.workbook.scan import check_area, column_letters, parse_reference
from stocktake.sources.workbook.sheet import Sheet
from stocktake.sources.workbook.strings import longest_text

LEAST_BYTES = 2 * 1024**2
"""A sheet of fewer bytes is read cell by cell: that takes a second at most."""

MOST_PLAIN_CELLS = 20_000_000
"""Cells of a sheet that the fast reader takes."""

MOST_PLAIN_CHARACTERS = 256 * 1024**2
"""Characters if every cell showed the longest text."""

_HEAD = re.compile(
    rb'\A(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0" encoding="(?:UTF|utf)-8"[^<>]*\?>\s*)?'
    rb'<worksheet xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_DIMENSION = re.compile(rb'<dimension ref="A1:([A-Z]{1,2}[0-9]{1,7})"/>')
_UNUSUAL = re.compile(rb"hidden|zeroHeight|<!|'|width=\"0[\".]|ht=\"0[\".]")
_TAIL_UNUSUAL = re.compile(rb"<mergeCell|<!|<sheetData")
_CELL_BYTES = 20
_LONGEST_HEAD = 65_536
_LONGEST_ROW = 4 * 1024**2


def read_plain(
    archive: Archive, package: Package, entry: SheetEntry, codes: Sequence[str]
) -> Sheet | None:
    """Read a sheet by the fast reader, or say that it is not plain by giving none.

    Parameters
    ----------
    codes : sequence of str
        Codes of formats by the number of the style.

    Raises
    ------
    BrokenError
        The archive does not hold what it declares, or the cells lie too far apart.
    """
    if archive.size(entry.part) < LEAST_BYTES or not _has_plain_lists(package, entry):
        return None
    whole_styles = _whole_styles(codes)
    if whole_styles is None:
        return None
    has_texts = bool(package.strings_part)
    longest = longest_text(archive.stream(package.strings_part)) if has_texts else 1
    if longest is None:
        return None
    extent = _plain_extent(archive.stream(entry.part), whole_styles)
    if extent is None or extent[0] * extent[1] * longest > MOST_PLAIN_CHARACTERS:
        return None
    # A filled cell takes some 20 bytes at least.
    check_area(*extent, archive.size(entry.part) // _CELL_BYTES, MOST_PLAIN_CELLS)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.content))
        rows = book.get_sheet_by_name(entry.name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        raise BrokenError from None
    return Sheet(entry.name, rows)


def _has_plain_lists(package: Package, entry: SheetEntry) -> bool:
    """Whether the parts have the names by which the fast reader looks for them."""
    return (
        package.workbook_part == "xl/workbook.xml"
        and package.strings_part in ("", "xl/sharedStrings.xml")
        and package.styles_part in ("", "xl/styles.xml")
        and entry.part.startswith("xl/worksheets/")
    )


def _whole_styles(codes: Sequence[str]) -> frozenset[int] | None:
    """Styles that show whole numbers only; none where a style changes what is shown otherwise."""
    whole = set()
    for number, code in enumerate(codes):
        section = parse_format(code)[0]
        if section.kind == NUMBER and code in ("0", "#,##0"):
            whole.add(number)
        elif code not in ("General", "@") and section.kind != DAY:
            return None
    return frozenset(whole)


def _plain_extent(pieces: Iterable[bytes], whole_styles: frozenset[int]) -> tuple[int, int] | None:
    """Rows and columns within which a plain sheet lies; none where it is not plain."""
    stream = iter(pieces)
    text = next(stream, b"")
    start = text.find(b"<sheetData>", 0, _LONGEST_HEAD)
    if start < 0 or not _HEAD.match(text) or _UNUSUAL.search(text, 0, start):
        # An apostrophe in the head may delimit an attribute; the head of a table has none.
        return None
    dimension = _DIMENSION.search(text, 0, start)
    if dimension is None:
        return None
    try:
        rows, columns = parse_reference(dimension[1].decode())
    except BrokenError:
        return None
    pattern = _row_pattern(rows, columns, whole_styles)
    tail = b""
    for rows_text, end in _whole_rows(text[start + 11 :], stream):
        if pattern.fullmatch(rows_text, 0, end) is None:
            return None
        tail = rows_text[end:]
    if not tail.startswith(b"</sheetData>") or _TAIL_UNUSUAL.search(tail):
        return None
    return rows, columns


def _whole_rows(text: bytes, stream: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield text that begins with rows, with where the last complete one ends."""
    while True:
        end = text.rfind(b"</row>") + 6
        end = end if end > 5 else 0
        yield text, end
        piece = next(stream, None)
        if piece is None:
            return
        text = text[end:] + piece
        if len(text) > 2 * _LONGEST_ROW:
            yield b"<", 1  # no row is as long: not plain
            return


def _row_pattern(rows: int, columns: int, whole_styles: frozenset[int]) -> re.Pattern[bytes]:
    """Rows of the one plain shape, within so many rows and columns.

    Each cell repeats its row's number, so that none lies beyond the last row. The commonest kinds
    of cell come first, and no repetition is ever taken back: that is what makes it fast.
    """
    reference = rb'<c r="(?:' + _letters_up_to(columns) + rb')\1"'
    style = rb' s="\d++"'
    number = rb"><v>[-+0-9.eE]{1,64}+</v></c>"
    if whole_styles:
        names = b"|".join(b"%d" % name for name in sorted(whole_styles))
        whole = rb' s="(?:' + names + rb')"(?: t="n")?+><v>'
        reference += rb"(?!" + whole + rb"(?!-?\d{1,15}+</v>))"
    text = rb' t="s"><v>\d{1,9}+</v></c>'
    rarer_kinds = (
        rb'/>| t="n"' + number + rb'| t="(?:b"><v>[01]</v>|str"><v>[^<]{0,32767}+</v>'
        rb'|inlineStr"><is><t(?: xml:space="preserve")?+>[^<]{0,32767}+</t></is>)</c>'
    )
    kinds = text + b"|" + number + b"|" + rarer_kinds
    # A style is a kind of its own: asking each cell whether it has one takes longer.
    cell = reference + rb"(?:" + text + b"|" + number + b"|" + style + rb"(?:" + kinds + rb")|"
    cell += rarer_kinds + rb")"
    attribute = rb'(?! hidden=| ht="0[".]) [A-Za-z0-9:]++="[^"<>&]{0,64}+"'
    begin = rb'<row r="(' + _numbers_up_to(rows) + rb')"(?:' + attribute + rb")*+"
    row = begin + rb"(?:>(?:" + cell + rb")*+</row>|/>)"
    return re.compile(rb"(?:" + row + rb"\s*+)*+")


def _numbers_up_to(most: int) -> bytes:
    """Whole numbers from 1 to the last row, as a pattern that must be followed by a quote."""
    digits = str(most)
    shorter = [b"[1-9][0-9]{0,%d}" % (len(digits) - 2)] if len(digits) > 1 else []
    same = [
        digits[:place].encode()
        + b"[%d-%d]" % (0 if place else 1, int(digit) - 1)
        + b"[0-9]{%d}" % (len(digits) - place - 1)
        for place, digit in enumerate(digits)
        if int(digit) > (0 if place else 1)
    ]
    # The longer come first, since nothing is tried twice once a number has matched.
    return b"|".join([digits.encode(), *same, *shorter]).replace(b"[0-9]{0}", b"")


def _letters_up_to(width: int) -> bytes:
    last = column_letters(width)
    if len(last) == 1:
        return b"[A-%s]" % last.encode()
    first, second = last[:1], last[1:]
    before = b"|[A-%s][A-Z]" % chr(ord(first) - 1).encode() if first > "A" else b""
    return b"[A-Z]" + before + b"|%s[A-%s]" % (first.encode(), second.encode())
