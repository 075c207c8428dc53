"""Two of a kind can be told apart: in lists, tasks, headings, choices and titles of pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from html import unescape
from typing import Any

import pytest
from django.test import Client

from stocktake_web.accounts.dashboard.tasks import tasks_of
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.bodies.queries import seat_names, seats_on
from stocktake_web.boards.comments.queries import reference_of
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.models import Body, Meeting, Seat
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.records.change import change
from stocktake_web.services import now

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BOARDS = "/example-borough/dashboard/boards/"
TODAY = date(2026, 11, 23)


def title_of(page: Any) -> str:
    title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)
    assert title
    return " ".join(unescape(title[1]).split())


@pytest.fixture
def twins(
    area: Area,
    body: Body,
    seats: dict[str, Seat],
    users: dict[str, User],
    begin: Callable[..., Any],
) -> list[dict[str, int]]:
    """Two meetings of one board on one day, in which everything is called alike."""
    actor = users["secretary"]
    twin_ids = []
    for hour in (10, 14):
        meeting = meetings.plan_meeting(
            actor=actor, body=body, values={"meeting_date": TODAY, "starts_at": time(hour)}
        )
        item = agenda.add_item(actor=actor, meeting=meeting, values={"title": "Reading"})
        paper = agenda.add_paper(
            actor=actor,
            item=item,
            title="Paper",
            openness="restricted",
            file=check_file("paper.pdf", b"%PDF-1.7"),
        )
        for about in (item, paper):
            add_comment(area=area, actor=users["adviser"], on=reference_of(about), text="Why now?")
        begin(meeting, "chair", "board_member")
        action = agreed_actions.agree_action(
            actor=actor,
            item=item,
            values={
                "text": "Write to schools.",
                "owner_role": "Secretary",
                "owner_user": actor,
                "due": TODAY,
            },
        )
        decision = decisions.decide(
            actor=actor, item=item, values={"text": "Go on.", "reason": "It works."}
        )
        twin_ids.append(
            {
                "meeting": meeting.pk,
                "item": item.pk,
                "paper": paper.pk,
                "action": action.pk,
                "decision": decision.pk,
            }
        )
    return twin_ids


PAGES = (
    "meetings/{meeting}/",
    "meetings/{meeting}/attendance/",
    "meetings/{meeting}/close/",
    "meetings/{meeting}/items/add/",
    "meetings/{meeting}/pack/",
    "items/{item}/",
    "items/{item}/change/",
    "items/{item}/papers/add/",
    "items/{item}/decisions/add/",
    "items/{item}/actions/add/",
    "items/{item}/withdrawal/",
    "items/{item}/comments/",
    "papers/{paper}/comments/",
    "actions/{action}/",
    "actions/{action}/change/",
    "decisions/{decision}/change/",
)


def test_no_two_pages_of_a_board_have_one_title(
    twins: list[dict[str, int]], client_for: Callable[[str], Client]
) -> None:
    secretary = client_for("secretary")
    titles = []
    for address in PAGES:
        for parts in twins:
            page = secretary.get(BOARDS + address.format(**parts))
            assert page.status_code == 200, address
            titles.append(title_of(page))
            assert "Example Board" in titles[-1], address
    assert sorted(set(titles)) == sorted(titles)
    assert "3. Reading, Example Board, 23 November 2026, 14:00 – Example Borough – Stocktake" in (
        titles
    )


def test_no_two_tasks_read_alike(
    area: Area, users: dict[str, User], twins: list[dict[str, int]]
) -> None:
    rows = tasks_of(users["secretary"], area, now())
    titles = [row.words for row in rows]
    assert sorted(set(titles)) == sorted(titles)
    for title in (
        "Action: Write to schools. (Example Board, 23 November 2026, 10:00)",
        "Answer a comment on: 3. Reading, Example Board, 23 November 2026, 14:00",
        "Answer a comment on: Paper (paper.pdf), 3. Reading, Example Board, "
        "23 November 2026, 10:00",
    ):
        assert title in titles


def test_late_actions_are_chased_board_by_board(
    area: Area, users: dict[str, User], twins: list[dict[str, int]], clock: Any
) -> None:
    clock.forward(days=2)
    titles = [row.words for row in tasks_of(users["secretary"], area, now())]
    assert "Chase 2 late actions of Example Board" in titles


def test_two_seats_of_one_name_are_two_choices(
    area: Area, body: Body, seats: dict[str, Seat], meeting: Meeting
) -> None:
    for _ in range(2):
        change(Seat(area=area, body=body), actor=None, values={"role": "Headteacher"})
    names = list(seat_names(seats_on(area, body, TODAY)).values())
    assert {"Headteacher (1)", "Headteacher (2)", "Independent chair"} <= set(names)
    assert "Example Councillor, Cabinet member" in names
    assert len(set(names)) == len(names)


def test_an_item_keeps_the_number_that_the_agenda_shows(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    first, second = (
        agenda.add_item(actor=users["secretary"], meeting=meeting, values={"title": title})
        for title in ("Coaches", "Buses")
    )
    assert second.numbered_title == "4. Buses"
    agenda.remove_item(actor=users["secretary"], item=first)
    page = client_for("secretary").get(f"{BOARDS}items/{second.pk}/").content.decode()
    assert ">3. Buses</h1>" in page
