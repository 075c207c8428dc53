"""Meetings of the demonstration: one with decisions, one that approves its minutes, the next."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, time, timedelta

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda import example_content as agenda
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.agreed_actions.actions import agree_action, update_action
from stocktake_web.boards.agreed_actions.queries import carried_actions
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.decisions.actions import decide
from stocktake_web.boards.interests.example_content import TRUST
from stocktake_web.boards.meetings import actions
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.meetings.queries import meeting as meeting_of
from stocktake_web.boards.minutes.actions import approve_minutes
from stocktake_web.boards.minutes.queries import minutes_of
from stocktake_web.boards.proposals import example_content as proposals
from stocktake_web.boards.publications.actions import publish_minutes, redact_minutes
from stocktake_web.boards.recusals.actions import record_recusal
from stocktake_web.records.change import change


@dataclass(frozen=True)
class ExampleBoard:
    """A board with its people."""

    body: Body
    seats: list[Seat]
    users: dict[str, User]

    @property
    def secretary(self) -> User:
        """Who runs the meetings."""
        return self.users["secretary"]

    def seat_of(self, account: str) -> Seat:
        """The seat of an account of the demonstration."""
        return next(seat for seat in self.seats if seat.user == self.users[account])

    def plan(self, meeting_date: date, place: str = "") -> Meeting:
        """A meeting at two o'clock."""
        values = {"meeting_date": meeting_date, "starts_at": time(14), "place": place}
        return actions.plan_meeting(
            actor=self.secretary, body=self.body, values=values, is_past_meant=True
        )

    def open(self, meeting: Meeting, headteacher: AttendanceMark) -> Meeting:
        """Open a meeting at which everybody is present but the headteacher."""
        meeting = actions.open_meeting(
            actor=self.secretary, meeting=meeting, expected_version=meeting.version
        )
        marks = {seat.pk: AttendanceMark("present") for seat in self.seats}
        marks[self.seat_of("headteacher").pk] = headteacher
        return actions.record_attendance(
            actor=self.secretary,
            meeting=meeting,
            marks=marks,
            expected_version=meeting.version,
        )

    def close(self, meeting: Meeting) -> Meeting:
        """Close a meeting, which drafts its minutes."""
        actions.close_meeting(
            actor=self.secretary, meeting=meeting, expected_version=meeting.version
        )
        return meeting_of(self.body.area, meeting.pk)


def add_meetings(board: ExampleBoard, rng: random.Random) -> None:
    """Two meetings of the last months and the next."""
    today = services.today()
    first_date, second_date = (_working_day(today - timedelta(days=days)) for days in (63, 28))
    first = add_first_meeting(board, first_date, rng)
    approve_and_publish(board, first, second_date)
    upcoming = board.plan(_working_day(today + timedelta(days=7)), "Example Hall")
    agenda.add_late_activities(board.secretary, upcoming, board.users["adviser"])


def add_first_meeting(board: ExampleBoard, meeting_date: date, rng: random.Random) -> Meeting:
    """A closed meeting with two items, a proposal, a decision and actions."""
    actor = board.secretary
    meeting = board.plan(meeting_date, "Example Hall")
    hubs = agenda.add_reading_hubs(actor, meeting)
    school = agenda.add_school(actor, meeting)
    proposal = proposals.propose_hubs(actor, hubs)
    meeting = board.open(meeting, AttendanceMark("apologies", consent=False))
    trustee = board.seat_of("board_member")
    record_recusal(actor=actor, item=hubs, seat=trustee, reason=f"trustee of {TRUST}")
    absent = (trustee, board.seat_of("headteacher"))
    scorers = [seat for seat in board.seats if seat not in absent]
    proposals.score_proposal(proposal, scorers, rng)
    note = "The adviser showed how reading changed in the ten schools."
    hubs = change(
        hubs, actor=actor, values={"note": note}, expected_version=hubs.version, verb="note"
    )
    decide(
        actor=actor,
        item=hubs,
        values={
            "text": "The hubs go on for a second year.",
            "reason": "Ten schools asked for them and reading rose in eight.",
            "openness": "open",
        },
    )
    proposals.accept_proposal(actor, proposal)
    _agree_actions(board, hubs, school)
    return board.close(meeting)


def approve_and_publish(board: ExampleBoard, first: Meeting, meeting_date: date) -> None:
    """A second meeting that approves the first one's minutes, which are then published."""
    second = board.open(board.plan(meeting_date), AttendanceMark("absent"))
    minutes = minutes_of(board.body.area, first.pk)
    approve_minutes(
        actor=board.secretary,
        minutes=minutes,
        approved_in=second,
        expected_version=minutes.version,
    )
    action = carried_actions(board.body.area, second)[0]
    update_action(
        actor=board.users["delivery_lead"],
        action=action,
        text="Agreed and signed.",
        state="done",
        expected_version=action.version,
    )
    board.close(second)
    first = meeting_of(board.body.area, first.pk)
    redacted = redact_minutes(first.area, first)
    publish_minutes(actor=board.secretary, meeting=first, read_sha256=redacted.sha256)


def _agree_actions(board: ExampleBoard, hubs: AgendaItem, school: AgendaItem) -> None:
    for item, text, owner, role, days, openness in (
        (hubs, "Agree the hubs' second year with the trust.", "delivery_lead", "Delivery lead",
         21, "open"),
        (hubs, "Tell every school how to ask for a hub.", "secretary", "Board secretary",
         90, "open"),
        (school, "Visit the school and report back.", "improvement_officer",
         "School improvement officer", 40, "restricted"),
    ):  # fmt: skip
        agree_action(
            actor=board.secretary,
            item=item,
            values={
                "text": text,
                "owner_role": role,
                "owner_user": board.users[owner],
                "due": item.meeting.meeting_date + timedelta(days=days),
                "openness": openness,
            },
        )


def _working_day(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
