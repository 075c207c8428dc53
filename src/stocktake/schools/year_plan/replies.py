"""Replies and termly meetings: silence is no reply, and an offer that was not taken up is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.schools.year_plan.definition import ReplyDeadline
from stocktake.schools.year_plan.events import YearEvent
from stocktake.standards.school_days import SchoolTerms, add_school_days
from stocktake.standards.working_days import BankHolidays, add_working_days

ReplyStatus = Literal["waiting", "no_reply", "accurate", "inaccurate"]
MeetingStatus = Literal["held", "offered", "not_offered", "to_come"]


@dataclass(frozen=True)
class ReplyState:
    """Whether a draft was answered in time.

    Parameters
    ----------
    status : str
        ``no_reply`` once the time is over without an answer: it never reads as agreement.
    due_on : date
        The last day that is in time.
    is_late : bool
        True for an answer after that day.
    """

    status: ReplyStatus
    due_on: date
    is_late: bool


@dataclass(frozen=True)
class TermMeeting:
    """One term's meeting with one school."""

    event: YearEvent
    offer_date: date | None
    meeting_date: date | None
    status: MeetingStatus


def deadline_day(
    deadline: ReplyDeadline, start: date, holidays: BankHolidays, terms: SchoolTerms | None = None
) -> date:
    """The last day of a deadline that starts on a day.

    Raises
    ------
    CalendarError
        Where bank holidays or, for school days, term dates are not held that far.
    """
    if deadline.unit == "school_days":
        return add_school_days(start, deadline.days, terms, holidays)
    return add_working_days(start, deadline.days, holidays)


def reply_state(
    due_on: date,
    on: date,
    *,
    replied_on: date | None = None,
    is_accurate: bool | None = None,
) -> ReplyState:
    """The state of a draft on a day: waiting, no reply, accurate or inaccurate.

    Parameters
    ----------
    due_on : date
        ``deadline_day`` of the day on which the draft was sent.
    is_accurate : bool, optional
        What the head answered; None where there is no answer.
    """
    if replied_on is not None and replied_on <= on and is_accurate is not None:
        status: ReplyStatus = "accurate" if is_accurate else "inaccurate"
        return ReplyState(status, due_on, replied_on > due_on)
    return ReplyState("waiting" if on <= due_on else "no_reply", due_on, is_late=False)


def term_meetings(
    events: Sequence[YearEvent],
    event_id: str,
    on: date,
    *,
    offer_dates: Iterable[date],
    meeting_dates: Iterable[date],
) -> list[TermMeeting]:
    """Whether a meeting was offered and held in each term, for one school.

    Parameters
    ----------
    event_id : str
        An event of each term, such as ``attendance-targeting``.
    offer_dates, meeting_dates : iterable of date
        Days on which it was offered to the school, and held; days after ``on`` do not count. An
        offer counts in the term in which it was made.
    """
    earlier_offers = sorted(day for day in offer_dates if day <= on)
    earlier_meetings = sorted(day for day in meeting_dates if day <= on)
    meetings = []
    for row in events:
        if row.event.id != event_id or row.first_day is None or row.last_day is None:
            continue
        first_day, last_day = row.first_day, row.last_day
        offer_date = next((day for day in earlier_offers if first_day <= day <= last_day), None)
        meeting_date = next((day for day in earlier_meetings if first_day <= day <= last_day), None)
        status: MeetingStatus = "not_offered" if on >= first_day else "to_come"
        if meeting_date is not None:
            status = "held"
        elif offer_date is not None:
            status = "offered"
        meetings.append(TermMeeting(row, offer_date, meeting_date, status))
    return meetings
