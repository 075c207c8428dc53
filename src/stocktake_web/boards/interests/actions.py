"""Writes the register of interests."""

from __future__ import annotations

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.models import Interest
from stocktake_web.records.change import change

ERASED = "erased"


@transaction.atomic
def declare(
    *, actor: User | None, seat: Seat, organisation: str = "", nature: str = ""
) -> Interest:
    """Enter an interest in the register; without an organisation, that there is none.

    A nil entry ends when an interest is declared, and the other way about an interest has to be
    ended by itself before nil can be declared.

    Raises
    ------
    UsageError
        Nil is declared while an interest stands.
    """
    today = services.today()
    nil = not organisation
    interests = _lock_interests(seat)
    if nil and any(not interest.nil for interest in interests):
        raise UsageError("Nil cannot be declared while an interest stands: end it first.")
    for interest in interests:
        if interest.nil:
            end_interest(actor=actor, interest=interest)
    return change(
        Interest(area=seat.area, seat=seat, declared_on=today, confirmed_on=today),
        actor=actor,
        values={"nil": nil, "organisation": organisation, "nature": nature},
        verb="declare",
    )


def end_interest(*, actor: User | None, interest: Interest) -> Interest:
    """Say that an interest is no more; it stays in the register's history."""
    return change(
        interest,
        actor=actor,
        values={"ended_on": services.today()},
        expected_version=interest.version,
        verb="end",
    )


@transaction.atomic
def confirm_interests(*, actor: User | None, seat: Seat) -> None:
    """Confirm that a seat's entries still hold, for another year."""
    for interest in _lock_interests(seat):
        change(
            interest,
            actor=actor,
            values={"confirmed_on": services.today()},
            expected_version=interest.version,
            verb="confirm",
        )


def _lock_interests(seat: Seat) -> list[Interest]:
    rows = Interest.objects.select_for_update().filter(area=seat.area_id, seat=seat)
    return list(rows.filter(ended_on__isnull=True))


@transaction.atomic
def erase_interests(user: User) -> int:
    """Erase what a person declared; that they declared something stays known.

    Returns
    -------
    int
        How many entries were emptied.
    """
    rows = Interest.objects.select_for_update(of=("self",)).filter(seat__user=user, nil=False)
    count = 0
    for interest in rows.exclude(organisation=ERASED):
        interest.organisation, interest.nature = ERASED, ERASED
        interest.version += 1
        interest.save()
        record(area=interest.area, actor=None, verb="erase", obj=interest, values={})
        count += 1
    return count
