"""Reads review meetings, and governors' attendance over time by school."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import record_urn, rows_about
from stocktake_web.schools.review_meetings.models import (
    MeetingAttendance,
    MeetingState,
    Presence,
    ReviewMeeting,
)


@dataclass(frozen=True)
class GovernorAttendance:
    """How often governors came to the review meetings of a school.

    Parameters
    ----------
    by_year : tuple of (str, int, int)
        Academic year, places of governors that were taken, places.
    """

    school: School
    by_year: tuple[tuple[str, int, int], ...]

    @property
    def present_count(self) -> int:
        """Over all years."""
        return sum(present for _, present, _ in self.by_year)

    @property
    def place_count(self) -> int:
        """Over all years."""
        return sum(places for _, _, places in self.by_year)

    @property
    def percent(self) -> float:
        """Of the places that were taken."""
        return 100 * self.present_count / self.place_count if self.place_count else 0.0


def meetings(area: Area) -> QuerySet[ReviewMeeting]:
    """Every review meeting of an area, the latest first, with who came."""
    attendance = Prefetch("attendance", MeetingAttendance.objects.order_by("pk"))
    rows = ReviewMeeting.objects.filter(area=area).select_related("area", "school")
    return rows.prefetch_related(attendance)


def meetings_of(school: School) -> QuerySet[ReviewMeeting]:
    """The review meetings about a school, the latest first, without who came."""
    return ReviewMeeting.objects.filter(rows_about([school]), area=school.area)


def meeting(area: Area, pk: int) -> ReviewMeeting:
    """One meeting."""
    return meetings(area).get(pk=pk)


def last_meeting_days(area: Area) -> dict[str, date]:
    """The day of the last meeting, held or planned, by the school's number; one query."""
    rows = ReviewMeeting.objects.filter(area=area).exclude(state=MeetingState.CANCELLED)
    return dict(rows.order_by("meeting_date").values_list(record_urn(), "meeting_date"))


def meeting_days_of(area: Area) -> dict[str, list[date]]:
    """The days of the meetings that were held, by the school's number; one query."""
    rows = ReviewMeeting.objects.filter(area=area, state=MeetingState.HAPPENED)
    days: dict[str, list[date]] = defaultdict(list)
    for school, day in rows.values_list(record_urn(), "meeting_date"):
        days[school].append(day)
    return dict(days)


def governor_attendance(area: Area, school: School | None = None) -> list[GovernorAttendance]:
    """Governors' attendance by school and academic year, the lowest share first; two queries."""
    rows = MeetingAttendance.objects.filter(
        area=area, is_governor=True, meeting__state=MeetingState.HAPPENED
    )
    if school is not None:
        rows = rows.filter(meeting__in=ReviewMeeting.objects.filter(rows_about([school])))
    counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for urn, day, presence in rows.values_list(
        record_urn("meeting__school"), "meeting__meeting_date", "presence"
    ):
        count = counts[urn][academic_year_label(day)]
        count[0] += presence == Presence.PRESENT
        count[1] += 1
    schools = School.objects.filter(area=area, urn__in=counts)
    result = [
        GovernorAttendance(
            row,
            tuple(
                (year, present, total) for year, (present, total) in sorted(counts[row.urn].items())
            ),
        )
        for row in schools
    ]
    return sorted(result, key=lambda row: (row.percent, row.school.name))


def academic_year_label(day: date) -> str:
    """The academic year of a day.

    Examples
    --------
    >>> academic_year_label(date(2026, 8, 31)), academic_year_label(date(2026, 9, 1))
    ('2025/26', '2026/27')
    """
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"
