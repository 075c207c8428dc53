"""Documents and pictures that are kept and not read: whether their size is what it seems.

Whoever opens them later unpacks them: a kilobyte that unpacks to gigabytes is refused at once.
"""

from __future__ import annotations

from stocktake.sources.workbook.archive import Archive
from stocktake.sources.workbook.limits import BrokenError

MOST_PIXELS = 50_000_000
"""Of a picture: a large camera's photograph has half as many."""

MOST_TAGS = 200_000
"""Of a document that is opened: a thousand pages of text have half as many."""

_ENTITIES = tuple("<!ENTITY".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _ENTITIES)) - 1
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_DAMAGED = "is damaged: save it again"


def check_package(content: bytes, *, is_opened: bool = False) -> str:
    """Say why a Word, Excel or PowerPoint file is refused; empty where it is not.

    Every part is unpacked once, within the limits, and thrown away.

    Parameters
    ----------
    is_opened : bool
        Whether it will be opened here and not only kept: each of its tags then takes memory, a
        hundred times what it takes in the file.

    Examples
    --------
    >>> check_package(b"no archive")
    'is damaged: save it again'
    """
    tag_count = 0
    try:
        archive = Archive(content)
        for name in archive.names:
            before = b""
            for piece in archive.stream(name):
                # A declaration may lie across two pieces.
                text = before + piece
                if name.endswith((".xml", ".rels")) and any(word in text for word in _ENTITIES):
                    return "declares entities: save it again"
                before = piece[-_OVERLAP:]
                tag_count += piece.count(b"<")
                if is_opened and tag_count > MOST_TAGS:
                    return f"has more than {MOST_TAGS:,} XML tags: shorten it"
    except BrokenError as error:
        return error.problem or _DAMAGED
    return ""


def picture_problem(content: bytes) -> str:
    """Say why a PNG or JPEG picture is refused; empty where it is not.

    Examples
    --------
    >>> picture_problem(b"no picture")
    'is damaged: save it again'
    """
    size = _png_size(content) if content.startswith(_PNG) else _jpeg_size(content)
    if size is None or 0 in size:
        return _DAMAGED
    if size[0] * size[1] > MOST_PIXELS:
        return f"has {size[0]:,} by {size[1]:,} pixels; the most is {MOST_PIXELS:,} in all"
    return ""


def _png_size(content: bytes) -> tuple[int, int] | None:
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    if not content.startswith(_JPEG):
        return None
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _NO_LENGTH:
            place += 2
        elif marker in _START_OF_FRAME:
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            return int.from_bytes(content[place + 7 : place + 9], "big"), height
        else:
            length = int.from_bytes(content[place + 2 : place + 4], "big")
            if length < 2:
                return None
            place += 2 + length
    return None
