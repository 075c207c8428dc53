"""The evidence pack as PDF and Word document: one content, which says what the page says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files

from stocktake.publish import Cell, Column, Item, Table, compile_tagged_pdf, svg_to_png
from stocktake.schools import PointEvidence
from stocktake_web.formats import counted, day, number
from stocktake_web.schools.evidence.queries import Evidence
from stocktake_web.word.pages import set_pages
from stocktake_web.word.writer import WordWriter, document_bytes, open_document, set_properties

COLUMNS = (
    Column("Kind of record"),
    Column("In the period", figures=True),
    Column("Latest"),
    Column("State"),
)


@dataclass(frozen=True)
class PointPart:
    """One point of the letter with its records."""

    heading: str
    records: Table


@dataclass(frozen=True)
class AreaPart:
    """One area of the letter."""

    title: str
    points: tuple[PointPart, ...]


@dataclass(frozen=True)
class EvidenceDocument:
    """What the document says.

    Parameters
    ----------
    countdown : str
        Empty where nobody is to come back.
    """

    title: str
    place: str
    as_of: date
    headline: str
    notes: tuple[str, ...]
    countdown: str
    missing: tuple[Item, ...]
    not_kept: tuple[Item, ...]
    areas: tuple[AreaPart, ...]
    foot: str


def evidence_document(evidence: Evidence) -> EvidenceDocument:
    """The content of the document."""
    period, pack = evidence.period, evidence.pack
    days = f"{day(period.first_day)} to {day(period.last_day)}"
    return EvidenceDocument(
        title=pack.scheme.title,
        place=evidence.place,
        as_of=period.last_day,
        headline=(
            f"{pack.fresh_count} of {pack.point_count} points have every kind of record. "
            f"Records of {days}."
        ),
        notes=(
            pack.scheme.note,
            "A record shows that something was done and written down, not that it was done well. "
            "The document names no pupil and counts none.",
        ),
        countdown=_countdown(evidence),
        missing=tuple(_gaps(evidence)),
        not_kept=tuple(
            Item(kind.title, why=evidence.source_of(kind).description) for kind in evidence.not_kept
        ),
        areas=tuple(
            AreaPart(area.area.title, tuple(_point(evidence, row) for row in area.points))
            for area in pack.areas
        ),
        foot=f"{evidence.place}. {days}",
    )


def as_pdf(document: EvidenceDocument) -> bytes:
    """A tagged PDF; the same content makes the same bytes."""
    template = (files(__package__) / "evidence.typ").read_bytes()
    as_of = document.as_of
    content = asdict(document) | {"as_of": day(as_of), "date": [as_of.year, as_of.month, as_of.day]}
    return compile_tagged_pdf(template, content, as_of=as_of)


def as_word(document: EvidenceDocument, template: bytes | None) -> bytes:
    """A Word document that can be edited, in the area's own template where it has one."""
    word = open_document(template)
    writer = WordWriter(word, svg_to_png)
    set_properties(word, title=f"{document.title}, {document.place}", as_of=document.as_of)
    set_pages(word, foot=document.foot)
    writer.heading(document.title, 1)
    for text in (document.place, document.headline, document.countdown, *document.notes):
        writer.text(text)
    writer.heading("What is missing", 2)
    writer.items(document.missing)
    if document.not_kept:
        writer.heading("What is not kept in Stocktake", 2)
        writer.items(document.not_kept)
    for area in document.areas:
        writer.heading(area.title, 1)
        for point in area.points:
            writer.heading(point.heading, 2)
            writer.table(point.records)
    return document_bytes(word)


def _countdown(evidence: Evidence) -> str:
    visit = evidence.reinspection
    if visit is None:
        return ""
    return (
        f"{visit.title}: {visit.words}. "
        f"{counted(len(visit.without_evidence), 'recommendation has', 'recommendations have')} no "
        f"evidence; {counted(visit.late_activity_count, 'activity', 'activities')} of the plan and "
        f"{counted(visit.late_action_count, 'action')} with schools are late."
    )


def _gaps(evidence: Evidence) -> Iterator[Item]:
    for kind in evidence.missing:
        earlier = evidence.latest_before.get(kind.id)
        text = f"The last is of {day(earlier)}, before the period." if earlier else "No record."
        yield Item(kind.title, why=text)


def _point(evidence: Evidence, row: PointEvidence) -> PointPart:
    kind = "Recommendation" if row.point.kind == "recommendation" else "Criticism"
    rows = tuple(
        (
            Cell(item.record_kind.title),
            Cell(number(item.count), item.count),
            Cell(day(item.latest or evidence.latest_before.get(item.record_kind.id)) or "None"),
            Cell(evidence.words_of(item)),
        )
        for item in row.items
    )
    return PointPart(f"{kind}: {row.point.text}", Table("Records", COLUMNS, rows))
