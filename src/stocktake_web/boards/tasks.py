"""What of the boards waits for a person."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.boards.agenda.models import Paper
from stocktake_web.boards.agreed_actions.queries import open_actions_of
from stocktake_web.boards.bodies.queries import seats_of, with_action_counts
from stocktake_web.boards.comments.queries import AgendaComment, on_agenda
from stocktake_web.boards.interests.queries import register
from stocktake_web.boards.interests.register import standing
from stocktake_web.boards.meetings.queries import in_draft
from stocktake_web.formats import LONDON, counted, day
from stocktake_web.plans.comments.queries import answered_lately, open_comments


def tasks(user: User, area: Area, moment: datetime) -> list[Task]:
    """Own actions, own entries in the register, and for the secretary what meetings ask."""
    today = moment.astimezone(LONDON).date()
    rows = [
        Task(
            f"Action: {action}",
            _to("action", area, action=action.pk),
            f"{action.body.name} agreed it, and it is yours.",
            action.due,
            action.due < today,
        )
        for action in open_actions_of(area, user)
    ]
    seats = seats_of(area, user, today)
    lines = register(area, seats)
    for seat in seats:
        state = standing(lines[seat.pk], today)
        if state.state != "current":
            reason = f"{state.label}: {seat.body.name} keeps a register, renewed every year."
            is_late = state.state == "overdue"
            title = f"Declare your interests to {seat.body.name}"
            address = _to("register", area, body=seat.body.key)
            rows.append(Task(title, address, reason, state.until, is_late))
    if has_permission(user, area, "boards.run"):
        rows += [
            Task(
                f"Approve or correct the minutes of {meeting}",
                _to("minutes", area, meeting=meeting.pk),
                "They are a draft until the next meeting approves them.",
            )
            for meeting in in_draft(area)
        ]
        rows += [
            Task(
                f"Chase {counted(body.late_count, 'late action')} of {body.name}",
                _to("body", area, body=body.key),
                "Past the day and not done.",
            )
            for body in with_action_counts(area, today).filter(late_count__gt=0)
        ]
    return rows + _comments(user, area, moment)


def _comments(user: User, area: Area, moment: datetime) -> list[Task]:
    """For who answers, what waits for an answer; for who commented, what was answered."""
    rows = []
    if has_permission(user, area, "boards.answer_comment"):
        rows += [
            Task(
                f"Answer a comment on: {row.about}",
                _to("answer_comment", area, comment=row.comment.pk),
                f"{row.comment.by.display_name} made it on {day(row.comment.at)}.",
                row.item.meeting.meeting_date,
            )
            for row in on_agenda(area, open_comments(area))
            if _may_read(user, area, row)
        ]
    rows += [
        Task(
            f"Read the answer to your comment on: {row.about}",
            _comments_url(area, row),
            f"It was answered on {day(row.comment.answered_at)}.",
        )
        for row in on_agenda(area, answered_lately(area, user, moment))
        if _may_read(user, area, row)
    ]
    return rows


def _may_read(user: User, area: Area, row: AgendaComment) -> bool:
    """Whether a person may read what a comment is about."""
    return has_permission(user, area, "boards.comment", row)


def _to(name: str, area: Area, **parts: object) -> str:
    return reverse(f"boards:{name}", kwargs={"area": area.slug, **parts})


def _comments_url(area: Area, row: AgendaComment) -> str:
    if isinstance(row.about, Paper):
        return _to("paper_comments", area, paper=row.about.pk)
    return _to("item_comments", area, item=row.about.pk)
