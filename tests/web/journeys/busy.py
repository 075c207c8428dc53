"""Begins in Eastmere what its demonstration has finished, or has none of. Run by its shell."""

from __future__ import annotations

import json

from django.core.files.base import ContentFile

from stocktake_web import gateway
from stocktake_web.accounts import actions as accounts
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.boards import queries
from stocktake_web.boards.actions import agenda, holding, meetings, outcomes
from stocktake_web.boards.actions import proposals as proposing
from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.papers import check_file
from stocktake_web.plans import actions
from stocktake_web.plans import queries as plans


def begin() -> dict[str, object]:
    """Give the addresses that no page leads to: those that were sent to somebody."""
    area = Area.objects.get(slug="eastmere")
    users = {
        role.value: User.objects.get(email=f"{role.value.replace('_', '.')}@demo.invalid")
        for role in Role
    }
    item, action = hold_a_meeting(area, users["secretary"], users["board_member"])
    lead = users["delivery_lead"]
    first = plans.plan(area).priority[0].activity[0].id
    actions.add_update(
        area=area, actor=lead, activity_id=first, words="See the file.", kind="action",
        file=ContentFile(b"%PDF-1.7 example", name="visits.pdf"),
    )  # fmt: skip
    workbook = actions.keep_workbook(area=area, actor=lead, file_name="plan.xlsx", rows=[])
    again = plans.current_revision(area)
    actions.add_revision(area=area, actor=users["analyst"], kept=again, reason="Read once more.")
    actions.start_draft(area=area, actor=users["analyst"])
    _, link = actions.make_link(area=area, actor=lead, activity_id=first, role="Coach")
    _, invitation = accounts.invite(
        area=area, actor=users["administrator"], email="newcomer@demo.invalid",
        display_name="Example Newcomer", role=Role.CLERK,
    )  # fmt: skip
    return {
        "action": action,
        "item": item,
        "workbook": workbook.pk,
        "link": link,
        "invitation": invitation,
    }


def hold_a_meeting(area: Area, actor: User, member: User) -> tuple[int, int]:
    """A meeting that is under way; the numbers of an item and of an action that it agreed."""
    today = gateway.today()
    board = queries.seats_of(area, member, today)[0].body
    meeting = meetings.plan_meeting(area=area, actor=actor, body=board, held_on=today)
    item = agenda.add_item(
        area=area,
        actor=actor,
        meeting=meeting,
        values={"title": "Reading", "kind": "proposal", "openness": "open"},
    )
    agenda.add_paper(
        area=area, actor=actor, item=item, title="What the hubs did", openness="open",
        file=check_file("paper.pdf", b"%PDF-1.7"),
    )  # fmt: skip
    proposing.add_proposal(
        area=area, actor=actor, item=item, title="Hubs", organisation="", words="Ten.",
        asked_pounds=None, criteria=["Need"],
    )  # fmt: skip
    opened = meetings.open_meeting(
        area=area, actor=actor, meeting=meeting, expected_version=meeting.version
    )
    seats = queries.seats_on(area, board, today)
    holding.record_attendance(
        area=area, actor=actor, meeting=opened, expected_version=opened.version,
        marks={seat.pk: Marked("present") for seat in seats},
    )  # fmt: skip
    outcomes.decide(
        area=area, actor=actor, item=item, words="Go on.", reason="It works.", openness="open"
    )
    agreed = outcomes.agree_action(
        area=area, actor=actor, item=item, words="Write.", owner_role="Secretary",
        owner_user=actor, due=today, openness="open",
    )  # fmt: skip
    return item.pk, agreed.pk


if __name__ == "__main__":
    print(json.dumps(begin()))
