"""A question of the demonstration, on the agenda of the young people's next meeting."""

from __future__ import annotations

from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.actions import plan_meeting
from stocktake_web.boards.questions.actions import ask_question

WEEKS_AHEAD = timedelta(weeks=2)


def ask_example_question(panel: Body, users: dict[str, User]) -> None:
    """Plan the panel's next meeting, and put a question on its agenda."""
    values = {"meeting_date": services.today() + WEEKS_AHEAD, "place": "Example Hall"}
    plan_meeting(actor=users["secretary"], body=panel, values=values)
    ask_question(
        actor=users["youth_member"],
        body=panel,
        title="Why does the first bus come after school begins?",
        description="Eleven of us miss the first lesson twice a week.",
    )
