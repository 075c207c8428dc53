"""Pages of a meeting: its agenda, who came, opening and closing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.agenda.queries import items
from stocktake_web.boards.agenda.suggestions import suggest_items
from stocktake_web.boards.agreed_actions.queries import carried_actions
from stocktake_web.boards.bodies.queries import body, seats_on
from stocktake_web.boards.meetings import actions
from stocktake_web.boards.meetings.early import early_notes, is_early
from stocktake_web.boards.meetings.forms import (
    AttendanceForm,
    EarlyForm,
    MeetingChangeForm,
    MeetingForm,
)
from stocktake_web.boards.meetings.models import Meeting, State
from stocktake_web.boards.meetings.queries import meeting, meeting_quorum, unapproved_before
from stocktake_web.boards.meetings.states import BEFORE_CLOSING, lock_meeting
from stocktake_web.boards.minutes.queries import find_minutes
from stocktake_web.boards.openness import EXEMPT, readable
from stocktake_web.boards.publications.queries import find_publication
from stocktake_web.boards.recusals.queries import flag_counts, withdrawn_items
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaDetailView,
    AreaUpdateView,
)


@dataclass(frozen=True)
class ItemRow:
    """One item of an agenda as a reader may see it.

    Parameters
    ----------
    is_hidden : bool
        The item is exempt and the reader may not read it: it keeps its number and shows no more.
    withdrew : bool
        The reader stepped out of it, and opens neither it nor its papers.
    """

    number: int
    item: AgendaItem
    is_hidden: bool
    flag_count: int
    withdrew: bool


class MeetingDetailView(AreaDetailView):
    """The agenda, with what each reader may see of it."""

    permission = "boards.read"
    find = staticmethod(meeting)
    template_name = "boards/meetings/meeting.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The items, and what of the meeting can be done next."""
        area, meeting, user = self.area, self.object, self.request.user
        exempt = has_permission(user, area, "boards.read_exempt", meeting)
        runs = has_permission(user, area, "boards.run", meeting)
        suggests = runs and meeting.state in BEFORE_CLOSING
        return super().get_context_data(**kwargs) | {
            "rows": self.item_rows(exempt, runs),
            "quorum": meeting_quorum(area, meeting),
            "has_attendance": meeting.attendance.exists(),
            "carried": readable(carried_actions(area, meeting), exempt),
            "to_approve": list(unapproved_before(area, meeting)),
            "minutes": find_minutes(area, meeting),
            "publication": find_publication(area, meeting),
            "suggestions": suggest_items(area, meeting, services.now()) if suggests else (),
            "runs": runs,
            "today": services.today(),
            "is_early": is_early(meeting),
            "early_notes": early_notes(meeting),
        }

    def item_rows(self, exempt: bool, runs: bool) -> list[ItemRow]:
        """The items as the reader may see them."""
        agenda = items(self.area, self.object)
        flags = flag_counts(self.area, self.object, agenda)
        withdrawn = set() if runs else withdrawn_items(self.area, account_of(self.request))
        return [
            ItemRow(
                number,
                item,
                is_hidden=item.openness == EXEMPT and not exempt,
                flag_count=flags.get(item.pk, 0),
                withdrew=item.pk in withdrawn,
            )
            for number, item in enumerate(agenda, 1)
        ]


class MeetingPlanView(AreaCreateView):
    """Plan a meeting of a body."""

    permission = "boards.run"
    find = staticmethod(body)
    model = Meeting
    form_class = MeetingForm
    template_name = "boards/meetings/plan.html"
    success_message = "The meeting is planned. Its agenda begins with the minutes and the actions."

    def new_row(self) -> Meeting:
        """A meeting of the body."""
        return Meeting(area=self.area, body=self.record)

    def perform(self, form: MeetingForm) -> Meeting:  # type: ignore[override]
        """Plan it, with the standing items."""
        return actions.plan_meeting(
            actor=account_of(self.request),
            body=self.record,
            values=form.values(),
            is_past_meant=form.means_past,
        )

    def get_success_url(self) -> str:
        """The meeting."""
        return self.reverse_area("boards:meeting", meeting=self.object.pk)

    @property
    def back_url(self) -> str:
        """The body."""
        return self.reverse_area("boards:body", body=self.record.key)


class _OfMeeting:
    """Leads back to the meeting."""

    def get_success_url(self) -> str:
        """The meeting."""
        return self.reverse_area("boards:meeting", meeting=self.record.pk)  # type: ignore[attr-defined,no-any-return]


class MeetingUpdateView(_OfMeeting, AreaUpdateView):
    """Move a planned meeting, or change its quorum."""

    permission = "boards.run"
    find = staticmethod(meeting)
    model = Meeting
    form_class = MeetingChangeForm
    template_name = "boards/meetings/change.html"
    success_message = "The change was saved."

    def get_object(self, queryset: Any = None) -> Meeting:
        """The meeting, if it has not begun."""
        if self.request.method == "POST":
            lock_meeting(self.record.pk, State.PLANNED, to="change when and where it is held")
        row: Meeting = super().get_object(queryset)
        return row

    def perform(self, form: MeetingChangeForm) -> Meeting:  # type: ignore[override]
        """Change it."""
        return actions.change_meeting(
            actor=account_of(self.request),
            meeting=self.record,
            values=form.values(),
            expected_version=form.expected_version or 0,
            is_past_meant=form.means_past,
        )


class AttendanceView(_OfMeeting, AreaActionView):
    """Record who came, and consent to absence."""

    permission = "boards.run"
    find = staticmethod(meeting)
    form_class = AttendanceForm
    template_name = "boards/meetings/attendance.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The seats in term on the day, and what is recorded of them."""
        meeting = self.record
        return super().get_form_kwargs() | {
            "seats": seats_on(self.area, meeting.body, meeting.meeting_date),
            "attendance": {record.seat_id: record for record in meeting.attendance.all()},
            "initial": {"version": meeting.version},
        }

    def perform(self, form: AttendanceForm) -> None:
        """Record it."""
        actions.record_attendance(
            actor=account_of(self.request),
            meeting=self.record,
            marks=form.marks(),
            expected_version=form.cleaned_data["version"],
        )

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """The quorum as it is now."""
        quorum = meeting_quorum(self.area, meeting(self.area, self.record.pk))
        return f"Attendance is recorded. {quorum.sentence}"


class _EarlyView(_OfMeeting, AreaActionView):
    """Asks for a reason where the meeting's day is still to come."""

    permission = "boards.run"
    find = staticmethod(meeting)
    form_class = EarlyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The meeting, and its version."""
        initial = {"version": self.record.version, "reason": self.record.early_opening_reason}
        return super().get_form_kwargs() | {"meeting": self.record, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a reason is needed."""
        context = {"is_early": is_early(self.record), "today": services.today()}
        return super().get_context_data(**kwargs) | context

    @property
    def back_url(self) -> str:
        """The meeting."""
        return _OfMeeting.get_success_url(self)


class MeetingOpenView(_EarlyView):
    """Open the meeting."""

    template_name = "boards/meetings/open.html"
    success_message = "The meeting is open. Record who is here."

    def perform(self, form: EarlyForm) -> None:
        """Open it."""
        actions.open_meeting(
            actor=account_of(self.request),
            meeting=self.record,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data.get("reason", ""),
        )

    def get_success_url(self) -> str:
        """Who came."""
        return self.reverse_area("boards:attendance", meeting=self.record.pk)


class MeetingCloseView(_EarlyView):
    """Close the meeting and draft its minutes."""

    template_name = "boards/meetings/close.html"
    success_message = "The meeting is closed. Its minutes are drafted from what was recorded."
    warns = True

    def perform(self, form: EarlyForm) -> None:
        """Close it."""
        actions.close_meeting(
            actor=account_of(self.request),
            meeting=self.record,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data.get("reason", ""),
        )

    def get_success_url(self) -> str:
        """The draft minutes."""
        return self.reverse_area("boards:minutes", meeting=self.record.pk)
