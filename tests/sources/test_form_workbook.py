"""The form of a return: what somebody named in a definition is text in it, never a formula."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from stocktake.publish import Cell, Column, Table
from stocktake.publish.accessible_workbook import WorkbookContent, write_accessible_workbook
from stocktake.sources.form_workbook import FormText, write_form_workbook
from stocktake.sources.local_template import FormLayout, TemplateColumn

TEXTS = (
    '=HYPERLINK("https://example.org","Open")', "+1+1", "-2+3", "@SUM(A1)", "https://example.org",
    "'quoted'", 'A "quoted" name', "Two\nlines", "\u200f=1+1", "\u202eright to left",
)  # fmt: skip
LAYOUT = FormLayout(
    name="a return", sheet="Rows", columns=(TemplateColumn("subject", "=1+1"),),
    text_columns=(), date_columns=(),
)  # fmt: skip


def form() -> bytes:
    stream = io.BytesIO()
    text = FormText(
        title="=1+1", instruction="=2+2", choices={"subject": list(TEXTS)},
        tables=[("measures", ["Measure", "What it is"], [[text, text] for text in TEXTS])],
    )  # fmt: skip
    rows = [({"subject": text}, f"={text}") for text in TEXTS]
    write_form_workbook(stream, LAYOUT, text, rows)
    return stream.getvalue()


def report() -> bytes:
    cells = tuple((Cell(text), Cell(text)) for text in TEXTS)
    table = Table(TEXTS[0], (Column(TEXTS[0]), Column(TEXTS[1])), cells, notes=TEXTS)
    content = WorkbookContent(
        TEXTS[0], TEXTS[1], TEXTS[2], TEXTS, TEXTS, (table,), date(2026, 11, 30)
    )
    return write_accessible_workbook(content)


@pytest.mark.parametrize("write", [form, report])
def test_every_text_is_there_and_none_is_a_formula(write) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    values = {cell.value for cell in cells}
    assert set(TEXTS) <= values
    urls = [cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target]
    assert urls == []
