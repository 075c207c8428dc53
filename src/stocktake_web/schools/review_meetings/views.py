"""Pages of review meetings."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect

from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.escalation.queries import decisions_of_meeting
from stocktake_web.schools.review_meetings import actions
from stocktake_web.schools.review_meetings.forms import CancelForm, HoldForm, PlanForm
from stocktake_web.schools.review_meetings.queries import governor_attendance, meeting, meetings
from stocktake_web.schools.subject import find_school

PAGE_SIZE = 25


class MeetingListView(AreaPageView):
    """The review meetings of all schools, and governors' attendance by school."""

    permission = "schools.hold_review_meeting"
    template_name = "schools/review_meetings/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of meetings, the latest first."""
        page = Paginator(meetings(self.area), PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "attendance": governor_attendance(self.area),
        }


class MeetingPlanView(AreaActionView):
    """Plan a review meeting about a school."""

    permission = "schools.hold_review_meeting"
    find = staticmethod(find_school)
    form_class = PlanForm
    template_name = "schools/review_meetings/plan.html"
    success_view = "schools:record"
    success_message = "The meeting is planned."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and whether its people are invited."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "footing": footing(self.record),
        }

    def perform(self, form: PlanForm) -> HttpResponse:
        """Plan it, and go to it."""
        row = actions.plan_meeting(
            actor=account_of(self.request), school=self.record, **form.cleaned_data
        )
        return HttpResponseRedirect(self.reverse_area("schools:review-meeting", pk=row.pk))

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}


class MeetingView(AreaPageView):
    """A review meeting: who attends, who came, what was decided."""

    permission = "schools.see_review_meeting"
    find = staticmethod(meeting)
    template_name = "schools/review_meetings/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, and the steps that it decided."""
        return super().get_context_data(**kwargs) | {
            "meeting": self.record,
            "footing": footing(self.record.school),
            "decisions": decisions_of_meeting(self.record),
            "governors": governor_attendance(self.area, self.record.school),
        }


class _OfMeeting(AreaActionView):
    """A step of a meeting: its own page shows what came of it."""

    permission = "schools.hold_review_meeting"
    find = staticmethod(meeting)
    success_view = "schools:review-meeting"

    def success_parts(self) -> dict[str, Any]:
        """The meeting."""
        return {"pk": self.record.pk}

    def get_initial(self) -> dict[str, Any]:
        """The version that is seen."""
        return {"version": self.record.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting."""
        return super().get_context_data(**kwargs) | {"meeting": self.record}


class MeetingHoldView(_OfMeeting):
    """Record who came and what was decided."""

    form_class = HoldForm
    template_name = "schools/review_meetings/hold.html"
    success_message = "The meeting is recorded."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who attends."""
        attendance = list(self.record.attendance.all())
        return super().get_form_kwargs() | {"attendance": attendance}

    def perform(self, form: HoldForm) -> None:
        """Record it."""
        actions.record_meeting(
            actor=account_of(self.request),
            meeting=self.record,
            expected_version=form.cleaned_data["version"],
            marks=form.marks(),
            summary=form.cleaned_data["summary"],
        )


class MeetingCancelView(_OfMeeting):
    """Cancel a planned meeting."""

    form_class = CancelForm
    template_name = "schools/review_meetings/cancel.html"
    success_message = "The meeting is cancelled."
    warns = True

    def perform(self, form: CancelForm) -> None:
        """Cancel it."""
        actions.cancel_meeting(
            actor=account_of(self.request),
            meeting=self.record,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )
