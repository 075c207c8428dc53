"""Begins in Eastmere what its demonstration has finished, or has none of. Run by its shell."""

from __future__ import annotations

import json

from django.core.files.base import ContentFile

from stocktake_web import services
from stocktake_web.accounts.invitations.actions import invite
from stocktake_web.accounts.models import Area, Role, School, SchoolType, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.bodies import queries as body_queries
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.proposals import actions as proposals
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.drafts.actions import start_draft
from stocktake_web.plans.links.actions import make_link
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.revisions.queries import current_revision, plan
from stocktake_web.plans.sheets.actions import keep_workbook
from stocktake_web.schools.models import (
    BrokeredSupport,
    EngagementConcern,
    FortnightlyReview,
    GovernanceReturn,
    HomeEducation,
    InclusionWeek,
    SupportMilestone,
    TrustAgreement,
    VisitAction,
)


def begin() -> dict[str, object]:
    """Give the addresses that no page leads to: those that were sent to somebody."""
    area = Area.objects.get(slug="eastmere")
    users = {
        role.value: User.objects.get(email=f"{role.value.replace('_', '.')}@demo.invalid")
        for role in Role
    }
    item, action = hold_a_meeting(area, users["secretary"], users["board_member"])
    lead = users["delivery_lead"]
    first = plan(area).priority[0].activity[0].id
    add_update(
        area=area, actor=lead, activity_id=first, text="See the file.", kind="action",
        file=ContentFile(b"%PDF-1.7 example", name="visits.pdf"),
    )  # fmt: skip
    workbook = keep_workbook(area=area, actor=lead, file_name="plan.xlsx", rows=[])
    again = current_revision(area)
    add_revision(area=area, actor=users["analyst"], text=again, reason="Read once more.")
    start_draft(area=area, actor=users["analyst"])
    _, link = make_link(area=area, actor=lead, activity_id=first, role="Coach")
    _, invitation = invite(
        area=area, actor=users["administrator"], email="newcomer@demo.invalid",
        display_name="Example Newcomer", role=Role.COUNCILLOR,
    )  # fmt: skip
    return {
        "action": action,
        "item": item,
        "workbook": workbook.pk,
        "link": link,
        "invitation": invitation,
        "schools": pages_of_schools(area),
    }


def pages_of_schools(area: Area) -> list[str]:
    """Pages to which others lead, but not those of the few schools that the walk opens."""
    academy = School.objects.filter(area=area, type_group=SchoolType.ACADEMY).earliest("urn")
    open_concern = EngagementConcern.objects.filter(area=area, resolved_on=None).latest("pk")
    rows = {
        "agreements/{}/": TrustAgreement,
        "brokered-support/{}/": BrokeredSupport,
        "governance/{}/": GovernanceReturn,
        "regional-support/milestones/{}/": SupportMilestone,
        "fortnightly/{}/close/": FortnightlyReview,
        "home-education/{}/": HomeEducation,
        "inclusion/{}/": InclusionWeek,
        "visits/actions/{}/check/": VisitAction,
    }
    return [
        # One review is open, so that none can begin; and who alleges something is led to referrals.
        "fortnightly/begin/",
        f"{academy.urn}/referrals/add/",
        f"regional-support/concerns/{open_concern.pk}/resolve/",
        f"{academy.urn}/academy-concerns/add/",
        *(
            address.format(model.objects.filter(area=area).latest("pk").pk)
            for address, model in rows.items()
        ),
    ]


def hold_a_meeting(area: Area, actor: User, member: User) -> tuple[int, int]:
    """A meeting that is under way; the numbers of an item and of an action that it agreed."""
    today = services.today()
    board = body_queries.seats_of(area, member, today)[0].body
    meeting = meetings.plan_meeting(actor=actor, body=board, values={"meeting_date": today})
    item = agenda.add_item(
        actor=actor,
        meeting=meeting,
        values={"title": "Reading", "kind": "proposal", "openness": "open"},
    )
    agenda.add_paper(
        actor=actor,
        item=item,
        title="What the hubs did",
        openness="open",
        file=check_file("paper.pdf", b"%PDF-1.7"),
    )
    proposals.add_proposal(
        actor=actor,
        item=item,
        criteria=["Need"],
        values={
            "title": "Hubs",
            "organisation": "",
            "description": "Ten.",
            "requested_pounds": None,
        },
    )
    sitting = meetings.open_meeting(actor=actor, meeting=meeting, expected_version=meeting.version)
    seats = body_queries.seats_on(area, board, today)
    meetings.record_attendance(
        actor=actor,
        meeting=sitting,
        expected_version=sitting.version,
        marks={seat.pk: AttendanceMark("present") for seat in seats},
    )
    decisions.decide(
        actor=actor, item=item, values={"text": "Go on.", "reason": "It works.", "openness": "open"}
    )
    action = agreed_actions.agree_action(
        actor=actor,
        item=item,
        values={
            "text": "Write.",
            "owner_role": "Secretary",
            "owner_user": actor,
            "due": today,
            "openness": "open",
        },
    )
    return item.pk, action.pk


if __name__ == "__main__":
    print(json.dumps(begin()))
