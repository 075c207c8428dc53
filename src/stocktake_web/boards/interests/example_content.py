"""Declared interests of the demonstration."""

from __future__ import annotations

from stocktake_web.accounts.models import User
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.actions import declare

TRUST = "Example Reading Trust"


def declare_interests(seats: list[Seat], users: dict[str, User]) -> None:
    """A trustee, and everybody else without an interest; the headteacher has yet to declare."""
    for seat in seats:
        if seat.user == users["board_member"]:
            declare(actor=seat.user, seat=seat, organisation=TRUST, nature="unpaid trustee")
        elif seat.user is not None and seat.user != users["headteacher"]:
            declare(actor=seat.user, seat=seat)
