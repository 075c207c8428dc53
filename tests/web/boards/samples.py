"""What the walk over all rights opens in this app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import queries
from stocktake_web.boards.actions import agenda, bodies, holding, meetings, minutes, outcomes
from stocktake_web.boards.actions import proposals as proposing
from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.models import Body, Seat
from stocktake_web.boards.papers import check_file
from stocktake_web.boards.redaction import redact
from stocktake_web.plans import actions as plans

VOTING = ("board_member", "councillor", "headteacher", "trust_leader")
STARTS = date(2026, 1, 1)


def samples(area: Area, users: dict[str, User], now: datetime) -> dict[str, Any]:
    """The parts of addresses, by the name of the view: all about the board of every account."""
    body = bodies.add_body(
        area=area, actor=None, key="example-board", name="Example Board", quorum_count=1
    )
    seats = {
        role: bodies.add_seat(
            area=area, actor=None, body=body, user=user, role_words="Member",
            kind="member" if role in VOTING else "adviser", starts=STARTS,
        )
        for role, user in users.items()
    }  # fmt: skip
    return made(area, users["secretary"], body, seats, lambda role: users.get(role), now)


def others(area: Area, users: dict[str, User], now: datetime) -> dict[str, Any]:
    """The same of a board on which nobody but the administrator sits."""
    body = bodies.add_body(
        area=area, actor=None, key="other-board", name="Other Board", quorum_count=1
    )
    administrator = users["administrator"]
    seat = bodies.add_seat(
        area=area, actor=None, body=body, user=administrator, role_words="Member", kind="member",
        starts=STARTS,
    )  # fmt: skip
    seats = dict.fromkeys(users, seat)
    return made(area, users["secretary"], body, seats, lambda role: administrator, now)


def made(
    area: Area,
    actor: User,
    body: Body,
    seats: dict[str, Seat],
    owner: Callable[[str], User | None],
    now: datetime,
) -> dict[str, Any]:
    """One of everything of a board."""
    meeting = meetings.plan_meeting(area=area, actor=actor, body=body, held_on=now.date())
    item = agenda.add_item(
        area=area, actor=actor, meeting=meeting, values={"title": "Reading", "openness": "open"}
    )
    paper = agenda.add_paper(
        area=area, actor=actor, item=item, title="Paper", openness="restricted",
        file=check_file("paper.pdf", b"%PDF-1.7"),
    )  # fmt: skip
    comment = plans.comment(area=area, actor=actor, on=queries.thing_of(item), words="Why now?")
    proposal = proposing.add_proposal(
        area=area, actor=actor, item=item, title="Hubs", organisation="", words="Ten.",
        asked_pounds=None, criteria=["Need"],
    )  # fmt: skip
    opened = meetings.open_meeting(area=area, actor=actor, meeting=meeting, expected_version=1)
    opened = holding.record_attendance(
        area=area, actor=actor, meeting=opened, expected_version=opened.version,
        marks={seat.pk: Marked("present") for seat in seats.values()},
    )  # fmt: skip
    decision = outcomes.decide(
        area=area, actor=actor, item=item, words="Go on.", reason="It works.", openness="open"
    )
    actions = {
        role: outcomes.agree_action(
            area=area, actor=actor, item=item, words="Write.", owner_role="Adviser",
            owner_user=owner(role), due=now.date() + timedelta(days=7), openness="restricted",
        )
        for role in seats
    }  # fmt: skip
    interests = {
        role: bodies.declare(
            area=area, actor=actor, seat=seat, organisation="A firm", nature="director"
        )
        for role, seat in seats.items()
    }
    meetings.close_meeting(area=area, actor=actor, meeting=opened, expected_version=opened.version)
    read = redact(queries.record_of(area, opened), queries.roles_of_names(area))
    minutes.publish_minutes(area=area, actor=actor, meeting=opened, read_sha256=read.sha256)

    def of_role(name: str, rows: dict[str, Any]) -> Callable[[str], dict[str, Any]]:
        first = next(iter(rows.values()))
        return lambda role: {name: rows.get(role, first).pk}

    parts: dict[str, Any] = {"boards:change_decision": {"decision": decision.pk}}
    for given, names in (
        ({"body": body.key}, "body change_body add_seat register plan"),
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
        ({"proposal": proposal.pk}, "proposal score settle"),
        ({"paper": paper.pk}, "paper withdraw_paper paper_comments"),
        ({"comment": comment.pk}, "answer_comment"),
        (of_role("seat", seats), "end_seat declare confirm"),
        (of_role("interest", interests), "end_interest"),
        (of_role("action", actions), "action update_action change_action"),
    ):
        parts |= {f"boards:{name}": given for name in names.split()}
    return parts
