"""Fills a database with Blackpool: its plan and public account, and an invented year of its board.

Run as a process of its own, under the settings and the database of the server that will serve it.
The plan and the figures are the published ones; people, meetings, updates and money are invented.
"""

from __future__ import annotations

import json
import random
import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

import django

SLUG = "blackpool"
BUSY_ITEMS = 12


def fill() -> dict[str, Any]:
    """Make the place; say who may sign in, and what there is to read."""
    from django.db import transaction

    from stocktake_web import gateway
    from stocktake_web.accounts import actions as accounts
    from stocktake_web.accounts.models import Role
    from stocktake_web.boards import demo as boards
    from stocktake_web.boards import queries
    from stocktake_web.plans import demo as plans
    from stocktake_web.plans import queries as planned
    from stocktake_web.public import demo as public

    password, chance = secrets.token_urlsafe(18), random.Random(1)
    with transaction.atomic():
        area = accounts.add_area(actor=None, slug=SLUG, name="Blackpool", place_id="la-890")
        users = {}
        for role in Role:
            users[role.value] = accounts.add_account(
                actor=None,
                email=f"{role.value}@example.org",
                display_name=f"Example {role.label}",
                password=password,
            )
            accounts.give_role(
                area=area,
                actor=None,
                user=users[role.value],
                role=role,
                starts=gateway.today() - timedelta(days=400),
            )
        plans.seed(area, users, chance)
        work(area, users, chance)
        # Its board is given invented meetings, in this database alone.
        area.invented = True
        boards.seed(area, users, chance)
        area.invented = False
        meeting = queries.meetings(area).latest("held_on")
        fill_agenda(area, users, meeting)
        public.seed(area, users, chance)
    plan = planned.plan(area)
    return {
        "password": password,
        "priorities": [each.id for each in plan.priority],
        "activities": [each.id for priority in plan.priority for each in priority.activity],
        "targets": [each.id for each in plan.target],
        "meetings": list(queries.meetings(area).values_list("pk", flat=True)),
        "next_meeting": meeting.pk,
        "minuted": list(
            queries.meetings(area).filter(minutes__isnull=False).values_list("pk", flat=True)
        ),
        "published": [each.meeting for each in queries.published_minutes(area)],
        # The one on which the readers sit.
        "bodies": [meeting.body.key],
        "items": [each.pk for each in queries.items(area, meeting)],
    }


def work(area: Any, users: dict[str, Any], chance: random.Random) -> None:
    """Two updates, an owner and a funding line for every other activity; four risks."""
    from stocktake_web import gateway
    from stocktake_web.plans import actions, queries

    today, lead = gateway.today(), users["delivery_lead"]
    for each in queries.activities(area, today)[::2]:
        for ago in (90, 20):
            actions.add_update(
                area=area,
                actor=lead,
                activity_id=each.id,
                words="What was asked of schools was done in most of them.",
                kind="action",
                told_of=today - timedelta(days=ago),
                progress_percent=60,
            )
        committed = Decimal(chance.randrange(20, 200) * 1000)
        actions.add_funding(
            area=area,
            actor=lead,
            activity_id=each.id,
            source="Council",
            committed_pounds=committed,
            spent_pounds=committed / 2,
            forecast_pounds=committed,
        )
    for _ in range(4):
        actions.add_risk(
            area=area, actor=lead, words="Coaches cannot be found.", likelihood=4, impact=3
        )


def fill_agenda(area: Any, users: dict[str, Any], meeting: Any) -> None:
    """A full agenda for the next meeting: twelve items over the plan's priorities."""
    from stocktake_web.boards.actions import agenda
    from stocktake_web.plans import queries

    priorities = [each.id for each in queries.plan(area).priority]
    for number in range(BUSY_ITEMS):
        values = {
            "title": f"Item {number + 1}: what the figures of the year ask of us",
            "kind": "decision" if number % 3 == 0 else "report",
            "openness": "open" if number % 2 else "restricted",
            "words": "What is proposed, what it rests on, and what it would cost.",
            "priority_key": priorities[number % len(priorities)],
        }
        agenda.add_item(area=area, actor=users["secretary"], meeting=meeting, values=values)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(fill()))
