"""Pages of proposals: those that a person may see, and a new one."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import Role
from stocktake_web.accounts.permissions import account_of, memberships_of
from stocktake_web.programmes.descriptions.models import Stage
from stocktake_web.programmes.descriptions.queries import own_programmes, readable_proposals
from stocktake_web.programmes.descriptions.views import ProgrammeFormMixin
from stocktake_web.records.views import AreaCreateView, AreaPageView


class ProposalListView(AreaPageView):
    """What is proposed, as far as the person may see it."""

    permission = "programmes.see_proposals"
    template_name = "programmes/proposals/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposals."""
        rows = readable_proposals(self.request.user, self.area)
        own_rows = own_programmes(self.request.user, self.area)
        return super().get_context_data(**kwargs) | {"rows": rows, "own_rows": own_rows}


class ProposalCreateView(ProgrammeFormMixin, AreaCreateView):  # type: ignore[misc]
    """Propose a programme; its page then says what the map says to it."""

    permission = "programmes.propose"
    success_message = "The proposal was added. Below is what the map says to it."
    stage = Stage.BID

    @property
    def back_url(self) -> str:
        """The proposals."""
        return self.reverse_area("programmes:proposals")

    def more_values(self) -> dict[str, Any]:
        """A provider looks after what it proposes."""
        roles = {row.role for row in memberships_of(self.request.user, self.area)}
        return {"owner_user": account_of(self.request)} if Role.PROVIDER in roles else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """It is a proposal."""
        return super().get_context_data(**kwargs) | {"is_proposal": True}
