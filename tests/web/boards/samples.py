"""What the walk over all permissions opens in this app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.comments import queries as comment_queries
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.interests import actions as interests
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.models import Body, Seat
from stocktake_web.boards.proposals import actions as proposals
from stocktake_web.boards.publications import actions as publications
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.records.change import change

VOTING = ("board_member", "councillor", "headteacher", "trust_leader")
STARTS = date(2026, 1, 1)


def samples(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view: all about the board of every account."""
    body = change(
        Body(area=area),
        actor=None,
        values={"key": "example-board", "name": "Example Board", "quorum_count": 1},
    )
    seats = {
        role: change(
            Seat(area=area, body=body),
            actor=None,
            values={
                "user": user,
                "role": "Member",
                "kind": "member" if role in VOTING else "adviser",
                "starts": STARTS,
            },
        )
        for role, user in users.items()
    }
    return make_parts(area, users["secretary"], body, seats, lambda role: users.get(role), moment)


def samples_of_others(area: Area, users: dict[str, User], moment: datetime) -> dict[str, Any]:
    """The same of a board on which nobody but the administrator sits."""
    body = change(
        Body(area=area),
        actor=None,
        values={"key": "other-board", "name": "Other Board", "quorum_count": 1},
    )
    administrator = users["administrator"]
    seat = change(
        Seat(area=area, body=body),
        actor=None,
        values={"user": administrator, "role": "Member", "kind": "member", "starts": STARTS},
    )
    seats = dict.fromkeys(users, seat)
    return make_parts(area, users["secretary"], body, seats, lambda role: administrator, moment)


def make_parts(
    area: Area,
    actor: User,
    body: Body,
    seats: dict[str, Seat],
    owner: Callable[[str], User | None],
    moment: datetime,
) -> dict[str, Any]:
    """One of everything of a board."""
    meeting = meetings.plan_meeting(actor=actor, body=body, values={"meeting_date": moment.date()})
    item = agenda.add_item(
        actor=actor, meeting=meeting, values={"title": "Reading", "openness": "open"}
    )
    paper = agenda.add_paper(
        actor=actor,
        item=item,
        title="Paper",
        openness="restricted",
        file=check_file("paper.pdf", b"%PDF-1.7"),
    )
    comment = add_comment(
        area=area, actor=actor, on=comment_queries.reference_of(item), text="Why now?"
    )
    proposal = proposals.add_proposal(
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
    sitting = meetings.open_meeting(actor=actor, meeting=meeting, expected_version=1)
    sitting = meetings.record_attendance(
        actor=actor,
        meeting=sitting,
        expected_version=sitting.version,
        marks={seat.pk: AttendanceMark("present") for seat in seats.values()},
    )
    decision = decisions.decide(
        actor=actor, item=item, values={"text": "Go on.", "reason": "It works.", "openness": "open"}
    )
    actions = {
        role: agreed_actions.agree_action(
            actor=actor,
            item=item,
            values={
                "text": "Write.",
                "owner_role": "Adviser",
                "owner_user": owner(role),
                "due": moment.date() + timedelta(days=7),
                "openness": "restricted",
            },
        )
        for role in seats
    }
    lines = {
        role: interests.declare(actor=actor, seat=seat, organisation="A firm", nature="director")
        for role, seat in seats.items()
    }
    meetings.close_meeting(actor=actor, meeting=sitting, expected_version=sitting.version)
    read = publications.redact_minutes(area, sitting)
    publications.publish_minutes(actor=actor, meeting=sitting, read_sha256=read.sha256)

    def of_role(name: str, rows: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
        first = next(iter(rows.values()))
        return lambda role: {name: rows.get(role, first).pk}

    parts: dict[str, Any] = {"boards:change_decision": {"decision": decision.pk}}
    for key_parts, names in (
        ({"body": body.key}, "body change_body add_seat register plan ask"),
        (
            {"meeting": meeting.pk},
            "meeting change_meeting suggested attendance open close add_item minutes edit_minutes "
            "approve_minutes add_to_minutes publish published recall pack pack_pdf pack_word",
        ),
        (
            {"item": item.pk},
            "item change_item move_item remove_item note withdraw add_paper decide agree "
            "add_proposal item_comments",
        ),
        ({"meeting": meeting.pk, "chart": "chart-absence", "kind": "svg"}, "pack_figure"),
        ({"proposal": proposal.pk}, "proposal score settle"),
        ({"paper": paper.pk}, "paper withdraw_paper paper_comments"),
        ({"comment": comment.pk}, "answer_comment"),
        (of_role("seat", seats), "end_seat declare confirm"),
        (of_role("interest", lines), "end_interest"),
        (of_role("action", actions), "action update_action change_action"),
    ):
        parts |= {f"boards:{name}": key_parts for name in names.split()}
    return parts
