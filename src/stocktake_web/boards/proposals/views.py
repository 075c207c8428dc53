"""Pages of proposals: what is proposed, each member's own scores, the outcome."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.boards.agenda.queries import item
from stocktake_web.boards.proposals import actions
from stocktake_web.boards.proposals.forms import OutcomeForm, ProposalForm, ScoresForm
from stocktake_web.boards.proposals.models import Outcome, Proposal
from stocktake_web.boards.proposals.queries import own_seat, proposal, scores
from stocktake_web.boards.proposals.scoring import spreads
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaDetailView,
    AreaUpdateView,
)


class ProposalCreateView(AreaCreateView):
    """Put a proposal before the meeting."""

    permission = "boards.run"
    find = staticmethod(item)
    model = Proposal
    form_class = ProposalForm
    template_name = "boards/proposals/add.html"
    success_message = "The proposal was added."

    def new_row(self) -> Proposal:
        """A proposal of the item's organisation."""
        return Proposal(area=self.area, item=self.record, organisation=self.record.organisation)

    def perform(self, form: ProposalForm) -> Proposal:  # type: ignore[override]
        """Add it with its criteria."""
        return actions.add_proposal(
            actor=account_of(self.request),
            item=self.record,
            values=form.values(),
            criteria=form.cleaned_data["criteria"],
        )

    def get_success_url(self) -> str:
        """The proposal."""
        return self.reverse_area("boards:proposal", proposal=self.object.pk)

    @property
    def back_url(self) -> str:
        """The item."""
        return self.reverse_area("boards:item", item=self.record.pk)


class ProposalDetailView(AreaDetailView):
    """A proposal. A voting member sees the others' scores after choosing their own."""

    permission = "boards.read"
    find = staticmethod(proposal)
    template_name = "boards/proposals/proposal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The scores, where the reader may see them."""
        area, proposal, user = self.area, self.object, self.request.user
        proposal_scores = scores(area, proposal)
        seat = own_seat(area, proposal.item.meeting, user)
        has_scored = seat is not None and seat.pk in proposal_scores.seats
        votes = has_permission(user, area, "boards.score", proposal)
        is_hidden = votes and not has_scored and proposal.outcome == Outcome.OPEN
        criteria, values = proposal_scores.criteria, proposal_scores.values
        return super().get_context_data(**kwargs) | {
            "item": proposal.item,
            "spreads": () if is_hidden else spreads(criteria, values),
            "is_hidden": is_hidden,
            "may_score": is_hidden and seat is not None and seat.votes,
            "score_count": len(proposal_scores.seats),
            "runs": has_permission(user, area, "boards.run", proposal),
        }


class _OfProposal:
    """Leads back to the proposal."""

    def get_success_url(self) -> str:
        """The proposal."""
        return self.reverse_area("boards:proposal", proposal=self.record.pk)  # type: ignore[attr-defined,no-any-return]


class ScoreView(_OfProposal, AreaActionView):
    """Choose one's scores."""

    permission = "boards.score"
    find = staticmethod(proposal)
    form_class = ScoresForm
    template_name = "boards/proposals/score.html"
    success_message = "Your scores are given. You now see everybody's."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who has a seat with a vote at the meeting."""
        seat = own_seat(self.area, self.record.item.meeting, account_of(request))
        if seat is None or not seat.votes:
            raise PermissionDenied("You have no seat with a vote at this meeting.")
        self.seat = seat
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The criteria."""
        return super().get_form_kwargs() | {"criteria": list(self.record.criteria.all())}

    def perform(self, form: ScoresForm) -> None:
        """Save them."""
        actions.save_scores(
            actor=account_of(self.request),
            proposal=self.record,
            seat=self.seat,
            scores=form.scores(),
        )


class ProposalSettleView(_OfProposal, AreaUpdateView):
    """Record what became of a proposal."""

    permission = "boards.run"
    find = staticmethod(proposal)
    model = Proposal
    form_class = OutcomeForm
    template_name = "boards/proposals/settle.html"
    success_message = "The outcome is recorded."

    def perform(self, form: OutcomeForm) -> Proposal:  # type: ignore[override]
        """Record it."""
        return actions.settle_proposal(
            actor=account_of(self.request),
            proposal=self.record,
            expected_version=form.expected_version,
            **form.values(),
        )
