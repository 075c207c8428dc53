"""What of escalation and review meetings waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.formats import counted
from stocktake_web.schools.concern_entries.queries import entries_that_may_count
from stocktake_web.schools.concern_entries.rules import prompt_of
from stocktake_web.schools.escalation.queries import standings
from stocktake_web.schools.review_meetings.models import MeetingState
from stocktake_web.schools.review_meetings.queries import last_meeting_days, meetings


def escalation_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """For officers what is late and which meetings to call; for a school's people its meetings."""
    today = services.today()
    if has_permission(user, area, "schools.hold_review_meeting"):
        all_schools = list(open_schools(area))
        yield from _prompts(area, all_schools)
        yield from _late(area, all_schools)
        planned = meetings(area).filter(state=MeetingState.PLANNED, meeting_date__lte=today)
        for row in planned:
            yield Task(
                f"Record the review meeting about {row.school.name}",
                _address("hold-review-meeting", area, pk=row.pk),
                "Who came, why who did not, and what was decided.",
                row.meeting_date,
                row.meeting_date < today,
            )
    if schools:
        coming = meetings(area).filter(
            rows_about(schools), state=MeetingState.PLANNED, meeting_date__gte=today
        )
        for row in coming:
            if has_permission(user, area, "schools.see_review_meeting", row):
                yield Task(
                    f"Review meeting about {row.school.name}",
                    _address("review-meeting", area, pk=row.pk),
                    "",
                    row.meeting_date,
                )


def _prompts(area: Area, schools: list[School]) -> Iterator[Task]:
    entries = entries_that_may_count(area)
    meeting_days = last_meeting_days(area)
    for school in schools:
        if school.urn not in entries:
            continue
        last_day = meeting_days.get(school.urn)
        prompt = prompt_of(area, entries[school.urn], services.today(), last_day)
        if prompt.is_prompted:
            yield Task(
                f"Call a review meeting about {school.name}",
                _address("plan-review-meeting", area, urn=school.urn),
                f"{len(prompt.live_entries)} events are live in the register of concern. The "
                "meeting decides, never the count.",
            )


def _late(area: Area, schools: list[School]) -> Iterator[Task]:
    for row in standings(area, schools):
        for item in row.overdue:
            words = f"Tell {item.title} of the stage" if item.kind == "inform" else item.title
            yield Task(
                f"{words}: {row.school.name}",
                _address("school-escalation", area, urn=row.school.urn),
                f"Stage: {row.title}. Late by {counted(item.working_days_late, 'working day')}.",
                item.due_on,
                late=True,
            )


def _address(name: str, area: Area, **parts: Any) -> str:
    return reverse(f"schools:{name}", kwargs={"area": area.slug, **parts})
