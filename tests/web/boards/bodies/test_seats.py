"""A quorum needs seats, and a person has one seat at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake.standards import UsageError
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.models import Body, Meeting, Seat
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db

BOARDS = "/example-borough/dashboard/boards/"
LATER = date(2026, 12, 14)


@pytest.fixture
def later(body: Body, seats: dict[str, Seat], users: dict[str, User]) -> Meeting:
    """A meeting whose day is still to come."""
    return meetings.plan_meeting(
        actor=users["secretary"], body=body, values={"meeting_date": LATER}
    )


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def boxes(name: str, value: date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def test_a_quorum_is_no_larger_than_the_voting_seats(
    area: Area,
    body: Body,
    seats: dict[str, Seat],
    later: Meeting,
    client_for: Callable[[str], Client],
) -> None:
    refusal = "The quorum must not be larger than the number of voting seats, of which there are 3"
    for row in (body, later):
        with pytest.raises(ValidationError, match=refusal):
            change(row, actor=None, values={"quorum_count": 4}, expected_version=1)
        change(row, actor=None, values={"quorum_count": 3}, expected_version=1)
    secretary = client_for("secretary")
    page = secretary.post(
        f"{BOARDS}bodies/{body.key}/change/",
        {
            "name": "Example Board",
            "quorum_count": 4,
            "quorum_percent": 0,
            "absence_months": 6,
            "version": 2,
        },
    )
    assert refusal in text_of(page)
    page = secretary.post(
        f"{BOARDS}meetings/{later.pk}/change/",
        boxes("meeting_date", LATER) | {"quorum_count": 9, "quorum_percent": 0, "version": 2},
    )
    assert refusal in text_of(page)


@pytest.mark.parametrize(("count", "seats"), [(0, "nobody has"), (1, "only 1 has")])
def test_a_meeting_whose_seats_cannot_reach_the_quorum_is_not_opened(
    area: Area,
    body: Body,
    users: dict[str, User],
    client_for: Callable[[str], Client],
    count: int,
    seats: str,
) -> None:
    for _ in range(count):
        change(Seat(area=area, body=body), actor=None, values={"role": "Chair", "kind": "chair"})
    change(Seat(area=area, body=body), actor=None, values={"role": "Adviser", "kind": "adviser"})
    today = meetings.plan_meeting(
        actor=None, body=body, values={"meeting_date": date(2026, 11, 23)}
    )
    refusal = f"The quorum is 2 voting members and {seats} a seat on the day."
    with pytest.raises(UsageError, match=refusal):
        meetings.open_meeting(actor=None, meeting=today, expected_version=1)
    secretary = client_for("secretary")
    address = f"{BOARDS}meetings/{today.pk}/"
    assert refusal in text_of(secretary.get(address))
    page = secretary.post(f"{address}open/", {"version": 1})
    assert page.status_code == 400
    assert refusal in text_of(page)


def test_a_person_has_one_seat_of_a_body_at_a_time(
    area: Area, body: Body, users: dict[str, User], seats: dict[str, Seat]
) -> None:
    member = users["board_member"]
    again = {"user": member, "role": "Member", "starts": date(2027, 1, 1)}
    refusal = "has a seat on this body from 1 January 2026: enter another term"
    with pytest.raises(ValidationError, match=refusal):
        change(Seat(area=area, body=body), actor=None, values=again)
    first = change(
        seats["board_member"],
        actor=None,
        values={"ends": date(2026, 12, 31)},
        expected_version=1,
    )
    change(Seat(area=area, body=body), actor=None, values=again)
    with pytest.raises(ValidationError, match="has a seat on this body from 1 January 2027"):
        change(first, actor=None, values={"ends": date(2027, 3, 31)}, expected_version=2)
    # Two roles without an account are two people.
    for _ in range(2):
        change(Seat(area=area, body=body), actor=None, values={"role": "Headteacher"})
