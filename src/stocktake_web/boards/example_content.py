"""Boards for the demonstration: in the invented place with meetings, in the real one as planned."""

from __future__ import annotations

import random

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.example_content import (
    add_bodies_of_plan,
    add_own_board,
    add_people,
    add_youth_seat,
)
from stocktake_web.boards.interests.example_content import declare_interests
from stocktake_web.boards.meetings.example_content import ExampleBoard, add_meetings
from stocktake_web.boards.questions.example_content import ask_example_question

YOUTH_PANEL = "pupils-panel"
"""The key of the young people's body in the invented plan."""


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Bodies and their seats from the plan; where everything is invented, a year of meetings."""
    bodies = add_bodies_of_plan(area)
    if not area.invented:
        return
    body = bodies[0] if bodies else add_own_board(area)
    seats = add_people(body, users)
    declare_interests(seats, users)
    add_meetings(ExampleBoard(body, seats, users), rng)
    panel = next((body for body in bodies if body.key == YOUTH_PANEL), None)
    if panel:
        add_youth_seat(panel, users["youth_member"])
        ask_example_question(panel, users)
