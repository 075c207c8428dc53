"""Boards for the demonstration: in the invented place with meetings, in the real one as planned."""

from __future__ import annotations

import random
from datetime import date, time, timedelta

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards import queries
from stocktake_web.boards.actions import agenda, bodies, holding, meetings, minutes, outcomes
from stocktake_web.boards.actions import proposals as proposing
from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.models import AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.redaction import redact
from stocktake_web.plans import actions as commenting
from stocktake_web.plans import queries as plans

TERM = timedelta(days=400)
HUBS = "Example Reading Trust"


def seed(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Bodies and their seats from the plan; where everything is invented, a year of meetings."""
    made = _planned(area)
    if not area.invented:
        return
    board = made[0] if made else _own_board(area)
    seats = _people(area, board, users)
    _interests(area, seats, users)
    today = gateway.today()
    days = [_working_day(today - timedelta(days=days)) for days in (63, 28)]
    first = _held(area, board, seats, users, days[0], rng)
    _approve_and_publish(area, board, first, seats, users, days[1], rng)
    _next(area, board, users, _working_day(today + timedelta(days=7)))


def _working_day(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _planned(area: Area) -> list[Body]:
    """The plan's bodies, with a seat for each role that it names."""
    try:
        plan = plans.plan(area)
    except plans.NoPlan:
        return []
    starts = gateway.today() - TERM
    made = []
    for each in plan.body:
        body = bodies.add_body(
            area=area,
            actor=None,
            key=each.id,
            name=each.name,
            purpose=each.purpose,
            meets=each.meets,
        )
        for kind, roles in (("member", each.members), ("adviser", each.advisers)):
            for role in roles:
                chairs = kind == "member" and "chair" in role.lower()
                bodies.add_seat(
                    area=area,
                    actor=None,
                    body=body,
                    role_words=role[:120],
                    kind="chair" if chairs else kind,
                    starts=starts,
                )
        made.append(body)
    return made


def _own_board(area: Area) -> Body:
    return bodies.add_body(
        area=area, actor=None, key="partnership-board", name="Partnership board", meets="monthly"
    )


def _people(area: Area, board: Body, users: dict[str, User]) -> list[Seat]:
    starts = gateway.today() - TERM
    for role, kind, words in (
        ("board_member", "member", "Member for primary schools"),
        ("councillor", "member", "Cabinet member for children"),
        ("headteacher", "member", "Headteacher, secondary"),
        ("adviser", "adviser", "Adviser on attendance"),
        ("secretary", "secretary", "Board secretary"),
    ):
        bodies.add_seat(
            area=area,
            actor=None,
            body=board,
            user=users[role],
            role_words=words,
            kind=kind,
            starts=starts,
        )
    return queries.seats_on(area, board, gateway.today())


def _interests(area: Area, seats: list[Seat], users: dict[str, User]) -> None:
    for seat in seats:
        if seat.user == users["board_member"]:
            bodies.declare(
                area=area, actor=seat.user, seat=seat, organisation=HUBS, nature="unpaid trustee"
            )
        elif seat.user is not None and seat.user != users["headteacher"]:
            bodies.declare(area=area, actor=seat.user, seat=seat)


def _held(
    area: Area,
    board: Body,
    seats: list[Seat],
    users: dict[str, User],
    held_on: date,
    rng: random.Random,
) -> Meeting:
    """A meeting with two items, decisions and actions, open still."""
    actor = users["secretary"]
    meeting = meetings.plan_meeting(
        area=area,
        actor=actor,
        body=board,
        held_on=held_on,
        starts_at=time(14),
        place="Example Hall",
    )
    priority = _priority(area)
    hubs = _item(
        area, actor, meeting,
        title="Reading hubs: go on for a second year", kind="proposal", openness="open",
        words="Ten schools asked for the hubs to go on.", priority_key=priority, organisation=HUBS,
    )  # fmt: skip
    school = _item(
        area, actor, meeting,
        title="Attendance in one school", kind="report", words="Is the support enough?",
        about_school="Example High School", priority_key=priority,
    )  # fmt: skip
    proposal = proposing.add_proposal(
        area=area,
        actor=actor,
        item=hubs,
        title="Ten hubs for a second year",
        organisation=HUBS,
        words="A coach for one day a week in each of ten schools.",
        asked_pounds=85_000,
        criteria=["Need", "Evidence that it works", "Cost for each pupil"],
    )
    opened = meetings.open_meeting(
        area=area, actor=actor, meeting=meeting, expected_version=meeting.version
    )
    here = {seat.pk: Marked("present") for seat in seats}
    apologies = next(seat for seat in seats if seat.user == users["headteacher"])
    here[apologies.pk] = Marked("apologies", consent=False)
    opened = holding.record_attendance(
        area=area, actor=actor, meeting=opened, marks=here, expected_version=opened.version
    )
    trustee = next(seat for seat in seats if seat.user == users["board_member"])
    holding.record_withdrawal(
        area=area, actor=actor, item=hubs, seat=trustee, reason=f"trustee of {HUBS}"
    )
    for seat in seats:
        if seat.votes and seat not in (trustee, apologies):
            proposing.give_scores(
                area=area,
                actor=seat.user,
                proposal=proposal,
                seat=seat,
                scores={each.pk: rng.randint(1, 4) for each in proposal.criteria.all()},
            )
    hubs = holding.write_note(
        area=area,
        actor=actor,
        item=hubs,
        note="The adviser showed how reading changed in the ten schools.",
        expected_version=hubs.version,
    )
    outcomes.decide(
        area=area,
        actor=actor,
        item=hubs,
        words="The hubs go on for a second year.",
        reason="Ten schools asked for them and reading rose in eight.",
        openness="open",
    )
    proposing.settle_proposal(
        area=area,
        actor=actor,
        proposal=proposal,
        outcome="accepted",
        reason="It scored highest where the need is greatest.",
        expected_version=proposal.version,
    )
    for item, words, owner, role, days, openness in (
        (hubs, "Agree the hubs' second year with the trust.", "delivery_lead", "Delivery lead",
         21, "open"),
        (hubs, "Tell every school how to ask for a hub.", "secretary", "Board secretary",
         90, "open"),
        (school, "Visit the school and report back.", "improvement_officer",
         "School improvement officer", 40, "restricted"),
    ):  # fmt: skip
        outcomes.agree_action(
            area=area,
            actor=actor,
            item=item,
            words=words,
            owner_role=role,
            owner_user=users[owner],
            due=held_on + timedelta(days=days),
            openness=openness,
        )
    meetings.close_meeting(area=area, actor=actor, meeting=opened, expected_version=opened.version)
    return queries.meeting(area, opened.pk)


def _approve_and_publish(
    area: Area,
    board: Body,
    first: Meeting,
    seats: list[Seat],
    users: dict[str, User],
    held_on: date,
    rng: random.Random,
) -> None:
    """A second meeting that approves the first one's minutes, which are then published."""
    actor = users["secretary"]
    second = meetings.plan_meeting(
        area=area, actor=actor, body=board, held_on=held_on, starts_at=time(14)
    )
    opened = meetings.open_meeting(
        area=area, actor=actor, meeting=second, expected_version=second.version
    )
    marks = {seat.pk: Marked("present") for seat in seats}
    absent = next(seat for seat in seats if seat.user == users["headteacher"])
    marks[absent.pk] = Marked("absent")
    opened = holding.record_attendance(
        area=area, actor=actor, meeting=opened, marks=marks, expected_version=opened.version
    )
    written = queries.minutes_of(area, first.pk)
    minutes.approve_minutes(
        area=area,
        actor=actor,
        minutes=written,
        approved_in=opened,
        expected_version=written.version,
    )
    done = queries.carried(area, opened)[0]
    outcomes.update_action(
        area=area,
        actor=users["delivery_lead"],
        action=done,
        words="Agreed and signed.",
        state="done",
        expected_version=done.version,
    )
    meetings.close_meeting(area=area, actor=actor, meeting=opened, expected_version=opened.version)
    first = queries.meeting(area, first.pk)
    read = redact(queries.record_of(area, first), queries.roles_of_names(area))
    minutes.publish_minutes(area=area, actor=actor, meeting=first, read_sha256=read.sha256)


def _next(area: Area, board: Body, users: dict[str, User], held_on: date) -> None:
    actor = users["secretary"]
    meeting = meetings.plan_meeting(
        area=area,
        actor=actor,
        body=board,
        held_on=held_on,
        starts_at=time(14),
        place="Example Hall",
    )
    item = _item(
        area, actor, meeting,
        title="What to do about late activities", kind="decision", openness="open",
        words="Which of them does the board still want, and who will own them?",
        priority_key=_priority(area),
    )  # fmt: skip
    commenting.comment(
        area=area,
        actor=users["adviser"],
        on=queries.thing_of(item),
        words="Ask first which of them still has an owner.",
    )


def _item(area: Area, actor: User, meeting: Meeting, **values: str) -> AgendaItem:
    return agenda.add_item(area=area, actor=actor, meeting=meeting, values=values)


def _priority(area: Area) -> str:
    try:
        return plans.plan(area).priority[0].id
    except plans.NoPlan:
        return ""
