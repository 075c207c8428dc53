"""The boards' parts of the dashboard."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.dashboard.panels import Panel, Reader
from stocktake_web.accounts.models import Role
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.bodies.queries import with_action_counts
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.meetings.queries import next_meetings
from stocktake_web.boards.questions.queries import askable_bodies, asked_questions
from stocktake_web.formats import LONDON

MOST_BODIES = 4


@dataclass(frozen=True)
class BodyLine:
    """A body with its next meeting, as a person may see it.

    Parameters
    ----------
    may_read : bool
        Whether the person reads its agendas and packs.
    """

    body: Body
    meeting: Meeting | None
    may_read: bool


def panels(reader: Reader) -> list[Panel]:
    """The next meetings; for young people what they asked and what became of it."""
    user, area = reader.user, reader.area
    if not has_permission(user, area, "boards.see"):
        return []
    meetings = next_meetings(area)
    today = reader.moment.astimezone(LONDON).date()
    lines = [
        BodyLine(body, meetings.get(body.pk), has_permission(user, area, "boards.read", body))
        for body in with_action_counts(area, today)
    ]
    lines.sort(key=_soonest_of_own)
    parts = [
        Panel(
            "boards/next_meetings.html",
            {
                "lines": [line for line in lines if line.meeting][:MOST_BODIES],
                "without_meeting": [line.body for line in lines if not line.meeting],
            },
            order=20,
            is_aside=True,
        )
    ]
    if Role.YOUTH_MEMBER in reader.roles:
        own_bodies = askable_bodies(area, user)
        values = {"bodies": own_bodies, "questions": asked_questions(area, own_bodies)}
        parts.append(Panel("boards/questions/panel.html", values, order=10))
    return parts


def _soonest_of_own(line: BodyLine) -> tuple[bool, bool, str, str]:
    meeting_date = line.meeting.meeting_date.isoformat() if line.meeting else ""
    return not line.may_read, line.meeting is None, meeting_date, line.body.name
