"""The stocktake pack: one content as page, tagged PDF and editable Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from plan_rows import late_activity, priority

from stocktake.publish import Card, Cell, Column, Fact
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.models import Action, AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.pack.content import (
    ELSEWHERE,
    PackContent,
    WantedDecision,
    pack_content,
)
from stocktake_web.boards.pack.pdf import write_pack_pdf
from stocktake_web.boards.pack.queries import pack_of
from stocktake_web.boards.pack.word import write_pack_word
from stocktake_web.plans.decisions.actions import answer_decision
from stocktake_web.plans.models import OpenDecision
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.word_pages import set_pages

BOARDS = "/example-borough/dashboard/boards/"
DAY = date(2026, 11, 23)


@pytest.fixture
def plan(area: Area) -> None:
    """The shipped example plan, in force."""
    kept = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=kept, reason="first")


def pack_with(**given: object) -> PackContent:
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
    return pack_content(**fields | given)  # type: ignore[arg-type]


def action(text: str, due: date, state: str = "open") -> Action:
    item = AgendaItem(title="Attendance", priority_key="attend")
    return Action(item=item, text=text, owner_role="Head", due=due, state=state)


def test_what_belongs_to_no_priority_is_not_lost() -> None:
    wanted = [WantedDecision(key, key or "none", "") for key in ("attend", "", "gone")]
    pack = pack_with(wanted_decisions=wanted)
    assert [page.title for page in pack.pages] == ["Every child there", ELSEWHERE]
    assert [item.text for item in pack.pages[0].wanted_decisions] == ["attend"]
    assert [item.text for item in pack.pages[1].wanted_decisions] == ["none", "gone"]


def test_the_longest_late_come_first_and_the_rest_are_counted() -> None:
    late = tuple(late_activity(f"l{days}", f"L{days}", DAY, days) for days in range(1, 11))
    view = priority("attend", "Every child there", "All are late.", activities=late)
    page = pack_with(priorities=[view]).pages[0]
    assert [row[0].text for row in page.late.rows] == [f"L{days}" for days in range(10, 2, -1)]
    assert page.late.rows[0][2].text == "23 November 2026, 10 days late"
    assert page.more_late == "2 more activities late."


def test_the_headline_counts_what_the_board_must_know() -> None:
    actions = [
        action("A", date(2026, 11, 22)),
        action("B", date(2026, 11, 23)),
        action("C", date(2026, 11, 1), "done"),
    ]
    view = priority("attend", "There", "", activities=(late_activity("l", "L", DAY, 3),))
    pack = pack_with(actions=actions, priorities=[view])
    assert pack.headline == (
        "0 decisions are wanted; 1 activity is late; 1 of 2 open actions past the day."
    )
    rows = {row[0].text: row[3].text for row in pack.pages[0].actions.rows}
    assert rows == {"A": "Late.", "B": "Open.", "C": "Done."}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_pack_holds_the_plan_the_agenda_and_the_actions(
    area: Area,
    plan: None,
    body: Body,
    seats: dict[str, Seat],
    users: dict[str, User],
    meeting: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
    clock: Any,
) -> None:
    pack = pack_of(area, meeting, services.now())
    first = pack.pages[0]
    assert first.cards
    key = revision_queries.plan(area).priority[0].id
    item = agenda.add_item(
        actor=users["secretary"],
        meeting=meeting,
        values={"title": "Shall it go on?", "kind": "decision", "priority_key": key},
    )
    agenda.add_item(
        actor=users["secretary"],
        meeting=meeting,
        values={"title": "A contract", "kind": "decision", "openness": "exempt"},
    )
    begin(meeting, "chair", "board_member")
    agreed_actions.agree_action(
        actor=users["secretary"],
        item=item,
        values={
            "text": "Write to the schools.",
            "owner_role": "Delivery lead",
            "due": DAY,
            "openness": "restricted",
        },
    )
    clock.forward(days=3)
    member = client_for("board_member")
    page = member.get(f"{BOARDS}meetings/{meeting.pk}/pack/").content.decode()
    assert "Shall it go on?" in page
    assert "Write to the schools." in page
    assert "Late." in page
    assert "A contract" not in page
    assert "1 exempt item of the agenda is not in it." in page
    assert "<svg" in page
    assert "style=" not in page, "the content security policy would drop it"

    pdf = member.get(f"{BOARDS}meetings/{meeting.pk}/pack.pdf")
    words = pdf_words(pdf.content)
    assert "Shall it go on?" in words
    assert "Write to the schools." in words
    assert "A contract" not in words

    word = member.get(f"{BOARDS}meetings/{meeting.pk}/pack.docx")
    assert "Write to the schools." in word_words(word.content)
    assert "A contract" not in word_words(word.content)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_pack_counts_the_decisions_that_the_plans_page_counts(
    area: Area,
    plan: None,
    body: Body,
    users: dict[str, User],
    meeting: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    targets = [target.id for target in revision_queries.plan(area).target[:5]]
    waiting, exempt, report, answered, decided = (
        OpenDecision.objects.create(
            area=area, target_id=target, opened_at=services.now(), status_now="off_track",
            evidence=f"Evidence {number}.",
        )
        for number, target in enumerate([*targets[:4], "a-target-of-an-earlier-plan"])
    )  # fmt: skip

    def put(question: OpenDecision, title: str, **values: str) -> AgendaItem:
        values = {"kind": "decision", "source": f"question:{question.pk}"} | values
        return agenda.add_item(actor=actor, meeting=meeting, values={"title": title} | values)

    put(exempt, "A closed question", openness="exempt")
    put(report, "Now only reported", kind="report")
    put(answered, "Answered elsewhere")
    answer_decision(
        area=area, actor=actor, decision=answered, answer="accepted", text="So.", expected_version=1
    )
    own = agenda.add_item(
        actor=actor, meeting=meeting, values={"title": "The board's own", "kind": "decision"}
    )
    agenda.add_item(
        actor=actor,
        meeting=meeting,
        values={"title": "A contract", "kind": "decision", "openness": "exempt"},
    )

    def counts() -> tuple[str, str, list[str]]:
        page = client_for("secretary").get("/example-borough/dashboard/plan/").content.decode()
        pack = pack_of(area, meeting, services.now())
        found = re.search(r"(\d+ decisions?) wanted", page)
        texts = [item.text for page in pack.pages for item in page.wanted_decisions]
        return found[1] if found else "", pack.headline, texts

    on_plan, headline, texts = counts()
    assert on_plan == "4 decisions"
    assert headline.startswith("4 decisions are wanted by the plan and 1 by the agenda;")
    assert len(texts) == 5
    assert "The board's own" in texts
    gone = "A target that the plan no longer has (a-target-of-an-earlier-plan): now off track"
    assert gone in texts
    for closed in ("A closed question", "Answered elsewhere", "A contract"):
        assert closed not in texts

    # What the meeting has decided is wanted no more, by either.
    begin(meeting, "chair", "board_member")
    values = {"text": "Yes.", "reason": "So.", "openness": "restricted"}
    decisions.decide(actor=actor, item=own, values=values)
    decisions.decide(actor=actor, item=own, values=values, open_decision=waiting.pk)
    decisions.decide(actor=actor, item=own, values=values, open_decision=decided.pk)
    on_plan, headline, texts = counts()
    assert on_plan == "2 decisions"
    assert headline.startswith("2 decisions are wanted;")
    assert len(texts) == 2


@pytest.mark.django_db
def test_the_word_document_is_made_in_the_councils_own_template(
    area: Area, meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    import docx

    own = docx.Document()
    own.add_paragraph("Example Borough Council, committee papers")
    own.styles["Heading 1"].font.name = "Georgia"
    held = io.BytesIO()
    own.save(held)
    secretary = client_for("secretary")
    sent = {"file": SimpleUploadedFile("ours.docx", held.getvalue())}
    assert secretary.post(f"{BOARDS}template/", sent).status_code == 302
    made = docx.Document(
        io.BytesIO(secretary.get(f"{BOARDS}meetings/{meeting.pk}/pack.docx").content)
    )
    assert made.paragraphs[0].text == "Example Borough Council, committee papers"
    title = next(each for each in made.paragraphs if each.text.startswith("Stocktake pack"))
    assert title.style.name == "Heading 1"
    assert title.style.font.name == "Georgia"


@pytest.mark.django_db
def test_an_area_without_a_plan_has_a_pack_of_its_boards_part(
    area: Area, meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    page = client_for("secretary").get(f"{BOARDS}meetings/{meeting.pk}/pack/")
    assert "0 decisions are wanted" in page.content.decode()


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
    held = write_pack_pdf(pack)
    reader = PdfReader(io.BytesIO(held))
    assert len(reader.pages) == 13, "a first page, then one for each priority"
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert root["/Lang"] == "en-GB"  # type: ignore[index]
    assert write_pack_pdf(pack) == held, "the same content, the same document"


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

    # The widest line is that of a paragraph in the PDF; a table's cell holds much less.
    assert longest_piece(LONG_WORD * 2) < 110


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

    own = docx.Document()
    own.sections[0].different_first_page_header_footer = True
    own.sections[0].first_page_footer.paragraphs[0].text = "Example Borough Council"
    own.sections[0].footer.paragraphs[0].text = "Committee papers"
    own.settings.odd_and_even_pages_header_footer = True
    wide = own.add_section()
    wide.orientation = WD_ORIENT.LANDSCAPE
    if has_numbers:
        set_pages(own, foot="Ours")
    stream = io.BytesIO()
    own.save(stream)
    content = write_pack_word(busy_pack("x"), template=stream.getvalue(), png=lambda svg: b"")
    made = docx.Document(io.BytesIO(content))
    assert sizes(made) == [("11906", "16838"), ("16838", "11906")]
    first = made.sections[0]
    assert first.footer.paragraphs[0].text == "Committee papers"
    assert first.first_page_footer.paragraphs[0].text == "Example Borough Council"
    for footer in (first.footer, first.first_page_footer, first.even_page_footer):
        assert fields(footer) == ["PAGE", "NUMPAGES"], "once, whoever put them there"
        assert "as known on 23 November 2026" in footer.paragraphs[-1].text
    assert made.sections[1].footer.is_linked_to_previous


def sizes(document: Any) -> list[tuple[str, str]]:
    """The width and height of each section's pages, as the document has them."""
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    pages = document.element.xpath("//w:sectPr/w:pgSz")
    return [(page.get(f"{name}w"), page.get(f"{name}h")) for page in pages]


def fields(footer: Any) -> list[str]:
    return [str(name) for name in footer._element.xpath(".//w:fldSimple/@w:instr")]


def pdf_words(held: bytes) -> str:
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(held)).pages)
    return " ".join(text.split())


def word_words(held: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(held))
    texts = [each.text for each in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(texts)
