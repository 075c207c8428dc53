"""Reads proposals and their scores."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.proposals.models import Proposal, Score


@dataclass(frozen=True)
class Scores:
    """The scores of a proposal.

    Parameters
    ----------
    criteria : dict
        Titles by the criterion's id, in their order.
    values : dict
        Scores by the criterion's id.
    seats : frozenset of int
        Who has scored.
    """

    criteria: dict[int, str]
    values: dict[int, list[int]]
    seats: frozenset[int]


def proposal(area: Area, proposal: int) -> Proposal:
    """One proposal with its item, meeting and body."""
    return Proposal.objects.select_related("item__meeting__body").get(area=area, pk=proposal)


def scores(area: Area, proposal: Proposal) -> Scores:
    """Every score on a proposal."""
    values: dict[int, list[int]] = {}
    seats = set()
    for score in Score.objects.filter(area=area, criterion__proposal=proposal):
        values.setdefault(score.criterion_id, []).append(score.score)
        seats.add(score.seat_id)
    criteria = {criterion.pk: criterion.title for criterion in proposal.criteria.all()}
    return Scores(criteria, values, frozenset(seats))


def own_seat(area: Area, meeting: Meeting, user: User | AnonymousUser) -> Seat | None:
    """The seat that a person has at a meeting, a voting one before another; None without one."""
    seats = [
        seat
        for seat in seats_on(area, meeting.body, meeting.meeting_date)
        if seat.user_id == user.pk
    ]
    return next((seat for seat in seats if seat.votes), seats[0] if seats else None)
