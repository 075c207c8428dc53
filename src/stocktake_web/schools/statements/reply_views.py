"""The page on which a school replies to a statement."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.statements.forms import ReplyForm
from stocktake_web.schools.statements.models import StatementReply
from stocktake_web.schools.statements.queries import statement


class StatementReplyView(AreaCreateView):
    """Reply for the school."""

    permission = "schools.answer_statement"
    find = staticmethod(statement)
    model = StatementReply
    form_class = ReplyForm
    template_name = "schools/statements/reply.html"
    verb = "reply"
    success_view = "schools:statement"
    success_message = "Your reply was kept."

    def new_row(self) -> StatementReply:
        """A reply to the statement of the page."""
        return StatementReply(area=self.area, school=self.record.school, statement=self.record)

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """Who replies, and when."""
        return form.values() | {
            "by": account_of(self.request),
            "by_role": role_of(self.request.user, self.area, self.record),
            "at": services.now(),
        }

    def success_parts(self) -> dict[str, Any]:
        """The statement."""
        return {"pk": self.record.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The statement."""
        return super().get_context_data(**kwargs) | {"statement": self.record}
