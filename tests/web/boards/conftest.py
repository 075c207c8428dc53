"""A board with people on it, and the steps of a secretary's work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.models import Body, Meeting, Seat
from stocktake_web.records.change import change

sys.path.insert(0, str(Path(__file__).parent))

BODY_ID = "example-board"


@pytest.fixture
def body(area: Area, users: dict[str, User]) -> Body:
    """The board that the example accounts' roles name: two needed for a quorum."""
    return change(
        Body(area=area),
        actor=users["secretary"],
        values={"key": BODY_ID, "name": "Example Board", "quorum_count": 2},
    )


@pytest.fixture
def seats(area: Area, body: Body, users: dict[str, User]) -> dict[str, Seat]:
    """A chair without an account, two voting members, an adviser and the secretary."""
    seats_by_name = {}
    for name, kind, words in (
        ("chair", "chair", "Independent chair"),
        ("board_member", "member", "Member for primary schools"),
        ("councillor", "member", "Cabinet member"),
        ("adviser", "adviser", "Adviser on attendance"),
        ("secretary", "secretary", "Board secretary"),
    ):
        seats_by_name[name] = change(
            Seat(area=area, body=body),
            actor=users["secretary"],
            values={
                "user": users.get(name),
                "role": words,
                "kind": kind,
                "starts": date(2026, 1, 1),
            },
        )
    return seats_by_name


@pytest.fixture
def meeting(area: Area, body: Body, seats: dict[str, Seat], users: dict[str, User]) -> Meeting:
    """A meeting planned for the day of the test."""
    return meetings.plan_meeting(
        actor=users["secretary"],
        body=body,
        values={"meeting_date": date(2026, 11, 23), "place": "Example Hall"},
    )


@pytest.fixture
def begin(area: Area, users: dict[str, User], seats: dict[str, Seat]) -> Callable[..., Meeting]:
    """Opens a meeting with some of its people present and the rest absent."""

    def begin(meeting: Meeting, *present: str, reason: str = "") -> Meeting:
        actor = users["secretary"]
        sitting = meetings.open_meeting(
            actor=actor, meeting=meeting, expected_version=meeting.version, reason=reason
        )
        return meetings.record_attendance(
            actor=actor,
            meeting=sitting,
            marks={
                seat.pk: AttendanceMark("present" if name in present else "absent")
                for name, seat in seats.items()
            },
            expected_version=sitting.version,
        )

    return begin
