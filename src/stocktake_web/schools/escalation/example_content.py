"""Review meetings, steps and powers of the demonstration, in every state, all invented."""

from __future__ import annotations

from datetime import date, timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.schools.escalation.actions import decide_step, record_done
from stocktake_web.schools.escalation.paths import path_of
from stocktake_web.schools.escalation.queries import standing
from stocktake_web.schools.powers.actions import (
    consider_power,
    draft_warning,
    record_outcome,
    record_service,
)
from stocktake_web.schools.review_meetings.actions import (
    AttendanceMark,
    cancel_meeting,
    plan_meeting,
    record_meeting,
)
from stocktake_web.schools.review_meetings.models import ReviewMeeting
from stocktake_web.services.working_days import working_day_after

SUMMARY = "Head and chair agreed dated actions; attendance is reported every week."
PERIOD_WORKING_DAYS = 20


def add_meetings(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """A school that was escalated, one planned and one cancelled meeting, and powers."""
    maintained = [school for school in schools if path_of(school) == "maintained"]
    academies = [school for school in schools if path_of(school) == "academy"]
    for school in maintained[:1]:
        _escalate(users, school, "open-concern", ["governance"])
        _powers(users, school)
        plan_meeting(
            actor=users[Role.IMPROVEMENT_OFFICER],
            school=school,
            meeting_date=services.today() + timedelta(days=21),
            purpose="Whether the agreed actions changed attendance.",
        )
    for school in maintained[1:2]:
        meeting = _plan(users, school, services.today())
        cancel_meeting(
            actor=users[Role.IMPROVEMENT_OFFICER],
            meeting=meeting,
            expected_version=meeting.version,
            reason="The school asked for another day.",
        )
    for school in academies[:1]:
        _escalate(users, school, "note-concern", ["published-results"])


def _plan(users: dict[str, User], school: School, day: date) -> ReviewMeeting:
    return plan_meeting(
        actor=users[Role.IMPROVEMENT_OFFICER],
        school=school,
        meeting_date=day,
        purpose="What is entered in the register of concern, and attendance.",
    )


def _escalate(users: dict[str, User], school: School, step: str, triggers: list[str]) -> None:
    """A meeting that was held today, of which the second governor missed, takes a step."""
    meeting = _plan(users, school, services.today())
    marks = {
        row.attendee: AttendanceMark("absent", "A hospital visit.")
        if row.attendee == "governor"
        else AttendanceMark("present")
        for row in meeting.attendance.all()
    }
    meeting = record_meeting(
        actor=users[Role.IMPROVEMENT_OFFICER],
        meeting=meeting,
        expected_version=meeting.version,
        marks=marks,
        summary=SUMMARY,
    )
    row = standing(school)
    if row.machine is None or row.state is None or row.state.entered_on > meeting.meeting_date:
        return
    head = users[Role.HEAD_OF_SERVICE]
    decide_step(
        actor=head,
        meeting=meeting,
        step=step,
        triggers=triggers,
        evidence="Absence of governors from two meetings, and attendance below last year’s.",
    )
    record_done(
        actor=head,
        school=school,
        kind="inform",
        item="head",
        done_on=services.today(),
        how="In the meeting.",
    )


def _powers(users: dict[str, User], school: School) -> None:
    """One considered, one drafted, one served, and one that was complied with."""
    head = users[Role.HEAD_OF_SERVICE]
    consider_power(
        actor=head,
        school=school,
        power="interim-board",
        used_on=None,
        reason="Governors agreed to a review of governance; looked at again in spring.",
    )
    today = services.today()
    ends_on = working_day_after(school.area, today, PERIOD_WORKING_DAYS)
    if ends_on is None:
        return
    rows = [
        draft_warning(
            actor=head,
            school=school,
            intended_on=today,
            ground="management",
            matters="Two governors’ meetings had no quorum.",
            required_action="Fill two vacancies.\nHold two meetings with a quorum.",
            compliance_ends_on=ends_on,
            powers_minded=["additional-governors"],
            reason="Two review meetings brought nothing.",
        )
        for _ in range(3)
    ]
    notices = [
        record_service(actor=head, row=row, expected_version=row.version, used_on=today)
        for row in rows[1:]
    ]
    record_outcome(
        actor=head,
        row=notices[1],
        expected_version=notices[1].version,
        ended_on=today,
        outcome="yes",
        outcome_text="Both vacancies are filled.",
    )
