"""The page on which a young person puts a question to a board."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.queries import body
from stocktake_web.boards.meetings.queries import next_meeting
from stocktake_web.boards.questions.actions import ask_question
from stocktake_web.boards.questions.forms import QuestionForm
from stocktake_web.records.views import AreaCreateView


class QuestionCreateView(AreaCreateView):
    """Put a question to the next agenda of a body."""

    permission = "boards.ask"
    find = staticmethod(body)
    model = AgendaItem
    form_class = QuestionForm
    template_name = "boards/questions/ask.html"
    success_view = "dashboard:home"
    success_message = "Your question is on the agenda."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting to which it would go; None where none is planned."""
        meeting = next_meeting(self.area, self.record)
        return super().get_context_data(**kwargs) | {"meeting": meeting}

    def perform(self, form: QuestionForm) -> AgendaItem:  # type: ignore[override]
        """Put it there."""
        return ask_question(
            actor=account_of(self.request),
            body=self.record,
            title=form.cleaned_data["title"],
            description=form.cleaned_data["description"],
        )
