"""The stocktake pack: one content as page, tagged PDF and editable Word document."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.actions import agenda, outcomes
from stocktake_web.boards.models import Body, Meeting, Seat
from stocktake_web.boards.pack import (
    ELSEWHERE,
    PackAction,
    PackLate,
    PackPriority,
    PackTarget,
    PackWanted,
    pack_content,
)
from stocktake_web.boards.pack_pdf import write_pack_pdf
from stocktake_web.boards.pack_source import pack_of
from stocktake_web.plans import actions as plans

BOARDS = "/example-borough/desk/boards/"
DAY = date(2026, 11, 23)


@pytest.fixture
def plan(area: Area) -> None:
    """The shipped example plan, in force."""
    kept = gateway.example_plan_text("blackpool")
    plans.add_revision(area=area, actor=None, kept=kept, reason="first")


def pack_with(**given: object):  # type: ignore[no-untyped-def]
    fields = {
        "place": "Example Borough",
        "body": "Example Board",
        "held_on": DAY,
        "as_of": DAY,
        "priorities": [PackPriority("attend", "Every child there", "", "", "One is late.", None)],
        "targets": [],
        "late": [],
        "wanted": [],
        "actions": [],
    }
    return pack_content(**fields | given)  # type: ignore[arg-type]


def test_what_belongs_to_no_priority_is_not_lost() -> None:
    wanted = [PackWanted("attend", "A", ""), PackWanted("", "B", ""), PackWanted("gone", "C", "")]
    pack = pack_with(wanted=wanted)
    assert [page.title for page in pack.pages] == ["Every child there", ELSEWHERE]
    assert [each.words for each in pack.pages[0].wanted] == ["A"]
    assert [each.words for each in pack.pages[1].wanted] == ["B", "C"]


def test_the_longest_late_come_first_and_the_rest_are_counted() -> None:
    late = [PackLate("attend", f"L{days}", "Head", DAY, days) for days in range(1, 11)]
    page = pack_with(late=late).pages[0]
    assert [each.days_late for each in page.late] == [10, 9, 8, 7, 6, 5, 4, 3]
    assert page.more_late == 2


def test_the_headline_counts_what_the_board_must_know() -> None:
    actions = [
        PackAction("attend", "A", "x", DAY, "open", late=True),
        PackAction("attend", "B", "x", DAY, "open", late=False),
        PackAction("attend", "C", "x", DAY, "done", late=False),
    ]
    said = pack_with(actions=actions, late=[PackLate("attend", "L", "x", DAY, 3)]).headline
    assert said == "0 decisions are wanted; 1 activity is late; 1 of 2 open actions past the day."


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
    pack = pack_of(area, meeting, gateway.now())
    first = pack.pages[0]
    key = next(each.priority for each in first.targets)
    item = agenda.add_item(
        area=area, actor=users["secretary"], meeting=meeting,
        values={"title": "Shall it go on?", "kind": "decision", "priority_key": key},
    )  # fmt: skip
    agenda.add_item(
        area=area, actor=users["secretary"], meeting=meeting,
        values={"title": "A contract", "kind": "decision", "openness": "exempt"},
    )  # fmt: skip
    begin(meeting, "chair", "board_member")
    outcomes.agree_action(
        area=area, actor=users["secretary"], item=item, words="Write to the schools.",
        owner_role="Delivery lead", due=date(2026, 11, 20), openness="open",
    )  # fmt: skip
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

    priorities = [
        PackPriority(f"p{n}", f"Priority {n}", "", "Lead", "It stands well.", None)
        for n in range(1, 13)
    ]
    targets = [
        PackTarget(f"t{n}{m}", f"p{n}", f"Target {m}", "on_track", "On track", "It rose.", "5%",
                   "At least 4%", "2026/27")
        for n in range(1, 13)
        for m in range(4)
    ]  # fmt: skip
    pack = pack_with(priorities=priorities, targets=targets)
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
