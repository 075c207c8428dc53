"""Reads proposals, their scores and the area's document template."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models import Meeting, PackTemplate, Proposal, Score, Seat
from stocktake_web.boards.queries.bodies import seats_on


@dataclass(frozen=True)
class Scores:
    """What was given on a proposal.

    Parameters
    ----------
    criteria : dict
        Words by the criterion's id, in their order.
    given : dict
        Scores by the criterion's id.
    seats : frozenset of int
        Who has scored.
    """

    criteria: dict[int, str]
    given: dict[int, list[int]]
    seats: frozenset[int]


def proposal(area: Area, proposal: int) -> Proposal:
    """One proposal with its item, meeting and body."""
    return Proposal.objects.select_related("item__meeting__body").get(area=area, pk=proposal)


def scores(area: Area, proposal: Proposal) -> Scores:
    """Every score on a proposal."""
    given: dict[int, list[int]] = {}
    seats = set()
    for each in Score.objects.filter(area=area, criterion__proposal=proposal):
        given.setdefault(each.criterion_id, []).append(each.score)
        seats.add(each.seat_id)
    criteria = {each.pk: each.words for each in proposal.criteria.all()}
    return Scores(criteria, given, frozenset(seats))


def own_seat(area: Area, meeting: Meeting, user: User | AnonymousUser) -> Seat | None:
    """The seat that a person holds at a meeting, a voting one before another; None without one."""
    held = [
        seat for seat in seats_on(area, meeting.body, meeting.held_on) if seat.user_id == user.pk
    ]
    return next((seat for seat in held if seat.votes), held[0] if held else None)


def template(area: Area) -> PackTemplate | None:
    """The area's own Word template; None where it has given none."""
    return PackTemplate.objects.filter(area=area).first()
