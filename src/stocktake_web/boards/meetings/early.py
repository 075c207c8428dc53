"""What is done with a meeting before its day needs a stated reason."""

from __future__ import annotations

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.formats import day


def is_early(meeting: Meeting) -> bool:
    """Whether the meeting's day is still to come."""
    return services.today() < meeting.meeting_date


def early_reason(meeting: Meeting, reason: str, *, to: str) -> str:
    """The reason that is recorded: the stated one before the meeting's day, none from then on.

    Parameters
    ----------
    to : str
        What is being done, after "To".

    Raises
    ------
    UsageError
        The day is still to come, and no reason is stated.
    """
    if not is_early(meeting):
        return ""
    if not reason.strip():
        raise UsageError(
            f"To {to} before its day, {day(meeting.meeting_date)}, say why: "
            f"today is {day(services.today())}."
        )
    return reason.strip()


def early_notes(meeting: Meeting) -> tuple[str, ...]:
    """What the minutes say of a meeting that was opened or closed before its day."""
    return tuple(
        f"The meeting was {verb} on {day(moment)}, before its day, {day(meeting.meeting_date)}. "
        f"Reason: {reason}"
        for verb, moment, reason in (
            ("opened", meeting.opened_at, meeting.early_opening_reason),
            ("closed", meeting.closed_at, meeting.early_closing_reason),
        )
        if reason
    )
