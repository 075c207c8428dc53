"""The letter of a statement: drafted from the record, drawn as page, PDF and Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from io import BytesIO

from stocktake.publish import compile_tagged_pdf
from stocktake.schools import ImprovementStatement
from stocktake_web.formats import day
from stocktake_web.schools.statements.models import Statement, StatementState
from stocktake_web.word.pages import new_document, set_pages


@dataclass(frozen=True)
class Letter:
    """What the letter says.

    Parameters
    ----------
    foot : str
        Below each page.
    status : str
        That it is a draft, where it is; else on which day it was signed off, and in which role.
    """

    title: str
    place: str
    school: str
    status: str
    as_of: date
    paragraphs: tuple[str, ...]
    foot: str


def draft_letter(
    document: ImprovementStatement, *, place: str, review_on: date, actions: Sequence[str] = ()
) -> str:
    """The letter's text as a person begins with it; ``actions`` are those that were agreed."""
    settles = document.settles.text if document.settles else ""
    parts = [
        "To the headteacher and the chair of governors",
        document.sentence,
        f"What would settle it: {settles}" if settles else "",
        *document.notes,
        document.late_joiners_text,
        "Actions that were agreed and are open:" if actions else "",
        *actions,
        f"We look at the rate of improvement again on {day(review_on)}.",
        f"If you think a fact is wrong, tell the school improvement service of {place}.",
    ]
    return "\n\n".join(part for part in parts if part)


def letter_of(statement: Statement) -> Letter:
    """The letter as it stands."""
    is_signed = statement.state in {StatementState.SIGNED, StatementState.DISPATCHED}
    status = (
        f"Signed off on {day(statement.signed_at)}: {statement.signed_by_role}"
        if is_signed
        else "Draft: not signed off, not to be sent"
    )
    return Letter(
        title="Rate of improvement",
        place=statement.area.name,
        school=statement.school.name,
        status=status,
        as_of=statement.document.as_of,
        foot=f"{statement.school.name}. Figures as known on {day(statement.document.as_of)}",
        paragraphs=tuple(part.strip() for part in statement.letter.split("\n\n") if part.strip()),
    )


def as_pdf(letter: Letter) -> bytes:
    """The letter as a tagged PDF; the same content makes the same bytes."""
    template = (files(__package__) / "letter.typ").read_bytes()
    content = asdict(letter) | {
        "as_of": day(letter.as_of),
        "date": [letter.as_of.year, letter.as_of.month, letter.as_of.day],
    }
    return compile_tagged_pdf(template, content, as_of=letter.as_of)


def as_word(letter: Letter) -> bytes:
    """The letter as a Word document that can be edited."""
    document = new_document()
    properties = document.core_properties
    properties.title, properties.author = f"{letter.title}, {letter.school}", "Stocktake"
    properties.language = "en-GB"
    moment = datetime.combine(letter.as_of, time(), tzinfo=UTC)
    properties.created = properties.modified = moment
    set_pages(document, foot=letter.foot)
    document.add_paragraph(letter.place)
    document.add_heading(f"{letter.title}: {letter.school}", level=1)
    document.add_paragraph(letter.status)
    for text in letter.paragraphs:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
