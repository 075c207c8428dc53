"""Writes what happens in a meeting: attendance, notes, who steps out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.actions.steps import locked_for_item, locked_meeting
from stocktake_web.boards.models import (
    AgendaItem,
    Attendance,
    Interest,
    Meeting,
    Seat,
    State,
    Withdrawal,
)
from stocktake_web.conflicts import locked


@dataclass(frozen=True)
class Marked:
    """One seat's attendance: ``present``, ``apologies`` or ``absent``; consent None if unsaid."""

    presence: str
    consent: bool | None = None


@transaction.atomic
def record_attendance(
    *,
    area: Area,
    actor: User | None,
    meeting: Meeting,
    marks: Mapping[int, Marked],
    expected_version: int,
) -> Meeting:
    """Record who came, who sent apologies, and whether an absence was consented to.

    Parameters
    ----------
    marks : mapping
        By the seat's id.

    Raises
    ------
    Conflict
        Somebody else changed the meeting since.
    UsageError
        The meeting is not open.
    """
    row = locked(Meeting, meeting.pk, expected_version=expected_version, changes={})
    locked_meeting(meeting, State.OPEN, to="record attendance")
    held = {each.seat_id: each for each in Attendance.objects.filter(meeting=row)}
    for seat_id, mark in marks.items():
        line = held.get(seat_id) or Attendance(area=area, meeting=row, seat_id=seat_id)
        line.presence = mark.presence
        line.consent = None if mark.presence == "present" else mark.consent
        line.save()
    row.save()
    values = {str(seat): [mark.presence, mark.consent] for seat, mark in marks.items()}
    record(area=area, actor=actor, verb="record attendance", obj=row, values={"seats": values})
    return row


@transaction.atomic
def write_note(
    *, area: Area, actor: User | None, item: AgendaItem, note: str, expected_version: int
) -> AgendaItem:
    """Write down what was said of an item.

    Raises
    ------
    Conflict
        Somebody else wrote since; both notes are shown.
    UsageError
        The meeting is not open.
    """
    locked_for_item(item, State.OPEN, to="write notes")
    changes = {"note": note}
    row = locked(AgendaItem, item.pk, expected_version=expected_version, changes=changes)
    row.note = note
    row.save()
    record(area=area, actor=actor, verb="note", obj=row, values=changes)
    return row


@transaction.atomic
def record_withdrawal(
    *,
    area: Area,
    actor: User | None,
    item: AgendaItem,
    seat: Seat,
    reason: str,
    interest: Interest | None = None,
) -> Withdrawal:
    """Record that somebody stepped out of an item; the item's quorum leaves them out.

    Raises
    ------
    UsageError
        The meeting is not open, or the seat's holder withdrew already.
    """
    locked_for_item(item, State.OPEN, to="record a withdrawal")
    if Withdrawal.objects.filter(item=item, seat=seat).exists():
        raise gateway.UsageError("That withdrawal is already recorded.")
    withdrawal = Withdrawal(
        area=area, item=item, seat=seat, interest=interest, reason=reason, at=gateway.now()
    )
    withdrawal.save()
    record(
        area=area,
        actor=actor,
        verb="withdraw from item",
        obj=item,
        values={"seat": seat.pk, "interest": interest.pk if interest else None},
        reason=reason,
    )
    return withdrawal
