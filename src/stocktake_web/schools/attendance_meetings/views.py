"""Pages of attendance meetings."""

from __future__ import annotations

from typing import Any

from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.attendance_meetings.forms import MeetingForm
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.attendance_meetings.queries import term_lines
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.school_years import term_of
from stocktake_web.schools.subject import find_of_school


class MeetingListView(AreaPageView):
    """Every school in this term."""

    permission = "schools.see_all_support"
    template_name = "schools/attendance_meetings/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools, and how many were offered and had a meeting."""
        lines, today = term_lines(self.area), services.today()
        return super().get_context_data(**kwargs) | {
            "lines": lines,
            "offered_count": sum(line.meeting is not None for line in lines),
            "held_count": sum(bool(line.meeting and line.meeting.meeting_date) for line in lines),
            "term": term_of(today).label,
            "year": period_label(academic_year_of(today)),
        }


class MeetingCreateView(SchoolRowCreateView):
    """Record that a meeting was offered."""

    model = AttendanceMeeting
    form_class = MeetingForm
    template_name = "schools/attendance_meetings/form.html"
    success_message = "The meeting was recorded."

    def get_initial(self) -> dict[str, Any]:
        """The term of today."""
        today = services.today()
        return {"academic_year": academic_year_of(today), "term": term_of(today).value}


class MeetingUpdateView(SchoolRowUpdateView):
    """Record what came of a meeting."""

    find = staticmethod(find_of_school(AttendanceMeeting))
    model = AttendanceMeeting
    form_class = MeetingForm
    template_name = "schools/attendance_meetings/form.html"
    success_message = "The meeting was changed."
