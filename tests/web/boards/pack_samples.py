"""Packs for tests that need no database, and the words of their documents."""

from __future__ import annotations

import io
from datetime import date

from plan_rows import priority

from stocktake_web.boards.models import Action, AgendaItem
from stocktake_web.boards.pack.content import (
    PackContent,
    pack_content,
)

DAY = date(2026, 11, 23)


def pack_with(**changes: object) -> PackContent:
    fields = {
        "place": "Example Borough",
        "body": "Example Board",
        "meeting_date": DAY,
        "as_of": DAY,
        "priorities": [priority("attend", "Every child there", "One is late.")],
        "cards": {},
        "wanted_decisions": [],
        "actions": [],
    }
    return pack_content(**fields | changes)  # type: ignore[arg-type]


def action(text: str, due: date, state: str = "open") -> Action:
    item = AgendaItem(title="Attendance", priority_key="attend")
    return Action(item=item, text=text, owner_role="Head", due=due, state=state)


def pdf_words(pdf: bytes) -> str:
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def word_words(document_bytes: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(document_bytes))
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(texts)
