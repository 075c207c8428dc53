"""Young people put a question to the next agenda, and see what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.boards.decisions.actions import decide
from stocktake_web.boards.meetings.actions import plan_meeting
from stocktake_web.boards.models import AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.questions.actions import ask_question
from stocktake_web.boards.questions.queries import SOURCE
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
ASK = f"{DASHBOARD}boards/bodies/example-board/question/"
QUESTION = {"title": "Why is the bus late?", "description": "We miss lessons."}


def text(client: Client, address: str = DASHBOARD) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_question_goes_on_the_next_agenda_and_is_recorded(
    meeting: Meeting, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    client = client_for("youth_member")
    assert "No question has been put to a board you sit on yet." in text(client)
    assert "It goes on the agenda of 23 November 2026." in text(client, ASK)
    answer = client.post(ASK, QUESTION, follow=True)
    assert "Your question is on the agenda." in answer.content.decode()
    item = AgendaItem.objects.get(source=SOURCE)
    assert (item.meeting, item.title, item.openness) == (meeting, QUESTION["title"], "restricted")
    event = Event.objects.order_by("pk").last()
    assert (event.verb, event.actor_id) == ("add", users["youth_member"].pk)
    assert "Why is the bus late?" in text(client)
    assert "It is on the agenda." in text(client)


def test_what_the_board_decided_stands_with_the_question(
    meeting: Meeting,
    body: Body,
    users: dict[str, User],
    begin: Callable[..., Meeting],
    client_for: Callable[[str], Client],
) -> None:
    item = ask_question(actor=users["youth_member"], body=body, **QUESTION)
    begin(meeting, "chair", "board_member")
    values = {"reason": "", "openness": "restricted"}
    decide(actor=users["secretary"], item=item, values=values | {"text": "An earlier bus."})
    assert "Decided: An earlier bus." in text(client_for("youth_member"))


def test_what_is_exempt_is_not_shown(
    meeting: Meeting, body: Body, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    item = ask_question(actor=users["youth_member"], body=body, **QUESTION)
    values = {"openness": "exempt"}
    change(item, actor=users["secretary"], values=values, expected_version=item.version)
    assert "Why is the bus late?" not in text(client_for("youth_member"))


def test_without_a_meeting_nothing_is_asked(
    body: Body, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    answer = client_for("youth_member").post(ASK, QUESTION)
    assert "No meeting is planned yet" in answer.content.decode()
    assert not AgendaItem.objects.filter(source=SOURCE).exists()


def test_all_faults_of_a_question_are_said_together(
    meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("youth_member").post(ASK, {"title": "w" * 201, "description": "d" * 4001})
    page = answer.content.decode()
    assert "at most 200 characters" in page
    assert "at most 4000 characters" in page


@pytest.mark.parametrize("role", ["board_member", "secretary", "headteacher", "provider"])
def test_others_put_no_question(
    meeting: Meeting, client_for: Callable[[str], Client], role: str
) -> None:
    assert client_for(role).post(ASK, QUESTION).status_code == 403


def test_a_body_without_their_seat_is_closed_to_young_people(
    area: Area, other_area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    for place, key in ((area, "other-board"), (other_area, "example-board")):
        values = {"key": key, "name": "Other Board", "quorum_count": 1}
        body = change(Body(area=place), actor=None, values=values)
        plan_meeting(actor=None, body=body, values={"meeting_date": date(2026, 12, 1)})
        address = f"/{place.slug}/dashboard/boards/bodies/{key}/question/"
        client = client_for("youth_member")
        assert client.post(address, QUESTION).status_code in (403, 404)
    assert not AgendaItem.objects.filter(source=SOURCE).exists()
    assert "You have no seat on a board" in text(client)


def test_a_seat_lets_ask_too(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    values = {"key": "pupils", "name": "Pupils' Panel", "quorum_count": 1}
    body = change(Body(area=area), actor=None, values=values)
    plan_meeting(actor=None, body=body, values={"meeting_date": date(2026, 12, 1)})
    seat = {"user": users["youth_member"], "role": "Pupil", "kind": "member"}
    change(Seat(area=area, body=body), actor=None, values=seat | {"starts": date(2026, 1, 1)})
    assert "Ask Pupils&#39; Panel a question" in text(client_for("youth_member"))
