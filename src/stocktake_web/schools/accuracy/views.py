"""Pages of the head's check."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaUpdateView
from stocktake_web.schools.accuracy.actions import answer_point, record_silence, reply_to_record
from stocktake_web.schools.accuracy.forms import AnswerForm, ReplyForm, SilenceForm
from stocktake_web.schools.accuracy.models import AccuracyPoint
from stocktake_web.schools.accuracy.queries import find_point
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.visits.models import SECTIONS
from stocktake_web.schools.visits.queries import visit


class _RecordActionView(AreaActionView):
    """An action on a record, whose page shows what came of it."""

    find = staticmethod(visit)
    success_view = "schools:visit"

    def success_parts(self) -> dict[str, Any]:
        """The record."""
        return {"pk": self.record.pk}

    def get_initial(self) -> dict[str, Any]:
        """The version that the page shows."""
        return {"version": self.record.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record."""
        return super().get_context_data(**kwargs) | {"visit": self.record}


class ReplyView(_RecordActionView):
    """Say whether the facts are right."""

    permission = "schools.reply_to_visit"
    form_class = ReplyForm
    template_name = "schools/accuracy/reply.html"
    success_message = "Your reply was kept, and the officer sees it."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the reply is about, and whether the school is only invited to it."""
        row = self.record
        return super().get_context_data(**kwargs) | {
            "sections": [(heading, getattr(row, name)) for name, heading in SECTIONS.items()],
            "actions": list(row.actions.exclude(result="withdrawn")),
            "is_late": bool(row.reply_due and row.reply_due < services.today()),
            "footing": footing(row.school),
        }

    def perform(self, form: ReplyForm) -> None:
        """Keep it."""
        reply_to_record(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area, self.record),
            visit=self.record,
            reasons=form.reasons,
            expected_version=form.cleaned_data["version"],
        )


class SilenceView(_RecordActionView):
    """Note that no reply came."""

    permission = "schools.change_visit"
    form_class = SilenceForm
    template_name = "schools/accuracy/silence.html"
    success_message = "It reads “no reply”. That is no agreement."

    def perform(self, form: SilenceForm) -> None:
        """Note it."""
        record_silence(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area, self.record),
            visit=self.record,
            expected_version=form.cleaned_data["version"],
        )


class AnswerView(AreaUpdateView):
    """Say what became of a disputed point."""

    permission = "schools.change_visit"
    find = staticmethod(find_point)
    model = AccuracyPoint
    form_class = AnswerForm
    template_name = "schools/accuracy/answer.html"
    success_view = "schools:visit"
    success_message = "Your answer was kept, and the head reads it."

    def success_parts(self) -> dict[str, Any]:
        """The record."""
        return {"pk": self.record.visit_id}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The point."""
        return super().get_context_data(**kwargs) | {"point": self.record}

    def perform(self, form: AreaModelForm) -> AccuracyPoint:
        """Answer it."""
        return answer_point(
            actor=account_of(self.request),
            point=self.object,
            decision=form.cleaned_data["decision"],
            reason=form.cleaned_data["decision_reason"],
            expected_version=form.cleaned_data["version"],
        )
