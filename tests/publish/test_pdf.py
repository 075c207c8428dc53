"""The document: tagged, named, in order, and drawn onto pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from stocktake.publish import write_pdf
from stocktake.publish.content import ReportContent


@pytest.fixture(scope="module")
def document(quoted_content: ReportContent) -> bytes:
    return write_pdf(quoted_content)


@pytest.fixture(scope="module")
def reader(document: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document))


def _tags(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        tag = waiting.pop().get_object()
        if isinstance(tag, dict):
            if "/S" in tag:
                yield tag
            kids = tag.get("/K", [])
            kids = kids.get_object() if hasattr(kids, "get_object") else kids
            waiting += [
                k for k in (kids if isinstance(kids, list) else [kids]) if hasattr(k, "get_object")
            ]


@pytest.fixture(scope="module")
def tags(reader: pypdf.PdfReader) -> list[Any]:
    return list(_tags(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_the_document_is_tagged_and_says_so(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Blackpool Opportunity Area 2017-20: what was promised and what happened"
    )


def test_every_chart_is_described(tags: list[Any], quoted_content: ReportContent) -> None:
    charts = [s.chart for c in quoted_content.every_card for s in c.figures if s.chart]
    descriptions = [tag["/Alt"] for tag in tags if tag["/S"] == "/Figure"]
    assert sorted(descriptions) == sorted(chart.description for chart in charts)


def test_tables_have_header_cells(tags: list[Any], quoted_content: ReportContent) -> None:
    kinds = [tag["/S"] for tag in tags]
    tables = sum(len(c.figures) + (c.readings is not None) for c in quoted_content.every_card)
    assert kinds.count("/Table") >= tables
    assert kinds.count("/TH") > 4 * tables


def test_bookmarks_lead_to_priorities_and_targets(
    reader: pypdf.PdfReader, quoted_content: ReportContent
) -> None:
    def titles(outline: Any) -> Iterator[str]:
        for item in outline:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    bookmarks = set(titles(reader.outline))
    assert {section.title for section in quoted_content.sections} <= bookmarks
    assert {card.title for card in quoted_content.every_card} <= bookmarks


@pytest.mark.slow
def test_pages_are_numbered_and_every_sentence_is_there(
    reader: pypdf.PdfReader, quoted_content: ReportContent
) -> None:
    texts = [page.extract_text() for page in reader.pages]
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
    footer = r"Blackpool Opportunity Area 2017-20, as known on 22 November 2026\s*Page \d+ of \d+"
    whole = re.sub(r"\s+", "", re.sub(footer, "", "\n".join(texts)))
    for card in quoted_content.every_card:
        assert re.sub(r"\s+", "", card.title) in whole
        # A line may end in a hyphen that the document put there or that the words had.
        assert re.sub(r"\s+", "", card.sentence)[:60] in whole


@pytest.mark.slow
def test_the_same_content_gives_the_same_document(
    document: bytes, quoted_content: ReportContent
) -> None:
    assert write_pdf(quoted_content) == document


@pytest.mark.slow
def test_a_word_longer_than_its_column_breaks(quoted_content: ReportContent) -> None:
    word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    first, *rest = quoted_content.sections
    sections = (replace(first, title=word, sentence=word, why=word), *rest)
    content = quoted_content.model_copy(
        update={"title": word, "headline": word, "sections": sections}
    )
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(content))).pages
    text = "".join(page.extract_text() + "\n" for page in pages).replace("\u200b", "")
    assert "".join(text.split()).count(word) >= 5, "no part of it is lost"
    # A line of the smallest print holds some 120 letters of the widest font that stands in.
    assert max(len(piece) for piece in text.split() if piece in word) < 125
