"""Begins and closes a review, takes what services enter, and decides for schools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.audit import record
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import Footing, footing
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.fortnightly_review.models import (
    Choice,
    FortnightlyDecision,
    FortnightlyReview,
    ServiceEntry,
)

OWN_PATH = (Choice.NO_CHANGE, Choice.WATCH, Choice.RAISE)
"""What can be decided where the council has no footing to impose anything."""


def choices_for(stance: Footing) -> list[Choice]:
    """What can be decided for a school on the footing that the council has."""
    if stance.sets_judgements:
        return [choice for choice in Choice if choice != Choice.RAISE]
    return list(OWN_PATH)


def enter_for_review(
    *, actor: User | None, school: School, service: str, text: str
) -> ServiceEntry:
    """Keep what a service knows of a school."""
    return change(
        ServiceEntry(area=school.area, school=school),
        actor=actor,
        values={"service": service, "text": text, **authorship(actor, school.area)},
        verb="enter",
    )


def begin_review(*, actor: User | None, area: Area, review_date: date) -> FortnightlyReview:
    """Begin a review.

    Raises
    ------
    ValidationError
        One is open already, or the day has not come.
    """
    values = {"review_date": review_date, **authorship(actor, area)}
    return change(FortnightlyReview(area=area), actor=actor, values=values, verb="begin")


def decide(
    *, actor: User | None, review: FortnightlyReview, school: School, choice: str, reason: str
) -> FortnightlyDecision:
    """Decide for a school.

    Raises
    ------
    ValidationError
        The review is closed, it has no reason, or the council has no footing for it.
    """
    _require_open(review)
    stance = footing(school)
    if choice not in choices_for(stance):
        raise ValidationError(f"{stance.reason} Select one of the decisions shown.")
    return change(
        FortnightlyDecision(area=school.area, school=school),
        actor=actor,
        values={
            "review": review,
            "choice": choice,
            "reason": reason,
            **authorship(actor, school.area),
        },
        verb="decide",
    )


@transaction.atomic
def decide_rest(*, actor: User | None, review: FortnightlyReview, schools: Iterable[School]) -> int:
    """Decide "no change" for many schools of which nothing was entered; how many.

    Raises
    ------
    ValidationError
        The review is closed.
    """
    _require_open(review)
    author = authorship(actor, review.area)
    rows = [
        FortnightlyDecision(
            area=review.area, school=school, review=review, choice=Choice.NO_CHANGE, **author
        )
        for school in schools
    ]
    FortnightlyDecision.objects.bulk_create(rows)
    record(
        area=review.area,
        actor=actor,
        verb="decide rest",
        obj=review,
        values={"school_urns": sorted(row.school.urn for row in rows)},
    )
    return len(rows)


def close_review(
    *, actor: User | None, review: FortnightlyReview, expected_version: int, undecided: int
) -> FortnightlyReview:
    """Close a review in which every school has a decision.

    Parameters
    ----------
    undecided : int
        How many have none.

    Raises
    ------
    ValidationError
        It is closed already, or a school has no decision.
    Conflict
        Somebody else closed it since.
    """
    _require_open(review)
    if undecided:
        schools = "1 school has" if undecided == 1 else f"{undecided} schools have"
        raise ValidationError(f"{schools} no decision yet.")
    return change(
        review,
        actor=actor,
        values={"closed_at": services.now()},
        expected_version=expected_version,
        verb="close",
    )


def _require_open(review: FortnightlyReview) -> None:
    if review.closed_at:
        raise ValidationError("The review is closed. What was decided stays as it is.")
