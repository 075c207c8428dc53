"""Refuses what a meeting's state does not allow."""

from __future__ import annotations

from stocktake_web import gateway
from stocktake_web.boards.models import AgendaItem, Meeting, State

BEFORE_CLOSING = (State.PLANNED, State.OPEN)


def require_state(meeting: Meeting, *allowed: State, to: str) -> None:
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
    if meeting.state not in allowed:
        wanted = " or ".join(State(each).label.lower() for each in allowed)
        raise gateway.UsageError(
            f"To {to}, the meeting must be {wanted}; it is {meeting.get_state_display().lower()}."
        )


def locked_meeting(meeting: Meeting, *allowed: State, to: str) -> Meeting:
    """The meeting, kept from changing until the transaction ends, if its state allows.

    Raises
    ------
    UsageError
        It does not.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_state(row, *allowed, to=to)
    return row


def locked_for_item(item: AgendaItem, *allowed: State, to: str) -> Meeting:
    """The meeting of an item, likewise."""
    return locked_meeting(item.meeting, *allowed, to=to)
