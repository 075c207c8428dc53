"""A small place with something that can be changed. Run by the shell of an installation."""

from __future__ import annotations

import json
import os
import runpy
from datetime import date
from typing import Any

from stocktake_web import gateway
from stocktake_web.accounts import actions as accounts
from stocktake_web.accounts.models import Role
from stocktake_web.boards.actions import agenda, bodies, meetings
from stocktake_web.plans import actions

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
    area = accounts.add_area(
        actor=None, slug=SLUG, name="Example Borough", place_id="la-890", invented=True
    )
    users = {}
    for role in ROLES:
        users[role.value] = accounts.add_account(
            actor=None,
            email=f"{role.value.replace('_', '.')}@example.org",
            display_name=f"Example {role.label}",
            password=PASSWORD,
        )
        accounts.give_role(
            area=area, actor=None, user=users[role.value], role=role, starts=date(2026, 1, 1)
        )
    actions.add_revision(area=area, actor=None, kept=plans["plan_text"](), reason="first")
    lead, secretary = users["delivery_lead"], users["secretary"]
    risk = actions.add_risk(area=area, actor=lead, words="Rain", likelihood=2, impact=2)
    links = [
        actions.make_link(area=area, actor=lead, activity_id="team", role="Coach")[1]
        for _ in range(2)
    ]
    body = bodies.add_body(area=area, actor=secretary, key="example-board", name="Example Board")
    seat = bodies.add_seat(
        area=area,
        actor=secretary,
        body=body,
        user=users["board_member"],
        role_words="Member",
        kind="member",
        starts=date(2026, 1, 1),
    )
    meeting = meetings.plan_meeting(
        area=area, actor=secretary, body=body, held_on=gateway.today(), place="Example Hall"
    )
    item = agenda.add_item(
        area=area, actor=secretary, meeting=meeting, values={"title": "Reading hubs"}
    )
    return {
        "risk": risk.pk,
        "links": links,
        "seat": seat.pk,
        "meeting": meeting.pk,
        "item": item.pk,
    }


if __name__ == "__main__":
    print(json.dumps(plant(runpy.run_path(os.environ["STOCKTAKE_TEST_PLANS"]))))
