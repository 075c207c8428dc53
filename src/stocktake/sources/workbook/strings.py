"""The texts that the cells of a workbook share, checked before anybody reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element  # noqa: S405 - the type only

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.limits import LARGEST_SHEET, LONGEST_TEXT, MOST_CELLS, BrokenError
from stocktake.sources.workbook.package import Package
from stocktake.sources.workbook.styles import NAMESPACE
from stocktake.sources.workbook.xml import Budget, read_elements, walk

_STRINGS_HEAD = re.compile(rb"<sst [^<>]*>")
_STRINGS = re.compile(
    rb'(?:<si>(?:<t(?: xml:space="preserve")?>[^<]{0,32767}+</t>|<t/>)</si>\s*+)*+'
)
_TEXT, _RUN = f"{NAMESPACE}t", f"{NAMESPACE}r"
_LONGEST_HEAD = 4_096
_SLICE = 1024**2
_LONGEST_TEXT_BYTES = 4 * 1024**2


def read_texts(archive: Archive, package: Package, budget: Budget) -> list[str]:
    """Read the shared texts, unless they are too many or too long.

    Raises
    ------
    BrokenError
        Also where their XML is damaged.
    """
    if not package.strings_part:
        return []
    content = archive.read(package.strings_part, LARGEST_SHEET)
    if content.count(b"<si>") > MOST_CELLS:
        raise BrokenError(
            f"has more than {MOST_CELLS:,} texts", "a smaller workbook", "save it as CSV UTF-8"
        )
    if longest_text(_slices(content)) is None:
        _check_texts(content, budget)
    elements = read_elements(content, f"{NAMESPACE}si")
    # A text that looks like an escaped character is itself escaped.
    return [join_runs(element).replace("x005F_", "") for element in elements]


def join_runs(element: Element) -> str:
    """The text of a cell, from its runs of different fonts; without what says how to speak it."""
    texts = (
        part if part.tag == _TEXT else part.find(_TEXT)
        for part in element
        if part.tag in (_TEXT, _RUN)
    )
    return "".join(text.text or "" for text in texts if text is not None)


def _check_texts(content: bytes, budget: Budget) -> None:
    length = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal length
        if name == "si":
            length = 0

    def text(text: str) -> None:
        nonlocal length
        length += len(text)
        if length > LONGEST_TEXT:
            raise BrokenError(f"has a text of more than {LONGEST_TEXT:,} characters")

    walk([content], budget, start=start, text=text)


def _slices(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _SLICE] for start in range(0, len(content), _SLICE))


def longest_text(pieces: Iterable[bytes]) -> int | None:
    """Bytes of the longest shared text; none where the texts have parts of their own.

    Parts of their own are runs of different fonts, which only a walk through the XML joins.
    """
    longest = 1
    rest, is_first = b"", True
    for piece in pieces:
        text = rest + piece
        if is_first:
            head = _STRINGS_HEAD.search(text, 0, _LONGEST_HEAD)
            if head is None or b"<!" in text[: head.end()]:
                return None
            text, is_first = text[head.end() :], False
        cut = text.rfind(b"</si>") + 5
        if cut < 5:
            if len(text) > _LONGEST_TEXT_BYTES:
                return None
            rest = text
            continue
        if _STRINGS.fullmatch(text, 0, cut) is None:
            return None
        longest = max(longest, max(map(len, text[:cut].split(b"</si>"))))
        rest = text[cut:]
    return longest if rest.strip() in (b"</sst>", b"") else None
