"""Pages of recusals."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.boards.agenda.queries import item
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.boards.recusals.actions import record_recusal
from stocktake_web.boards.recusals.forms import RecusalForm
from stocktake_web.boards.recusals.queries import item_flags, item_quorum
from stocktake_web.records.views import AreaActionView


class RecusalCreateView(AreaActionView):
    """Record that somebody stepped out of the item."""

    permission = "boards.run"
    find = staticmethod(item)
    form_class = RecusalForm
    template_name = "boards/recusals/add.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who has not withdrawn yet."""
        withdrawn = {recusal.seat_id for recusal in self.record.recusals.all()}
        meeting = self.record.meeting
        seats = seats_on(self.area, meeting.body, meeting.meeting_date)
        remaining = {seat.pk: seat for seat in seats if seat.pk not in withdrawn}
        return super().get_form_kwargs() | {"seats": remaining}

    def get_initial(self) -> dict[str, Any]:
        """The first whose declared interest the item touches."""
        withdrawn = {recusal.seat_id for recusal in self.record.recusals.all()}
        for flag in item_flags(self.area, self.record):
            if flag.seat.pk not in withdrawn:
                return {"seat": flag.seat.pk, "reason": flag.interest.organisation}
        return {}

    def perform(self, form: RecusalForm) -> None:
        """Record it with the declared interest, where one is declared."""
        seat = form.cleaned_data["seat"]
        flags = item_flags(self.area, self.record)
        interests = {flag.seat.pk: flag.interest for flag in flags}
        record_recusal(
            actor=account_of(self.request),
            item=self.record,
            seat=seat,
            reason=form.cleaned_data["reason"],
            interest=interests.get(seat.pk),
        )

    def get_success_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.pk)

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """The quorum as it is now."""
        quorum = item_quorum(self.area, item(self.area, self.record.pk))
        return f"The withdrawal is recorded. {quorum.sentence}"
