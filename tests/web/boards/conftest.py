"""A board with people on it, and the steps of a secretary's work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.actions import bodies, holding, meetings
from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.models import Body, Meeting, Seat

BODY_ID = "example-board"


@pytest.fixture
def body(area: Area, users: dict[str, User]) -> Body:
    """The board that the example accounts' roles name: two needed for a quorum."""
    return bodies.add_body(
        area=area, actor=users["secretary"], key=BODY_ID, name="Example Board", quorum_count=2
    )


@pytest.fixture
def seats(area: Area, body: Body, users: dict[str, User]) -> dict[str, Seat]:
    """A chair without an account, two voting members, an adviser and the secretary."""
    held = {}
    for name, kind, words in (
        ("chair", "chair", "Independent chair"),
        ("board_member", "member", "Member for primary schools"),
        ("councillor", "member", "Cabinet member"),
        ("adviser", "adviser", "Adviser on attendance"),
        ("secretary", "secretary", "Board secretary"),
    ):
        held[name] = bodies.add_seat(
            area=area,
            actor=users["secretary"],
            body=body,
            user=users.get(name),
            role_words=words,
            kind=kind,
            starts=date(2026, 1, 1),
        )
    return held


@pytest.fixture
def meeting(area: Area, body: Body, seats: dict[str, Seat], users: dict[str, User]) -> Meeting:
    """A meeting planned for the day of the test."""
    return meetings.plan_meeting(
        area=area,
        actor=users["secretary"],
        body=body,
        held_on=date(2026, 11, 23),
        place="Example Hall",
    )


@pytest.fixture
def begin(area: Area, users: dict[str, User], seats: dict[str, Seat]) -> Callable[..., Meeting]:
    """Opens a meeting with some of its people present and the rest absent."""

    def begin(meeting: Meeting, *present: str) -> Meeting:
        actor = users["secretary"]
        opened = meetings.open_meeting(
            area=area, actor=actor, meeting=meeting, expected_version=meeting.version
        )
        return holding.record_attendance(
            area=area,
            actor=actor,
            meeting=opened,
            marks={
                seat.pk: Marked("present" if name in present else "absent")
                for name, seat in seats.items()
            },
            expected_version=opened.version,
        )

    return begin
