"""The demonstration's boards are alive, and the real place's hold nothing invented."""

from __future__ import annotations

import random

import pytest

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import tasks_of
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import example_content
from stocktake_web.boards.agreed_actions import queries as action_queries
from stocktake_web.boards.bodies import queries as body_queries
from stocktake_web.boards.meetings import queries as meeting_queries
from stocktake_web.boards.models import Meeting, Seat
from stocktake_web.boards.publications import queries as publication_queries
from stocktake_web.plans.revisions.actions import add_revision

pytestmark = pytest.mark.django_db


def give_plan(area: Area) -> None:
    example_text = services.example_plan_text("blackpool")
    add_revision(area=area, actor=None, text=example_text, reason="first")


@pytest.mark.slow
def test_the_invented_place_has_a_year_of_work(area: Area, users: dict[str, User]) -> None:
    give_plan(area)
    example_content.add_example_content(area, users, random.Random(1))
    assert [meeting.state for meeting in Meeting.objects.order_by("meeting_date")] == [
        "approved",
        "closed",
        "planned",
    ]
    board = Meeting.objects.first().body  # type: ignore[union-attr]
    upcoming = meeting_queries.next_meeting(area, board)
    assert upcoming
    assert len(action_queries.carried_actions(area, upcoming)) == 2
    assert [decision.text for decision in publication_queries.published_decisions(area)] == [
        "The hubs go on for a second year."
    ]
    minutes_text = str(publication_queries.published_minutes(area)[0].minutes.to_json())
    assert "Example High School" not in minutes_text
    assert not [user for user in users.values() if user.display_name in minutes_text]
    words = [task.words for task in tasks_of(users["improvement_officer"], area, services.now())]
    assert any(text.startswith("Action: Visit the school and report back. (") for text in words)


def test_the_real_place_has_the_plans_bodies_and_no_invented_people(
    area: Area, users: dict[str, User]
) -> None:
    area.invented = False
    give_plan(area)
    example_content.add_example_content(area, users, random.Random(1))
    assert body_queries.bodies(area).count() == 5
    assert not Meeting.objects.exists()
    assert not Seat.objects.filter(user__isnull=False).exists()
