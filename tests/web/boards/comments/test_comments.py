"""Comments on items and papers: for who may read them, and never in the minutes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.bodies import queries as body_queries
from stocktake_web.boards.comments import queries as comment_queries
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings import queries as meeting_queries
from stocktake_web.boards.minutes import queries as minutes_queries
from stocktake_web.boards.models import AgendaItem, Meeting, Paper, Seat
from stocktake_web.boards.publications.redaction import redact
from stocktake_web.boards.recusals import actions as recusals
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.plans.models import Comment

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard"
BOARDS = f"{DESK}/boards"
WORDS = "The second table counts twice."


def add_item(area: Area, actor: User, meeting: Meeting, openness: str) -> AgendaItem:
    values = {"title": f"An {openness} item", "openness": openness}
    return agenda.add_item(actor=actor, meeting=meeting, values=values)


def add_paper(area: Area, actor: User, item: AgendaItem, openness: str) -> Paper:
    return agenda.add_paper(
        actor=actor,
        item=item,
        title=f"A {openness} paper",
        openness=openness,
        file=check_file("paper.pdf", b"%PDF-1.7"),
    )


def test_an_adviser_comments_on_a_paper_and_the_secretary_answers(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    item = add_item(area, users["secretary"], meeting, "open")
    paper = add_paper(area, users["secretary"], item, "restricted")
    adviser, secretary = client_for("adviser"), client_for("secretary")
    for address in (f"items/{item.pk}", f"papers/{paper.pk}"):
        answer = adviser.post(f"{BOARDS}/{address}/comments/", {"text": WORDS})
        assert answer.status_code == 302
        assert WORDS in adviser.get(f"{BOARDS}/{address}/comments/").content.decode()
    page = adviser.get(f"{BOARDS}/items/{item.pk}/").content.decode()
    assert WORDS in page
    assert "Comments (1)" in page
    needs = secretary.get(f"{DESK}/").content.decode()
    assert "Answer a comment on: 3. An open item, Example Board" in needs
    assert "Answer a comment on: A restricted paper" in needs

    row = Comment.objects.get(object_type="boards.paper")
    form = {"answer": "Corrected.", "version": 1}
    assert adviser.post(f"{BOARDS}/comments/{row.pk}/answer/", form).status_code == 403
    assert secretary.post(f"{BOARDS}/comments/{row.pk}/answer/", form).status_code == 302
    dashboard_page = adviser.get(f"{DESK}/").content.decode()
    assert "Read the answer to your comment on: A restricted paper" in dashboard_page


def test_who_may_not_read_a_thing_reads_no_comment_on_it(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    secretary = users["secretary"]
    exempt = add_item(area, secretary, meeting, "exempt")
    item = add_item(area, secretary, meeting, "restricted")
    paper = add_paper(area, secretary, item, "exempt")
    for about in (exempt, paper):
        add_comment(area=area, actor=secretary, on=comment_queries.reference_of(about), text=WORDS)
    for address in (f"items/{exempt.pk}", f"papers/{paper.pk}"):
        assert client_for("board_member").get(f"{BOARDS}/{address}/comments/").status_code == 200
        for role in ("adviser", "delivery_lead", "provider", "public"):
            answer = client_for(role).get(f"{BOARDS}/{address}/comments/")
            assert answer.status_code in (302, 403), role
    lead = client_for("delivery_lead")
    assert "Answer a comment" not in lead.get(f"{DESK}/").content.decode()
    for row in Comment.objects.all():
        assert lead.get(f"{BOARDS}/comments/{row.pk}/answer/").status_code == 403


def test_who_withdrew_from_an_item_reads_no_comment_on_it(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    seats: dict[str, Seat],
    begin: Callable[..., Meeting],
    client_for: Callable[[str], Client],
) -> None:
    item = add_item(area, users["secretary"], meeting, "open")
    begin(meeting, "board_member", "councillor")
    recusals.record_recusal(
        actor=users["secretary"], item=item, seat=seats["board_member"], reason="trustee"
    )
    page = client_for("board_member").get(f"{BOARDS}/items/{item.pk}/comments/")
    assert page.status_code == 403


def test_a_comment_is_no_part_of_published_minutes(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    item = add_item(area, users["secretary"], meeting, "open")
    add_comment(
        area=area, actor=users["adviser"], on=comment_queries.reference_of(item), text=WORDS
    )
    sitting = begin(meeting, "board_member", "councillor")
    meetings.close_meeting(
        actor=users["secretary"], meeting=sitting, expected_version=sitting.version
    )
    record = minutes_queries.record_of(area, meeting_queries.meeting(area, meeting.pk))
    assert WORDS not in repr(record)
    assert WORDS not in repr(redact(record, body_queries.roles_of_names(area)))


def test_a_comment_on_what_was_taken_off_the_agenda_waits_for_nobody(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    item = add_item(area, users["secretary"], meeting, "open")
    row = add_comment(
        area=area, actor=users["adviser"], on=comment_queries.reference_of(item), text=WORDS
    )
    agenda.remove_item(actor=users["secretary"], item=item)
    secretary = client_for("secretary")
    assert "Answer a comment" not in secretary.get(f"{DESK}/").content.decode()
    assert secretary.get(f"{BOARDS}/comments/{row.pk}/answer/").status_code == 404


def test_the_history_keeps_exempt_words_from_who_may_not_read_them(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    actor = users["secretary"]
    items_by_openness = {
        kind: add_item(area, actor, meeting, kind) for kind in ("exempt", "restricted")
    }
    removed_item = add_item(area, actor, meeting, "open")
    paper = add_paper(area, actor, items_by_openness["restricted"], "exempt")
    for about in (*items_by_openness.values(), paper):
        words = f"{WORDS} {about.pk}"
        add_comment(area=area, actor=actor, on=comment_queries.reference_of(about), text=words)
    agenda.remove_item(actor=actor, item=removed_item)
    pages = {
        role: client_for(role).get(f"{DESK}/history/").content.decode()
        for role in ("secretary", "head_of_service", "analyst", "delivery_lead", "administrator")
    }
    exempt = ("An exempt item", "A exempt paper", "An open item")
    for role, page in pages.items():
        reads = role in ("secretary", "head_of_service")
        assert ("An restricted item" in page) == (role != "administrator"), role
        assert [words in page for words in exempt] == [reads] * 3, role
        assert ("is not shown: you may not open the thing itself" in page) == (not reads)
        comment_count = 0 if role == "administrator" else 3 if reads else 1
        assert page.count(WORDS) == comment_count, role
