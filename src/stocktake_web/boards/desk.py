"""What of the boards waits for a person."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.rights import may
from stocktake_web.boards import queries
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.register import standing
from stocktake_web.boards.views.comments import address as comments_address
from stocktake_web.desk import Need
from stocktake_web.formats import LONDON, counted, day
from stocktake_web.plans import queries as plans


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
    return found + _comments(user, area, now)


def _comments(user: User, area: Area, now: datetime) -> list[Need]:
    """For who answers what waits for it; for who commented what was answered."""
    found = []
    if may(user, area, "boards.answer_comment"):
        found += [
            Need(
                f"Answer a comment on: {on.about}",
                _to("answer_comment", area, comment=on.comment.pk),
                f"{on.comment.by.display_name} made it on {day(on.comment.at)}.",
                on.item.meeting.held_on,
            )
            for on in queries.on_agenda(area, plans.open_comments(area))
            if _seen(user, area, on)
        ]
    found += [
        Need(
            f"Read the answer to your comment on: {on.about}",
            comments_address(area, on.about),
            f"It was answered on {day(on.comment.answered_at)}.",
        )
        for on in queries.on_agenda(area, plans.answered_lately(area, user, now))
        if _seen(user, area, on)
    ]
    return found


def _seen(user: User, area: Area, on: queries.OnAgenda) -> bool:
    """Whether a person may read what a comment is about."""
    return may(user, area, "boards.comment", on) and (
        EXEMPT not in (on.item.openness, on.about.openness)
        or may(user, area, "boards.read_exempt", on)
    )


def _to(name: str, area: Area, **parts: object) -> str:
    return reverse(f"boards:{name}", kwargs={"area": area.slug, **parts})
