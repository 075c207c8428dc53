"""The page on which a young person puts a question to a board."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.agenda.actions import add_item
from stocktake_web.boards.agenda.models import AgendaItem, ItemKind
from stocktake_web.boards.bodies.queries import body
from stocktake_web.boards.meetings.queries import next_meeting
from stocktake_web.boards.questions.forms import QuestionForm
from stocktake_web.boards.questions.queries import SOURCE
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
        """Put it at the end of the agenda, as closed as any new item: the secretary may open it.

        Raises
        ------
        ValidationError
            No meeting is planned.
        """
        meeting = next_meeting(self.area, self.record)
        if meeting is None:
            raise ValidationError("No meeting is planned yet, so there is no agenda to put it on")
        return add_item(
            actor=account_of(self.request),
            meeting=meeting,
            values=form.values() | {"kind": ItemKind.OTHER, "source": SOURCE},
        )
