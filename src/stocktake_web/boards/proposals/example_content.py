"""A proposal of the demonstration and its scores."""

from __future__ import annotations

import random
from collections.abc import Iterable

from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.example_content import TRUST
from stocktake_web.boards.proposals.actions import add_proposal, save_scores, settle_proposal
from stocktake_web.boards.proposals.models import Proposal


def propose_hubs(actor: User, item: AgendaItem) -> Proposal:
    """Ten hubs, to be scored on three criteria."""
    return add_proposal(
        actor=actor,
        item=item,
        values={
            "title": "Ten hubs for a second year",
            "organisation": TRUST,
            "description": "A coach for one day a week in each of ten schools.",
            "requested_pounds": 85_000,
        },
        criteria=["Need", "Evidence that it works", "Cost for each pupil"],
    )


def score_proposal(proposal: Proposal, seats: Iterable[Seat], rng: random.Random) -> None:
    """Every voting member's scores."""
    for seat in seats:
        if seat.votes:
            scores = {criterion.pk: rng.randint(1, 4) for criterion in proposal.criteria.all()}
            save_scores(actor=seat.user, proposal=proposal, seat=seat, scores=scores)


def accept_proposal(actor: User, proposal: Proposal) -> None:
    """It is accepted."""
    settle_proposal(
        actor=actor,
        proposal=proposal,
        outcome="accepted",
        reason="It scored highest where the need is greatest.",
        expected_version=proposal.version,
    )
