"""Steps of a record: sent, taken back, approved, discarded, added to."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaUpdateView
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.visits.actions import (
    add_addendum,
    approve_visit,
    discard_visit,
    send_to_head,
    take_back,
)
from stocktake_web.schools.visits.forms import AddendumForm, SendForm, StepForm, TakeBackForm
from stocktake_web.schools.visits.models import Visit, VisitAddendum
from stocktake_web.schools.visits.queries import visit
from stocktake_web.schools.visits.rules import EarliestDue, accuracy_rule, earliest_due


class _StepView(AreaUpdateView):
    """A step of a record: its own page shows what came of it."""

    permission = "schools.change_visit"
    find = staticmethod(visit)
    model = Visit
    form_class: Any = StepForm
    success_view = "schools:visit"

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record."""
        return super().get_context_data(**kwargs) | {"visit": self.record}


class SendView(_StepView):
    """Send one's draft to the head."""

    form_class = SendForm
    template_name = "schools/visits/send.html"
    success_message = "It was sent. The head and the governors read it here."

    def get_initial(self) -> dict[str, Any]:
        """The first day that leaves the head the time."""
        return {"reply_due": self.first.day}

    @cached_property
    def first(self) -> EarliestDue:
        """The first day by which a reply may be due."""
        return earliest_due(self.record.school, services.today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule of the day."""
        return super().get_context_data(**kwargs) | {"rule": accuracy_rule(), "first": self.first}

    def perform(self, form: AreaModelForm) -> Visit:
        """Send it."""
        return send_to_head(
            actor=account_of(self.request),
            visit=visit(self.area, self.record.pk),
            due=form.cleaned_data["reply_due"],
            expected_version=form.cleaned_data["version"],
        )


class TakeBackView(_StepView):
    """Make a draft of it again."""

    form_class = TakeBackForm
    template_name = "schools/visits/take_back.html"
    success_message = "It is a draft again. The school no longer sees it."

    def perform(self, form: AreaModelForm) -> Visit:
        """Take it back."""
        return take_back(
            actor=account_of(self.request),
            visit=self.object,
            expected_version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        )


class ApproveView(_StepView):
    """Approve a record that somebody else wrote."""

    permission = "schools.approve_visit"
    template_name = "schools/visits/approve.html"
    success_message = "It is approved and locked."

    def perform(self, form: AreaModelForm) -> Visit:
        """Approve it."""
        return approve_visit(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            visit=self.object,
            expected_version=form.cleaned_data["version"],
        )


class DiscardView(_StepView):
    """Discard one's draft."""

    template_name = "schools/visits/discard.html"
    success_view = "schools:school-visits"
    success_message = "The draft was discarded."
    warns = True

    def success_parts(self) -> dict[str, Any]:
        """The school's visits."""
        return {"urn": self.record.school_urn}

    def perform(self, form: AreaModelForm) -> Visit:
        """Discard it."""
        return discard_visit(
            actor=account_of(self.request),
            visit=self.object,
            expected_version=form.cleaned_data["version"],
        )


class AddendumCreateView(AreaCreateView):
    """Add to a locked record."""

    permission = "schools.add_to_visit"
    find = staticmethod(visit)
    model = VisitAddendum
    form_class = AddendumForm
    template_name = "schools/visits/addendum.html"
    success_view = "schools:visit"
    success_message = "It was added."

    def new_row(self) -> VisitAddendum:
        """An addendum to the record of the page."""
        return VisitAddendum(
            area=self.area, school=self.record.school, visit=self.record, at=services.now()
        )

    def perform(self, form: AreaModelForm) -> VisitAddendum:
        """Add it."""
        return add_addendum(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            visit=self.record,
            text=form.cleaned_data["text"],
        )

    def success_parts(self) -> dict[str, Any]:
        """The record."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record."""
        return super().get_context_data(**kwargs) | {"visit": self.record}
