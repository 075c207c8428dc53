"""Pages ask the database a bounded number of times, however much a board has done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.interests import actions as interests
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.minutes import actions as minutes
from stocktake_web.boards.models import Body, Meeting, Minutes, Seat
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.records.change import change

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BOARDS = "/example-borough/dashboard/boards/"
MOST = {
    "": 12,
    "bodies/{body}/": 18,
    "bodies/{body}/interests/": 14,
    "meetings/{meeting}/": 30,
    "meetings/{meeting}/minutes/": 26,
    "meetings/{meeting}/publish/": 24,
    "meetings/{meeting}/pack/": 26,
    "items/{item}/": 30,
}


@pytest.fixture
def busy(
    area: Area,
    body: Body,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> dict[str, Any]:
    """A closed meeting with twelve items, each with a decision and two actions, and ten bodies."""
    actor = users["secretary"]
    example_text = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=example_text, reason="first")
    items = [
        agenda.add_item(
            actor=actor,
            meeting=meeting,
            values={"title": f"Item {n}", "openness": "open", "organisation": f"Firm {n}"},
        )
        for n in range(12)
    ]
    for role in ("board_member", "councillor"):
        interests.declare(actor=actor, seat=seats[role], organisation="Firm 1", nature="director")
    sitting = begin(meeting, "chair", "board_member")
    for item in items:
        decisions.decide(
            actor=actor, item=item, values={"text": "Yes.", "reason": "So.", "openness": "open"}
        )
        for _ in range(2):
            agreed_actions.agree_action(
                actor=actor,
                item=item,
                values={
                    "text": "Do it.",
                    "owner_role": "Head",
                    "owner_user": users["headteacher"],
                    "due": date(2026, 12, 1),
                    "openness": "open",
                },
            )
    meetings.close_meeting(actor=actor, meeting=sitting, expected_version=sitting.version)
    for n in range(9):
        other_body = change(
            Body(area=area), actor=actor, values={"key": f"group-{n}", "name": f"Group {n}"}
        )
        meetings.plan_meeting(
            actor=actor, body=other_body, values={"meeting_date": date(2026, 12, 1)}
        )
    return {"body": body.key, "meeting": meeting.pk, "item": items[1].pk}


@pytest.mark.parametrize("address", MOST)
def test_a_page_asks_a_bounded_number_of_times(
    busy: dict[str, Any],
    address: str,
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    secretary = client_for("secretary")
    with django_assert_max_num_queries(MOST[address]):
        page = secretary.get(BOARDS + address.format(**busy))
    assert page.status_code == 200
    assert len(page.content) < 250_000


def test_minutes_of_a_busy_meeting_are_edited_as_one(
    busy: dict[str, Any], area: Area, users: dict[str, User]
) -> None:
    draft_minutes = Minutes.objects.get()
    entries = {entry.pk: f"About {entry.item.title}." for entry in draft_minutes.entries.all()}
    minutes.edit_minutes(
        actor=users["secretary"],
        minutes=draft_minutes,
        opening="All came.",
        entries=entries,
        expected_version=draft_minutes.version,
    )
    assert {entry.text for entry in draft_minutes.entries.all()} == set(entries.values())
