"""A recommendation on one page: one content, drawn as PDF and as a Word document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from io import BytesIO

from stocktake.publish import compile_tagged_pdf
from stocktake_web.formats import day
from stocktake_web.plans.recommendations.countdown import countdown
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.word.pages import new_document, set_pages

NO_EVIDENCE = "None was given yet."


@dataclass(frozen=True)
class Block:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """What the page says."""

    title: str
    place: str
    source: str
    as_of: date
    text: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]


def page_of(recommendation: Recommendation, *, place: str, as_of: date) -> Page:
    """The content of a recommendation's page."""
    evidence = list(recommendation.evidence.all())

    def evidence_lines(kind: str) -> tuple[str, ...]:
        lines = tuple(f"{day(row.at)}: {row.text}" for row in evidence if row.kind == kind)
        return lines or (NO_EVIDENCE,)

    owner = recommendation.owner_role or (
        recommendation.owner_user.display_name if recommendation.owner_user else "No owner"
    )
    actions = tuple(line for line in recommendation.actions.splitlines() if line.strip())
    window = countdown(recommendation.window_opens, recommendation.window_closes, as_of)
    return Page(
        title=f"Recommendation {recommendation.number}",
        place=place,
        source=f"{recommendation.source_title}, {day(recommendation.published)}",
        as_of=as_of,
        text=recommendation.text,
        facts=(
            ("State", recommendation.get_state_display()),
            ("Owner", owner),
            ("Re-inspection", f"{window[:1].upper()}{window[1:]}"),
        ),
        blocks=(
            Block("What is done", actions or ("Nothing was recorded yet.",)),
            Block("Evidence of action", evidence_lines("action")),
            Block("Evidence of impact", evidence_lines("impact")),
        ),
    )


def as_pdf(page: Page) -> bytes:
    """The page as a tagged PDF; the same content makes the same bytes."""
    template = (files(__package__) / "one_page.typ").read_bytes()
    content = asdict(page) | {
        "as_of": day(page.as_of),
        "date": [page.as_of.year, page.as_of.month, page.as_of.day],
    }
    return compile_tagged_pdf(template, content, as_of=page.as_of)


def as_word(page: Page) -> bytes:
    """The page as a Word document that can be edited."""
    document = new_document()
    properties = document.core_properties
    properties.title, properties.author = f"{page.title}, {page.place}", "Stocktake"
    properties.language = "en-GB"
    moment = datetime.combine(page.as_of, time(), tzinfo=UTC)
    properties.created = properties.modified = moment
    set_pages(document, foot=f"{page.source}. As of {day(page.as_of)}")
    document.add_heading(page.title, level=1)
    document.add_paragraph(f"{page.place}. {page.source}. As of {day(page.as_of)}.")
    document.add_paragraph(page.text, style="Intense Quote")
    for label, text in page.facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text)
    for block in page.blocks:
        document.add_heading(block.heading, level=2)
        for line in block.lines:
            document.add_paragraph(line, style="List Bullet")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
