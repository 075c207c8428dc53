"""The stocktake pack: one content as page, tagged PDF and editable Word document."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pack_samples import DAY, action, pack_with, pdf_words, word_words
from plan_rows import late_activity, priority

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.models import AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.pack.content import (
    ELSEWHERE,
    WantedDecision,
)
from stocktake_web.boards.pack.queries import pack_of
from stocktake_web.plans.decisions.actions import answer_decision
from stocktake_web.plans.models import FundingLine, OpenDecision
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change

BOARDS = "/example-borough/dashboard/boards/"


@pytest.fixture
def plan(area: Area) -> None:
    """The shipped example plan, in force."""
    example_text = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=example_text, reason="first")


def test_what_belongs_to_no_priority_is_not_lost() -> None:
    wanted_decisions = [WantedDecision(key, key or "none", "") for key in ("attend", "", "gone")]
    pack = pack_with(wanted_decisions=wanted_decisions)
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


def test_a_risk_is_on_the_page_of_every_priority_that_it_threatens() -> None:
    views = [
        priority(key, key, "", activities=(late_activity(f"a-{key}", "A", DAY, 3),))
        for key in ("attend", "read")
    ]
    risks = [
        Risk(title=title, likelihood=4, impact=impact, response=response, activity_ids=threatened)
        for title, impact, response, threatened in (
            ("Snow", 3, "Grit the roads.", ["a-read"]),
            ("Strike", 4, "", ["a-attend", "a-read"]),
            ("Flood", 2, "", []),
            ("Gone", 2, "", ["an activity that the plan no longer has"]),
        )
    ]
    pack = pack_with(priorities=views, risks=risks)
    rows = {page.title: [[c.text for c in row] for row in page.risks.rows] for page in pack.pages}
    assert [row[0] for row in rows["attend"]] == ["Strike"]
    assert rows["read"][0] == ["Snow", "4 Very high", "3 High", "Grit the roads."]
    assert rows["read"][1] == ["Strike", "4 Very high", "4 Very high", "Nothing yet"]
    assert [row[0] for row in rows[ELSEWHERE]] == ["Flood", "Gone"]
    assert [page.title for page in pack_with(priorities=views).pages] == ["attend", "read"]


@pytest.mark.django_db
def test_page_pdf_and_word_document_have_the_risks_above_the_line(
    area: Area, meeting: Meeting, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    for title, impact in (("The coaches & <b>leave</b>.", 2), ("A small thing.", 1)):
        values = {"title": title, "likelihood": 4, "impact": impact, "response": "Ask two more."}
        change(Risk(area=area), actor=users["delivery_lead"], values=values)
    client = client_for("secretary")
    address = f"{BOARDS}meetings/{meeting.pk}/pack"
    page = client.get(f"{address}/").content.decode()
    assert "The coaches &amp; &lt;b&gt;leave&lt;/b&gt;." in page
    assert "A small thing." not in page
    for kind, words_of in (("pdf", pdf_words), ("docx", word_words)):
        words = words_of(client.get(f"{address}.{kind}").content)
        assert "The coaches & <b>leave</b>." in words
        assert "Ask two more." in words
        assert "A small thing." not in words


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
    activity = revision_queries.plan(area).priority[0].activity[0].id
    money = {"activity_id": activity, "source": "Council", "financial_year": "202627"}
    change(FundingLine(area=area), actor=None, values=money | {"committed_pounds": 5000})
    pack = pack_of(area, meeting, services.now())
    first = pack.pages[0]
    assert "By year: 2026-27, £5,000 committed and £0 spent." in first.money
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
    chart = first.charts[0]
    assert chart.title in page
    assert f"{pack.place}. {chart.title}. {body.name}," in page
    figure = f"{BOARDS}meetings/{meeting.pk}/pack/figures/{chart.id}"
    assert f'href="{figure}.png"' in page
    assert member.get(f"{figure}.svg").content.startswith(b"<svg")
    assert member.get(f"{figure}.png").content.startswith(b"\x89PNG")
    assert member.get(f"{figure}.csv").content.decode("utf-8-sig").startswith("Year,")
    assert member.get(f"{figure}.pdf").status_code == 404
    assert member.get(f"{BOARDS}meetings/{meeting.pk}/pack/figures/no.svg").status_code == 404

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
    waiting, exempt, report, answered_decision, decided = (
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
    put(answered_decision, "Answered elsewhere")
    answer_decision(
        area=area,
        actor=actor,
        decision=answered_decision,
        answer="accepted",
        text="So.",
        expected_version=1,
    )
    own_item = agenda.add_item(
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
        match = re.search(r"(\d+ decisions?) wanted", page)
        texts = [item.text for page in pack.pages for item in page.wanted_decisions]
        return match[1] if match else "", pack.headline, texts

    on_plan, headline, texts = counts()
    assert on_plan == "4 decisions"
    assert headline.startswith("4 decisions are wanted by the plan and 1 by the agenda;")
    assert len(texts) == 5
    assert "The board's own" in texts
    removed_target = (
        "A target that the plan no longer has (a-target-of-an-earlier-plan): now off track"
    )
    assert removed_target in texts
    for hidden_text in ("A closed question", "Answered elsewhere", "A contract"):
        assert hidden_text not in texts

    # What the meeting has decided is wanted no more, by either.
    begin(meeting, "chair", "board_member")
    values = {"text": "Yes.", "reason": "So.", "openness": "restricted"}
    decisions.decide(actor=actor, item=own_item, values=values)
    decisions.decide(actor=actor, item=own_item, values=values, open_decision=waiting.pk)
    decisions.decide(actor=actor, item=own_item, values=values, open_decision=decided.pk)
    on_plan, headline, texts = counts()
    assert on_plan == "2 decisions"
    assert headline.startswith("2 decisions are wanted;")
    assert len(texts) == 2


@pytest.mark.django_db
def test_the_word_document_is_made_in_the_councils_own_template(
    area: Area, meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    import docx

    template = docx.Document()
    template.add_paragraph("Example Borough Council, committee papers")
    template.styles["Heading 1"].font.name = "Georgia"
    stream = io.BytesIO()
    template.save(stream)
    secretary = client_for("secretary")
    form = {"file": SimpleUploadedFile("ours.docx", stream.getvalue())}
    assert secretary.post(f"{BOARDS}template/", form).status_code == 302
    document = docx.Document(
        io.BytesIO(secretary.get(f"{BOARDS}meetings/{meeting.pk}/pack.docx").content)
    )
    assert document.paragraphs[0].text == "Example Borough Council, committee papers"
    title = next(
        paragraph
        for paragraph in document.paragraphs
        if paragraph.text.startswith("Stocktake pack")
    )
    assert title.style.name == "Heading 1"
    assert title.style.font.name == "Georgia"


@pytest.mark.django_db
def test_an_area_without_a_plan_has_a_pack_of_its_boards_part(
    area: Area, meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    page = client_for("secretary").get(f"{BOARDS}meetings/{meeting.pk}/pack/")
    assert "0 decisions are wanted" in page.content.decode()
