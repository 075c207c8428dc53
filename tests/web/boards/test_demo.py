"""The demonstration's boards are alive, and the real place's hold nothing invented."""

from __future__ import annotations

import random

import pytest

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import demo, queries
from stocktake_web.boards.models import Meeting, Seat
from stocktake_web.desk import needs_of
from stocktake_web.plans import actions as plans

pytestmark = pytest.mark.django_db


def give_plan(area: Area) -> None:
    kept = gateway.example_plan_text("blackpool")
    plans.add_revision(area=area, actor=None, kept=kept, reason="first")


def test_the_invented_place_has_a_year_of_work(area: Area, users: dict[str, User]) -> None:
    give_plan(area)
    demo.seed(area, users, random.Random(1))
    assert [each.state for each in Meeting.objects.order_by("held_on")] == [
        "approved",
        "closed",
        "planned",
    ]
    board = Meeting.objects.first().body  # type: ignore[union-attr]
    upcoming = queries.next_meeting(area, board)
    assert upcoming
    assert len(queries.carried(area, upcoming)) == 2
    assert [each.words for each in queries.published_decisions(area)] == [
        "The hubs go on for a second year."
    ]
    shown = str(queries.published_minutes(area)[0].minutes.to_json())
    assert "Example High School" not in shown
    assert not [user for user in users.values() if user.display_name in shown]
    words = [each.words for each in needs_of(users["improvement_officer"], area, gateway.now())]
    assert "Action: Visit the school and report back." in words


def test_the_real_place_has_the_plans_bodies_and_no_invented_people(
    area: Area, users: dict[str, User]
) -> None:
    area.invented = False
    give_plan(area)
    demo.seed(area, users, random.Random(1))
    assert queries.bodies(area).count() == 5
    assert not Meeting.objects.exists()
    assert not Seat.objects.filter(user__isnull=False).exists()
