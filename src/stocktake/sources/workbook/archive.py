"""The archive of a workbook: what it declares, held against what comes out of it.

The parts are decompressed here and nowhere else before they are trusted: a header that lies about
a size, two entries of one name or an entry that goes on after its declared end is refused.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from stocktake.sources.workbook.limits import (
    HIGHEST_RATIO,
    LARGEST_EXPANDED,
    LARGEST_FILE,
    LEAST_BOMB,
    MOST_PARTS,
    BrokenError,
)

_CENTRAL_HEADER = b"PK\x01\x02"
_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_LENGTH = 30
_ENCRYPTED = 0x1
_CHUNK = 1024**2


class Archive:
    """The parts of a zip file, bounded.

    Parameters
    ----------
    content : bytes
        The whole file.

    Raises
    ------
    BrokenError
        It is no archive, or one beyond the limits.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > LARGEST_FILE:
            megabytes = LARGEST_FILE // 1024**2
            raise BrokenError(f"is larger than {megabytes} MB", "a smaller file", "split it")
        # Counted before the list of entries is built, since each costs more than its bytes.
        if content.count(_CENTRAL_HEADER) > MOST_PARTS:
            raise BrokenError(f"holds more than {MOST_PARTS:,} parts", "a workbook")
        self.content = content
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError):
            raise BrokenError from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        for entry in entries:
            if entry.filename.casefold() in folded:
                raise BrokenError("holds two parts of one name", "a workbook", "save it again")
            if entry.flag_bits & _ENCRYPTED:
                raise BrokenError("is locked with a password", "an open workbook", "unlock it")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise BrokenError("is packed in a way that no workbook is", "a workbook")
            folded.add(entry.filename.casefold())
            self._entries[entry.filename] = entry
        expanded = sum(entry.file_size for entry in entries)
        is_bomb = expanded > LEAST_BOMB and expanded > HIGHEST_RATIO * len(content)
        if is_bomb or expanded > LARGEST_EXPANDED:
            megabytes = (LEAST_BOMB if is_bomb else LARGEST_EXPANDED) // 1024**2
            raise BrokenError(
                f"unpacks to more than {megabytes} MB", "a smaller workbook", "save it as CSV UTF-8"
            )

    @property
    def names(self) -> list[str]:
        """Names of the parts, in the order of the archive."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Bytes of a part, unpacked, as declared; reading holds the part to it."""
        return self._entries[name].file_size

    def read(self, name: str, largest: int) -> bytes:
        """A whole part of at most so many bytes."""
        if name not in self._entries:
            raise BrokenError
        if self.size(name) > largest:
            raise BrokenError(f"has a part of more than {largest // 1024**2} MB: {name[:80]}")
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces of at most 1 MB, and check its size and sum at the end."""
        if name not in self._entries:
            raise BrokenError
        entry = self._entries[name]
        size = checksum = 0
        for piece in self._pieces(entry):
            size += len(piece)
            if size > entry.file_size:
                raise BrokenError("unpacks to more than its archive declares", "a workbook")
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != entry.file_size or checksum != entry.CRC:
            raise BrokenError

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        start = entry.header_offset
        header = self.content[start : start + _LOCAL_LENGTH]
        if len(header) < _LOCAL_LENGTH or not header.startswith(_LOCAL_HEADER):
            raise BrokenError
        name_length = int.from_bytes(header[26:28], "little")
        extra_length = int.from_bytes(header[28:30], "little")
        start += _LOCAL_LENGTH + name_length + extra_length
        packed_bytes = memoryview(self.content)[start : start + entry.compress_size]
        if len(packed_bytes) < entry.compress_size:
            raise BrokenError
        if entry.compress_type == zipfile.ZIP_STORED:
            for offset in range(0, len(packed_bytes), _CHUNK):
                yield bytes(packed_bytes[offset : offset + _CHUNK])
            return
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for offset in range(0, len(packed_bytes), _CHUNK):
                rest: bytes | memoryview = packed_bytes[offset : offset + _CHUNK]
                while rest and not unpacker.eof:
                    piece = unpacker.decompress(rest, _CHUNK)
                    if piece:
                        yield piece
                    rest = unpacker.unconsumed_tail
            if piece := unpacker.flush():
                yield piece
        except zlib.error:
            raise BrokenError from None
        if not unpacker.eof:
            raise BrokenError
