"""Reads which schools were offered a meeting this term, and which had one."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.school_years import term_of


@dataclass(frozen=True)
class MeetingLine:
    """A school with its meeting of the term; None where none was offered."""

    school: School
    meeting: AttendanceMeeting | None


def term_lines(area: Area) -> list[MeetingLine]:
    """Every open school in the term of today: not offered first, then not held; two queries."""
    today = services.today()
    rows = AttendanceMeeting.objects.filter(
        area=area, academic_year=academic_year_of(today), term=term_of(today)
    )
    meetings = {row.school_urn: row for row in rows.select_related("school")}
    lines = [MeetingLine(school, meetings.get(school.urn)) for school in open_schools(area)]
    return sorted(lines, key=_not_offered_first)


def _not_offered_first(line: MeetingLine) -> tuple[bool, bool, str]:
    meeting = line.meeting
    return meeting is not None, bool(meeting and meeting.meeting_date), line.school.name
