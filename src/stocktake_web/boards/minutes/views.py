"""Pages of minutes: the draft, approval, additions."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.boards.meetings.queries import in_session
from stocktake_web.boards.minutes import actions
from stocktake_web.boards.minutes.forms import AddendumForm, MinutesForm
from stocktake_web.boards.minutes.queries import minutes_of, record_of
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.publications.queries import find_publication
from stocktake_web.records.views import AreaActionView, AreaDetailView, AreaPostView


class MinutesDetailView(AreaDetailView):
    """The minutes, as far as the reader may see them."""

    permission = "boards.read"
    find = staticmethod(minutes_of)
    template_name = "boards/minutes/minutes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What was recorded, and what can be done next."""
        area, minutes, user = self.area, self.object, self.request.user
        record = record_of(area, minutes.meeting)
        exempt = has_permission(user, area, "boards.read_exempt", minutes)
        return super().get_context_data(**kwargs) | {
            "meeting": minutes.meeting,
            "record": record,
            "exempt": exempt,
            "addenda": [row for row in record.addenda if exempt or row.openness != EXEMPT],
            "in_session": in_session(area, minutes.meeting),
            "publication": find_publication(area, minutes.meeting),
            "runs": has_permission(user, area, "boards.run", minutes),
        }


class _OfMinutes:
    """Leads back to the minutes."""

    def get_success_url(self) -> str:
        """The minutes."""
        return self.reverse_area("boards:minutes", meeting=self.record.meeting_id)  # type: ignore[attr-defined,no-any-return]


class MinutesEditView(_OfMinutes, AreaActionView):
    """Edit the draft."""

    permission = "boards.run"
    find = staticmethod(minutes_of)
    form_class = MinutesForm
    template_name = "boards/minutes/edit.html"
    success_message = "The draft was saved."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The draft."""
        return super().get_form_kwargs() | {"minutes": self.record}

    def perform(self, form: MinutesForm) -> None:
        """Save it."""
        actions.edit_minutes(
            actor=account_of(self.request),
            minutes=self.record,
            opening=form.cleaned_data["opening"],
            entries=form.texts(),
            expected_version=form.cleaned_data["version"],
        )


class MinutesApproveView(_OfMinutes, AreaPostView):
    """Record that the meeting in session approved these minutes."""

    permission = "boards.run"
    find = staticmethod(minutes_of)
    success_message = "The minutes are approved and locked."

    def perform(self) -> None:
        """Approve them; where no later meeting is in session, the action refuses and says why."""
        meeting = self.record.meeting
        actions.approve_minutes(
            actor=account_of(self.request),
            minutes=self.record,
            approved_in=in_session(self.area, meeting) or meeting,
            expected_version=self.posted_version,
        )


class AddendumCreateView(_OfMinutes, AreaActionView):
    """Add to approved minutes."""

    permission = "boards.run"
    find = staticmethod(minutes_of)
    form_class = AddendumForm
    template_name = "boards/minutes/add.html"
    success_message = "The addition was recorded."

    def perform(self, form: AddendumForm) -> None:
        """Add it."""
        actions.add_addendum(
            actor=account_of(self.request), minutes=self.record, **form.cleaned_data
        )
