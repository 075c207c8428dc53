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

    from stocktake_web import services
    from stocktake_web.accounts.areas.actions import add_area
    from stocktake_web.accounts.memberships.actions import give_role
    from stocktake_web.accounts.memberships.models import BODY_ROLES, SCHOOL_ROLES
    from stocktake_web.accounts.models import Role
    from stocktake_web.accounts.people.actions import add_account
    from stocktake_web.accounts.schools.actions import load_schools
    from stocktake_web.accounts.schools.queries import bodies
    from stocktake_web.accounts.schools.register import SchoolRow
    from stocktake_web.boards import example_content as boards
    from stocktake_web.boards.agenda.queries import items
    from stocktake_web.boards.meetings.queries import meetings
    from stocktake_web.boards.publications.queries import published_minutes
    from stocktake_web.plans import example_content as plans
    from stocktake_web.plans.revisions import queries as revision_queries
    from stocktake_web.public import example_content as public

    password, chance = secrets.token_urlsafe(18), random.Random(1)
    with transaction.atomic():
        area = add_area(actor=None, slug=SLUG, name="Blackpool", place_id="la-890")
        users = {}
        for role in Role:
            users[role.value] = add_account(
                actor=None,
                email=f"{role.value}@example.org",
                display_name=f"Example {role.label}",
                password=password,
            )
        plans.add_example_content(area, users, chance)
        work(area, users, chance)
        # Its board is given invented meetings, in this database alone.
        area.invented = True
        boards.add_example_content(area, users, chance)
        area.invented = False
        load_schools(area=area, actor=None, rows=[SchoolRow("900001", "Old Mill School", "", None)])
        for role in Role:
            give_role(
                area=area,
                actor=None,
                user=users[role.value],
                role=role,
                school_urn="900001" if role in SCHOOL_ROLES else "",
                body_id=bodies(area)[0][0] if role in BODY_ROLES else "",
                starts=services.today() - timedelta(days=400),
            )
        meeting = meetings(area).latest("meeting_date")
        fill_agenda(area, users, meeting)
        public.add_example_content(area, users, chance)
    plan = revision_queries.plan(area)
    return {
        "password": password,
        "priorities": [priority.id for priority in plan.priority],
        "activities": [activity.id for priority in plan.priority for activity in priority.activity],
        "targets": [target.id for target in plan.target],
        "meetings": list(meetings(area).values_list("pk", flat=True)),
        "next_meeting": meeting.pk,
        "minuted": list(meetings(area).filter(minutes__isnull=False).values_list("pk", flat=True)),
        "published": [minutes.meeting for minutes in published_minutes(area)],
        # The one on which the readers sit.
        "bodies": [meeting.body.key],
        "items": [item.pk for item in items(area, meeting)],
    }


def work(area: Any, users: dict[str, Any], chance: random.Random) -> None:
    """Two updates, an owner and a funding line for every other activity; four risks."""
    from stocktake_web import services
    from stocktake_web.plans.activities.actions import add_update
    from stocktake_web.plans.activities.queries import activities
    from stocktake_web.plans.funding.models import FundingLine
    from stocktake_web.plans.risks.models import Risk
    from stocktake_web.records.change import change

    today, lead = services.today(), users["delivery_lead"]
    for activity in activities(area, today)[::2]:
        for ago in (90, 20):
            add_update(
                area=area,
                actor=lead,
                activity_id=activity.id,
                text="What was asked of schools was done in most of them.",
                kind="action",
                effective_date=today - timedelta(days=ago),
                progress_percent=60,
            )
        committed = Decimal(chance.randrange(20, 200) * 1000)
        values = {
            "activity_id": activity.id,
            "source": "Council",
            "committed_pounds": committed,
            "spent_pounds": committed / 2,
            "forecast_pounds": committed,
        }
        change(FundingLine(area=area), actor=lead, values=values)
    for _ in range(4):
        values = {"title": "Coaches cannot be found.", "likelihood": 4, "impact": 3}
        change(Risk(area=area), actor=lead, values=values)


def fill_agenda(area: Any, users: dict[str, Any], meeting: Any) -> None:
    """A full agenda for the next meeting: twelve items over the plan's priorities."""
    from stocktake_web.boards.agenda.actions import add_item
    from stocktake_web.plans.revisions import queries as revision_queries

    priorities = [priority.id for priority in revision_queries.plan(area).priority]
    for number in range(BUSY_ITEMS):
        values = {
            "title": f"Item {number + 1}: what the figures of the year ask of us",
            "kind": "decision" if number % 3 == 0 else "report",
            "openness": "open" if number % 2 else "restricted",
            "description": "What is proposed, what it rests on, and what it would cost.",
            "priority_key": priorities[number % len(priorities)],
        }
        add_item(actor=users["secretary"], meeting=meeting, values=values)


if __name__ == "__main__":
    django.setup()
    print(json.dumps(fill()))
