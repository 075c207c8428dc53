"""A small place with something that can be changed. Run by the shell of an installation."""

from __future__ import annotations

import json
import os
import runpy
from datetime import date
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Role
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.plans.links.actions import make_link
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.records.change import change

SLUG, PASSWORD = "example-borough", "an invented pass phrase"
ROLES = (
    Role.ADMINISTRATOR,
    Role.ANALYST,
    Role.DELIVERY_LEAD,
    Role.SECRETARY,
    Role.BOARD_MEMBER,
    Role.HEAD_OF_SERVICE,
)


def plant(plans: dict[str, Any]) -> dict[str, Any]:
    """Make the place; give the numbers of what was made."""
    area = add_area(actor=None, slug=SLUG, name="Example Borough", place_id="la-890", invented=True)
    users = {}
    for role in ROLES:
        users[role.value] = add_account(
            actor=None,
            email=f"{role.value.replace('_', '.')}@example.org",
            display_name=f"Example {role.label}",
            password=PASSWORD,
        )
    body = change(
        Body(area=area),
        actor=users["secretary"],
        values={"key": "example-board", "name": "Example Board"},
    )
    for role in ROLES:
        give_role(
            area=area,
            actor=None,
            user=users[role.value],
            role=role,
            body_id=body.key if role == Role.BOARD_MEMBER else "",
            starts=date(2026, 1, 1),
        )
    add_revision(area=area, actor=None, text=plans["plan_text"](), reason="first")
    lead, secretary = users["delivery_lead"], users["secretary"]
    risk = change(
        Risk(area=area), actor=lead, values={"title": "Rain", "likelihood": 2, "impact": 2}
    )
    links = [
        make_link(area=area, actor=lead, activity_id="team", role="Coach")[1] for _ in range(2)
    ]
    seat = change(
        Seat(area=area, body=body),
        actor=secretary,
        values={
            "user": users["board_member"],
            "role": "Member",
            "kind": "member",
            "starts": date(2026, 1, 1),
        },
    )
    meeting = meetings.plan_meeting(
        actor=secretary,
        body=body,
        values={"meeting_date": services.today(), "place": "Example Hall"},
    )
    item = agenda.add_item(actor=secretary, meeting=meeting, values={"title": "Reading hubs"})
    return {
        "risk": risk.pk,
        "links": links,
        "seat": seat.pk,
        "meeting": meeting.pk,
        "item": item.pk,
    }


if __name__ == "__main__":
    print(json.dumps(plant(runpy.run_path(os.environ["STOCKTAKE_TEST_PLANS"]))))
