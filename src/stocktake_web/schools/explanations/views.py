"""Pages of questions about predictions."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView
from stocktake_web.schools.explanations.forms import QuestionForm, ReplyForm
from stocktake_web.schools.explanations.models import ExplanationReply, ExplanationRequest
from stocktake_web.schools.explanations.queries import question
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school


class QuestionCreateView(AreaCreateView):
    """Ask a school to explain its predictions."""

    permission = "schools.collect"
    find = staticmethod(find_school)
    model = ExplanationRequest
    form_class = QuestionForm
    template_name = "schools/explanations/ask.html"
    verb = "ask"
    success_view = "schools:school-predictions"
    success_message = "The school was asked."

    def new_row(self) -> ExplanationRequest:
        """A question to the school of the page."""
        return ExplanationRequest(area=self.area, school=self.record)

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Who asks, and when."""
        return form.values() | {
            "by": account_of(self.request),
            "by_role": role_of(self.request.user, self.area, self.record),
            "at": services.now(),
        }

    def success_parts(self) -> dict[str, Any]:
        """The school's predictions."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}


class ReplyCreateView(AreaCreateView):
    """Reply for the school."""

    permission = "schools.explain"
    find = staticmethod(question)
    model = ExplanationReply
    form_class = ReplyForm
    template_name = "schools/explanations/reply.html"
    verb = "reply"
    success_view = "schools:school-predictions"
    success_message = "Your reply was kept."

    def new_row(self) -> ExplanationReply:
        """A reply to the question of the page."""
        return ExplanationReply(area=self.area, school=self.record.school, request=self.record)

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Who replies, and when."""
        return form.values() | {
            "by": account_of(self.request),
            "by_role": role_of(self.request.user, self.area, self.record),
            "at": services.now(),
        }

    def success_parts(self) -> dict[str, Any]:
        """The school's predictions."""
        return {"urn": self.record.school_urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question."""
        return super().get_context_data(**kwargs) | {"question": self.record}
