"""The pack as PDF and Word document: A4, numbered pages, nothing clipped."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from pack_samples import DAY, action, pack_with, pdf_words, word_words
from plan_rows import late_activity, priority

from stocktake.publish import Card, Cell, Chart, Column, Fact, line_of
from stocktake.publish.exhibits import ChartWithTable
from stocktake_web.boards.pack.content import (
    PackContent,
    WantedDecision,
)
from stocktake_web.boards.pack.pdf import write_pack_pdf
from stocktake_web.boards.pack.word import write_pack_word
from stocktake_web.word.pages import set_pages


def test_the_pdf_is_tagged_names_its_language_and_has_a_page_for_each_priority() -> None:
    from pypdf import PdfReader

    figures = {"Figure": "5%", "Asked for": "At least 4%", "Due": "2026/27"}
    facts = tuple(Fact(label, text) for label, text in figures.items())
    cards = {
        f"t{n}{m}": Card(
            id=f"t{n}{m}", title=f"Target {m}", tag="On track", kind="on_track",
            sentence="It rose.", promise="", page="", facts=facts,
        )
        for n in range(1, 13)
        for m in range(4)
    }  # fmt: skip
    priorities = [
        priority(
            f"p{n}",
            f"Priority {n}",
            "It stands well.",
            targets=tuple(SimpleNamespace(id=f"t{n}{m}") for m in range(4)),
        )
        for n in range(1, 13)
    ]
    pack = pack_with(priorities=priorities, cards=cards)
    pdf = write_pack_pdf(pack)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 13, "a first page, then one for each priority"
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert write_pack_pdf(pack) == pdf, "the same content, the same document"


# A picture of one pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
LONG_WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NAME = "Alexandrina-Maximiliana Featherstonehaugh-Cholmondeley-Smythe"


def busy_pack(word: str) -> PackContent:
    """A pack in which every text holds a word."""
    figures = {"Figure": f"5% {word}", "Asked for": f"At least 4% {word}", "Due": "2026/27"}
    facts = tuple(Fact(label, text) for label, text in figures.items())
    card = Card(
        id="t", title=f"Target {word}", tag="Local data, not published", kind="not_yet_due",
        sentence="It rose.", promise="", page="", facts=facts,
    )  # fmt: skip
    late = (late_activity("l", f"Late {word}", DAY, 3),)
    view = priority(
        "attend",
        f"Every child {word}",
        f"One is late {word}.",
        lead=LONG_NAME,
        activities=late,
        targets=(SimpleNamespace(id="t"),),
    )
    return pack_with(
        body=f"Board {word}",
        priorities=[view],
        cards={"t": card},
        wanted_decisions=[WantedDecision("attend", f"Shall {word} go on?", word)],
        actions=[action(f"Write {word}", DAY)],
    )


@pytest.mark.slow
def test_a_word_longer_than_its_column_breaks_in_the_pdf() -> None:
    from pypdf import PdfReader

    def longest_piece(word: str) -> int:
        """Of the pieces of a word that stand on one line each, the longest."""
        text = "".join(
            page.extract_text() + "\n"
            for page in PdfReader(io.BytesIO(write_pack_pdf(busy_pack(word)))).pages
        ).replace("\u200b", "")
        assert "".join(text.split()).count(word) >= 10, "no part of it is lost"
        return max(len(piece) for piece in text.split() if piece in word)

    # The widest line is that of a paragraph; how many letters it holds depends on the font that
    # stands in for Arial: some 120 in the narrowest. A table's cell holds much less.
    assert longest_piece(LONG_WORD * 2) < 130


def test_the_word_document_is_a4_with_its_date_and_the_number_of_each_page() -> None:
    import docx

    content = write_pack_word(busy_pack(LONG_WORD), png=lambda svg: b"")
    document = docx.Document(io.BytesIO(content))
    footer = document.sections[0].footer
    assert sizes(document) == [("11906", "16838")]
    assert fields(footer) == ["PAGE", "NUMPAGES"]
    assert "23 November 2026, as known on 23 November 2026. Page " in footer.paragraphs[0].text
    assert document.core_properties.created.date() == DAY
    # Columns have a fixed width, all of it within the margins, so that a long word breaks.
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert document.tables
    for table in document.tables:
        assert not table.autofit
        assert 0.99 * width <= sum(cell.width for cell in table.rows[0].cells) <= width


def test_no_row_heading_or_chart_of_the_word_document_is_torn_apart() -> None:
    import docx

    line = line_of("Here", "home", [48.0, 56.0], lambda at: f"{at}%")
    chart = Chart("c", "It rose", "Percentage", "It rose.", ("2024/25", "2025/26"), (line,), None)
    pack = busy_pack("x")
    page = pack.pages[0]
    figure = ChartWithTable(page.targets, chart)
    pack = replace(pack, pages=(replace(page, figures=(figure,)),))
    document = docx.Document(io.BytesIO(write_pack_word(pack, png=lambda svg: PIXEL)))
    rows = document.element.xpath("//w:tr")
    assert len(rows) == len(document.element.xpath("//w:tr/w:trPr/w:cantSplit")) > 3
    paragraphs = {paragraph.text: paragraph.paragraph_format for paragraph in document.paragraphs}
    for text in ("Decisions wanted", "It rose", "Percentage"):
        assert paragraphs[text].keep_with_next, text
    # The first page leads to the others, and a decision is told from its reason.
    (lead,) = (p for p in document.paragraphs if p.text == "Every child x One is late x.")
    assert [run.text for run in lead.runs if run.bold] == ["Every child x"]
    (question,) = (p for p in document.paragraphs if p.text == "Shall x go on? x")
    assert [run.text for run in question.runs if run.bold] == ["Shall x go on?"]
    assert document.styles["Heading 1"].font.name == "Arial"


def test_a_column_more_is_in_all_forms_without_another_change() -> None:
    pack = busy_pack("x")
    page = pack.pages[0]
    columns = (*page.actions.columns, Column("Cost"))
    rows = tuple((*row, Cell("£12,345")) for row in page.actions.rows)
    actions = replace(page.actions, columns=columns, rows=rows)
    pack = replace(pack, pages=(replace(page, actions=actions),))
    assert "Action Owner Due Progress Cost" in pdf_words(write_pack_pdf(pack))
    assert "£12,345" in word_words(write_pack_word(pack, png=lambda svg: b""))


@pytest.mark.parametrize("has_numbers", [False, True])
def test_a_councils_own_template_gets_a4_and_page_numbers_and_keeps_its_footers(
    has_numbers: bool,
) -> None:
    import docx
    from docx.enum.section import WD_ORIENT

    template = docx.Document()
    template.sections[0].different_first_page_header_footer = True
    template.sections[0].first_page_footer.paragraphs[0].text = "Example Borough Council"
    template.sections[0].footer.paragraphs[0].text = "Committee papers"
    template.settings.odd_and_even_pages_header_footer = True
    wide = template.add_section()
    wide.orientation = WD_ORIENT.LANDSCAPE
    if has_numbers:
        set_pages(template, foot="Ours")
    stream = io.BytesIO()
    template.save(stream)
    content = write_pack_word(busy_pack("x"), template=stream.getvalue(), png=lambda svg: b"")
    document = docx.Document(io.BytesIO(content))
    assert sizes(document) == [("11906", "16838"), ("16838", "11906")]
    first = document.sections[0]
    assert first.footer.paragraphs[0].text == "Committee papers"
    assert first.first_page_footer.paragraphs[0].text == "Example Borough Council"
    for footer in (first.footer, first.first_page_footer, first.even_page_footer):
        assert fields(footer) == ["PAGE", "NUMPAGES"], "once, whoever put them there"
        assert "as known on 23 November 2026" in footer.paragraphs[-1].text
    assert document.sections[1].footer.is_linked_to_previous


def sizes(document: Any) -> list[tuple[str, str]]:
    """The width and height of each section's pages, as the document has them."""
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    pages = document.element.xpath("//w:sectPr/w:pgSz")
    return [(page.get(f"{name}w"), page.get(f"{name}h")) for page in pages]


def fields(footer: Any) -> list[str]:
    return [str(name) for name in footer._element.xpath(".//w:fldSimple/@w:instr")]
