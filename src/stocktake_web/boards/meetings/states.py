"""Refuses what a meeting's state does not allow, and locks the meeting where it does."""

from __future__ import annotations

from stocktake.standards import UsageError
from stocktake_web.boards.meetings.models import Meeting, State

BEFORE_CLOSING = (State.PLANNED, State.OPEN)


def require_state(meeting: Meeting, *states: State, to: str) -> None:
    """Refuse unless a meeting is in one of some states.

    Parameters
    ----------
    meeting : Meeting
        As it is now, locked.
    to : str
        What is being done, after "To".

    Raises
    ------
    UsageError
        Shown as a page.
    """
    if meeting.state not in states:
        labels = " or ".join(state.label.lower() for state in states)
        raise UsageError(
            f"To {to}, the meeting must be {labels}; it is {meeting.get_state_display().lower()}."
        )


def lock_meeting(meeting_id: int, *states: State, to: str) -> Meeting:
    """The meeting, kept from changing until the transaction ends, if its state allows.

    Raises
    ------
    UsageError
        It does not.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    require_state(meeting, *states, to=to)
    return meeting
