"""What of the boards waits for a person."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import may
from stocktake_web.boards import queries
from stocktake_web.boards.register import standing
from stocktake_web.desk import Need
from stocktake_web.formats import LONDON, counted, day


def needs(user: User, area: Area, now: datetime) -> list[Need]:
    """Own actions, own entries in the register, and for the secretary what meetings ask."""
    today = now.astimezone(LONDON).date()
    found = [
        Need(
            f"Action: {action}",
            _to("action", area, action=action.pk),
            f"{action.body.name} agreed it on {day(action.item.meeting.held_on)}.",
            action.due,
            action.due < today,
        )
        for action in queries.open_actions_of(area, user)
    ]
    seats = queries.seats_of(area, user, today)
    lines = queries.register(area, seats)
    for seat in seats:
        where = standing(lines[seat.pk], today)
        if where.state != "current":
            why = f"{where.words}: {seat.body.name} keeps a register, renewed every year."
            late = where.state == "overdue"
            words = f"Declare your interests to {seat.body.name}"
            address = _to("register", area, body=seat.body.key)
            found.append(Need(words, address, why, where.until, late))
    if may(user, area, "boards.run"):
        found += [
            Need(
                f"Approve or correct the minutes of {meeting.body.name}, {day(meeting.held_on)}",
                _to("minutes", area, meeting=meeting.pk),
                "They are a draft until the next meeting approves them.",
            )
            for meeting in queries.in_draft(area)
        ]
        late_count = queries.late_count(area, today)
        if late_count:
            words = f"Chase {counted(late_count, 'late action')}"
            found.append(Need(words, _to("home", area), "Past the day and not done."))
    return found


def _to(name: str, area: Area, **parts: object) -> str:
    return reverse(f"boards:{name}", kwargs={"area": area.slug, **parts})
