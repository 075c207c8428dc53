"""Pages of proposals: what is proposed, each member's own scores, the outcome."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, may, right
from stocktake_web.boards import queries
from stocktake_web.boards.actions import proposals as actions
from stocktake_web.boards.forms.proposals import ProposalForm, ScoresForm, SettleForm
from stocktake_web.boards.models import AgendaItem, Proposal
from stocktake_web.boards.scoring import spreads
from stocktake_web.boards.views.asking import ask, given, go, to
from stocktake_web.boards.views.items import require_sight


@right("boards.run", post="boards.run", of=queries.item)
def add(request: HttpRequest, area: Area, item: AgendaItem) -> HttpResponse:
    """Put a proposal before the meeting."""

    def done(form: ProposalForm) -> HttpResponse:
        made = actions.add_proposal(
            area=area, actor=account_of(request), item=item, **form.cleaned_data
        )
        return go(request, "The proposal was added.", to("proposal", area, proposal=made.pk))

    form = ProposalForm(**given(request), initial={"organisation": item.organisation})
    title = f"Proposal under {item.title}"
    back = to("item", area, item=item.pk)
    return ask(request, form, title=title, button="Add the proposal", back=back, done=done)


@right("boards.read", of=queries.proposal)
def proposal(request: HttpRequest, area: Area, proposal: Proposal) -> HttpResponse:
    """A proposal. A voting member sees the others' scores after giving their own."""
    require_sight(request, area, proposal.item)
    scores = queries.scores(area, proposal)
    seat = queries.own_seat(area, proposal.item.meeting, request.user)
    scored = seat is not None and seat.pk in scores.seats
    votes = may(request.user, area, "boards.score", proposal)
    hidden = votes and not scored and proposal.outcome == "open"
    context = {
        "proposal": proposal,
        "item": proposal.item,
        "criteria": scores.criteria,
        "spreads": () if hidden else spreads(scores.criteria, scores.given),
        "hidden": hidden,
        "may_score": hidden and seat is not None and seat.votes,
        "scored_count": len(scores.seats),
        "runs": may(request.user, area, "boards.run", proposal),
    }
    return render(request, "boards/proposal.html", context)


@right("boards.score", post="boards.score", of=queries.proposal)
def score(request: HttpRequest, area: Area, proposal: Proposal) -> HttpResponse:
    """Give one's scores."""
    require_sight(request, area, proposal.item)
    back = to("proposal", area, proposal=proposal.pk)
    seat = queries.own_seat(area, proposal.item.meeting, request.user)
    if seat is None or not seat.votes:
        raise PermissionDenied("You have no seat with a vote at this meeting.")

    def done(form: ScoresForm) -> HttpResponse:
        actions.give_scores(
            area=area, actor=account_of(request), proposal=proposal, seat=seat, scores=form.scores()
        )
        return go(request, "Your scores are given. You now see everybody's.", back)

    form = ScoresForm(**given(request), criteria=list(proposal.criteria.all()))
    return ask(
        request,
        form,
        title=f"Score {proposal.title}",
        button="Give my scores",
        back=back,
        done=done,
        intro="Nobody sees the others' scores before giving their own. Scores are given once.",
    )


@right("boards.run", post="boards.run", of=queries.proposal)
def settle(request: HttpRequest, area: Area, proposal: Proposal) -> HttpResponse:
    """Record what became of a proposal."""
    back = to("proposal", area, proposal=proposal.pk)

    def done(form: SettleForm) -> HttpResponse:
        said = form.cleaned_data
        actions.settle_proposal(
            area=area,
            actor=account_of(request),
            proposal=proposal,
            outcome=said["outcome"],
            reason=said["reason"],
            expected_version=said["version"],
        )
        return go(request, "The outcome is recorded.", back)

    form = SettleForm(**given(request), initial={"version": proposal.version})
    title = f"Outcome of {proposal.title}"
    return ask(request, form, title=title, button="Record the outcome", back=back, done=done)
