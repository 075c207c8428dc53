"""A document is written whatever characters its texts hold."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from stocktake.publish.tagged_pdf import NOT_DRAWN, compile_tagged_pdf

DAY = date(2026, 11, 30)
TEMPLATE = b"""
#let content = json(bytes(sys.inputs.content))
#set document(title: "Texts")
#set text(font: "DejaVu Sans Mono", lang: "en", fallback: false)
#for text in content.texts [#text

]
"""


def words(*texts: str) -> str:
    document = compile_tagged_pdf(TEMPLATE, {"texts": texts}, as_of=DAY)
    return PdfReader(BytesIO(document)).pages[0].extract_text()


@pytest.mark.parametrize(
    ("text", "shown_text"),
    [
        ("Ysgol Si\u00f4n", "Ysgol Si\u00f4n"),
        ("\u5b66\u6821 school", f"{NOT_DRAWN * 2} school"),
        ("evil\x1b[2J\x07", "evil[2J"),
        ('#eval("1") $x$ *b* _i_ \\\\ @a <b>', '#eval("1") $x$ *b* _i_ \\\\ @a <b>'),
        ("]^-\u5b66", f"]^-{NOT_DRAWN}"),
    ],
)
def test_a_character_without_a_glyph_takes_no_document_away(text: str, shown_text: str) -> None:
    assert words(text) == shown_text


@pytest.mark.slow
def test_many_characters_without_a_glyph_are_replaced_at_once() -> None:
    many = " ".join(chr(0x4E00 + step) for step in range(40))
    assert words(many, "Plain").count(NOT_DRAWN) == 40
    assert "Plain" in words(many, "Plain")


def test_the_same_content_makes_the_same_bytes() -> None:
    content = {"texts": ["\u5b66", "a"]}
    assert compile_tagged_pdf(TEMPLATE, content, as_of=DAY) == compile_tagged_pdf(
        TEMPLATE, content, as_of=DAY
    )
