"""Writes bodies and seats, and the register of interests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.models import Body, Interest, Seat
from stocktake_web.conflicts import locked


@transaction.atomic
def add_body(
    *,
    area: Area,
    actor: User | None,
    key: str,
    name: str,
    purpose: str = "",
    meets: str = "",
    quorum_count: int = 3,
    quorum_percent: int = 0,
    absence_months: int = 6,
) -> Body:
    """Add a board or group.

    Raises
    ------
    ValidationError
        The key is taken or not fit for an address.
    """
    body = Body(
        area=area,
        key=key,
        name=name,
        purpose=purpose,
        meets=meets,
        quorum_count=quorum_count,
        quorum_percent=quorum_percent,
        absence_months=absence_months,
    )
    body.full_clean()
    body.save()
    values = {
        "key": key,
        "name": name,
        "purpose": purpose,
        "meets": meets,
        "quorum_count": quorum_count,
        "quorum_percent": quorum_percent,
        "absence_months": absence_months,
    }
    record(area=area, actor=actor, verb="add", obj=body, values=values)
    return body


@transaction.atomic
def change_body(
    *, area: Area, actor: User, body: Body, changes: Mapping[str, Any], expected_version: int
) -> Body:
    """Change what a body is called, what it is for and its rules; planned meetings keep theirs.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(Body, body.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=changes)
    return row


@transaction.atomic
def add_seat(
    *,
    area: Area,
    actor: User | None,
    body: Body,
    role_words: str,
    kind: str,
    starts: date,
    ends: date | None = None,
    user: User | None = None,
) -> Seat:
    """Give somebody, or a role, a seat for a term."""
    seat = Seat(
        area=area,
        body=body,
        user=user,
        role_words=role_words,
        kind=kind,
        starts=starts,
        ends=ends,
    )
    seat.full_clean()
    seat.save()
    values = {
        "body": body.key,
        "user": user.pk if user else None,
        "role_words": role_words,
        "kind": kind,
        "starts": starts,
        "ends": ends,
    }
    record(area=area, actor=actor, verb="add", obj=seat, values=values)
    return seat


@transaction.atomic
def end_seat(
    *, area: Area, actor: User, seat: Seat, ends: date, reason: str, expected_version: int
) -> Seat:
    """Say which is the last day of a term.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(Seat, seat.pk, expected_version=expected_version, changes={"ends": ends})
    row.ends = max(ends, row.starts)
    row.save()
    record(area=area, actor=actor, verb="end", obj=row, values={"ends": row.ends}, reason=reason)
    return row


@transaction.atomic
def declare(
    *, area: Area, actor: User | None, seat: Seat, organisation: str = "", nature: str = ""
) -> Interest:
    """Enter an interest in the register; without an organisation, that there is none.

    A nil entry ends when an interest is declared, and the other way about an interest has to be
    ended by itself before nil can be said.

    Raises
    ------
    UsageError
        Nil is said while an interest stands.
    """
    today = gateway.today()
    live = list(
        Interest.objects.select_for_update().filter(area=area, seat=seat, ended_on__isnull=True)
    )
    nil = not organisation
    if nil and any(not line.nil for line in live):
        raise gateway.UsageError("Nil cannot be declared while an interest stands: end it first.")
    for line in live:
        if line.nil:
            line.ended_on = today
            line.version += 1
            line.save()
    interest = Interest(
        area=area,
        seat=seat,
        nil=nil,
        organisation=organisation,
        nature=nature,
        declared_on=today,
        confirmed_on=today,
    )
    interest.save()
    values = {"seat": seat.pk, "nil": nil, "organisation": organisation, "nature": nature}
    record(area=area, actor=actor, verb="declare", obj=interest, values=values)
    return interest


@transaction.atomic
def end_interest(*, area: Area, actor: User, interest: Interest, expected_version: int) -> Interest:
    """Say that an interest is no more; it stays in the register's history.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    changes = {"ended_on": gateway.today()}
    row = locked(Interest, interest.pk, expected_version=expected_version, changes=changes)
    row.ended_on = changes["ended_on"]
    row.save()
    record(area=area, actor=actor, verb="end", obj=row, values=changes)
    return row


@transaction.atomic
def confirm_interests(*, area: Area, actor: User, seat: Seat) -> int:
    """Confirm that a seat's entries still hold, for another year.

    Returns
    -------
    int
        How many entries were confirmed.
    """
    today = gateway.today()
    lines = Interest.objects.select_for_update().filter(area=area, seat=seat, ended_on__isnull=True)
    count = 0
    for line in lines:
        line.confirmed_on = today
        line.version += 1
        line.save()
        count += 1
    record(
        area=area, actor=actor, verb="confirm interests", obj=seat, values={"confirmed_on": today}
    )
    return count
