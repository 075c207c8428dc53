"""The stocktake pack: one content as page, tagged PDF and editable Word document."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from plan_rows import late_activity, priority

from stocktake.publish import Card, Fact
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.models import Action, AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.pack.content import ELSEWHERE, WantedDecision, pack_content
from stocktake_web.boards.pack.pdf import write_pack_pdf
from stocktake_web.boards.pack.queries import pack_of
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.revisions.actions import add_revision

BOARDS = "/example-borough/dashboard/boards/"
DAY = date(2026, 11, 23)


@pytest.fixture
def plan(area: Area) -> None:
    """The shipped example plan, in force."""
    kept = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=kept, reason="first")


def pack_with(**given: object):  # type: ignore[no-untyped-def]
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
            "due": date(2026, 11, 20),
            "openness": "restricted",
        },
    )
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
