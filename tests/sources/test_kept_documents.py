"""Documents and pictures that are kept: what they unpack to is bounded."""

from __future__ import annotations

import io
import zipfile

import pytest

from stocktake.sources.workbook.documents import check_package, picture_problem


def package(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    return stream.getvalue()


def png(width: int, height: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + size + bytes(8)


def jpeg(width: int, height: int) -> bytes:
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08" + size + bytes(8)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (package(b"<w:document/>"), ""),
        (package(bytes(40 * 1024**2)), "unpacks to more than 32 MB"),
        (package(b'<!DOCTYPE a [<!ENTITY b "c">]>'), "declares entities: save it again"),
        *(
            (
                package('<!DOCTYPE a [<!ENTITY b "c">]>'.encode(name)),
                "declares entities: save it again",
            )
            for name in ("utf-16", "utf-16-le", "utf-16-be")
        ),
        (package(b"<w:document/>")[:60], "is damaged: save it again"),
    ],
    ids=[
        *("plain", "unpacks-too-large", "entities"),
        *("entities-utf-16", "entities-utf-16-le", "entities-utf-16-be", "damaged"),
    ],
)
def test_a_document_is_unpacked_within_limits(content: bytes, problem: str) -> None:
    assert check_package(content) == problem


def test_a_declaration_across_two_pieces_is_seen() -> None:
    for at in range(1024**2 - 10, 1024**2 + 2):
        assert check_package(package(b" " * at + b"<!ENTITY")) == "declares entities: save it again"


def test_a_document_that_is_opened_has_so_many_tags() -> None:
    content = package(b"<a/>" * 200_000)
    assert check_package(content, is_opened=True) == ""
    content = package(b"<a/>" * 200_001)
    assert check_package(content, is_opened=True) == "has more than 200,000 XML tags: shorten it"
    assert check_package(content) == ""


@pytest.mark.parametrize("make", [png, jpeg])
def test_a_picture_has_so_many_pixels(make: object) -> None:
    assert picture_problem(make(4_000, 3_000)) == ""  # type: ignore[operator]
    assert picture_problem(make(60_000, 60_000)) == (  # type: ignore[operator]
        "has 60,000 by 60,000 pixels; the most is 50,000,000 in all"
    )
    assert picture_problem(make(4_000, 3_000)[:14]) == "is damaged: save it again"  # type: ignore[operator]
