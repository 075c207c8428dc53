"""Pages of decisions."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.agenda.queries import item
from stocktake_web.boards.decisions import actions
from stocktake_web.boards.decisions.forms import DecisionChangeForm, DecisionForm
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.decisions.queries import decision
from stocktake_web.boards.recusals.queries import item_quorum
from stocktake_web.records.views import AreaCreateView, AreaUpdateView


class DecisionCreateView(AreaCreateView):
    """Record a decision on an item."""

    permission = "boards.run"
    find = staticmethod(item)
    model = Decision
    form_class = DecisionForm
    template_name = "boards/decisions/add.html"

    def new_row(self) -> Decision:
        """A decision as open as the item."""
        item = self.record
        return Decision(area=self.area, meeting=item.meeting, item=item, openness=item.openness)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The item's quorum."""
        quorum = item_quorum(self.area, self.record)
        return super().get_context_data(**kwargs) | {"quorum": quorum}

    def perform(self, form: DecisionForm) -> Decision:  # type: ignore[override]
        """Record it, and answer the plan's question."""
        return actions.decide(
            actor=account_of(self.request),
            item=self.record,
            values=form.values(),
            open_decision=form.cleaned_data.get("question"),
            answer=form.cleaned_data.get("answer") or "decided",
        )

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.pk)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Says where there was no quorum."""
        message = "The decision is recorded."
        if not self.object.quorate:
            message += " The item had no quorum when it was made, and the record says so."
        return message


class DecisionUpdateView(AreaUpdateView):
    """Correct a decision before the minutes are approved."""

    permission = "boards.run"
    find = staticmethod(decision)
    model = Decision
    form_class = DecisionChangeForm
    template_name = "boards/decisions/change.html"
    success_message = "The change was saved."

    def perform(self, form: DecisionChangeForm) -> Decision:  # type: ignore[override]
        """Correct it, here and in what the plan says."""
        return actions.change_decision(
            actor=account_of(self.request),
            decision=self.record,
            values=form.values(),
            expected_version=form.expected_version,
        )

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.item_id)
