"""The pages of a Word document: A4, and at the foot what it is and which page of how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# A4 in twentieths of a point, as Word itself writes it.
SHORT_SIDE, LONG_SIDE = 11906, 16838
FONT, INK, MARGIN_CENTIMETRES = "Arial", "1C2226", 2.0
THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def new_document() -> Any:
    """A document without a council's template: Arial, dark headings, margins of 2 cm."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        font = document.styles[name].font
        font.name = FONT
        font.color.rgb = RGBColor.from_string(INK)
        # The fonts of the theme would come before the one that is named.
        for theme in THEME_FONTS:
            font.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(MARGIN_CENTIMETRES)
        section.top_margin = section.bottom_margin = Cm(MARGIN_CENTIMETRES)
    return document


def set_pages(document: Any, *, foot: str) -> None:
    """Make every page A4 and say at its foot what the document is, and the page's number.

    Parameters
    ----------
    document : docx.document.Document
        New, or opened from a council's own template, whose margins, direction and footers stay: a
        footer that has a field for the page's number is left as it is otherwise.
    foot : str
        What the document is and of which day; at the foot of every page.
    """
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    has_even = document.settings.odd_and_even_pages_header_footer
    for position, section in enumerate(document.sections):
        is_wide = section.orientation == WD_ORIENT.LANDSCAPE
        short, long = Twips(SHORT_SIDE), Twips(LONG_SIDE)
        section.page_width, section.page_height = (long, short) if is_wide else (short, long)
        for footer in _footers(section, has_even):
            # A later section shows the footer of the one before, unless it has its own.
            if position == 0 or not footer.is_linked_to_previous:
                _fill(footer, foot)


def fix_widths(table: Any, shares: tuple[float, ...], width: int) -> None:
    """Share a width among a table's columns, so that a long word breaks instead of pushing.

    Parameters
    ----------
    table : docx.table.Table
    shares : tuple of float
        Of each column.
    width : int
        Of the table, in the units of python-docx.
    """
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(width * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def keep_rows_whole(table: Any) -> None:
    """Let no row of a table go on in the next page."""
    from docx.oxml import OxmlElement

    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def text_width(document: Any) -> int:
    """How wide the text of the last section is."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def _footers(section: Any, has_even: bool) -> Iterator[Any]:
    yield section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_footer
    if has_even:
        yield section.even_page_footer


def _fill(footer: Any, foot: str) -> None:
    paragraph = footer.paragraphs[-1] if footer.paragraphs else footer.add_paragraph()
    if paragraph._p.xpath("./*[not(self::w:pPr)]"):
        paragraph = footer.add_paragraph()
    fields = footer._element.xpath(".//w:instrText/text() | .//w:fldSimple/@w:instr")
    if any(str(field).split()[:1] == ["PAGE"] for field in fields):
        paragraph.add_run(foot)
        return
    paragraph.add_run(f"{foot}. Page ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, name: str) -> None:
    """A field that Word fills in; 1 until it does."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
