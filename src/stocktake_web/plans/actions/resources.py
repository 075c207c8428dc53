"""Writes risks and money."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked
from stocktake_web.plans.models import FundingLine, Risk


@transaction.atomic
def add_risk(*, area: Area, actor: User | None, **values: Any) -> Risk:
    """Add a risk; values are its fields."""
    row = Risk(area=area, **({"reviewed_on": gateway.today()} | values))
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="add", obj=row, values=said(values))
    return row


@transaction.atomic
def change_risk(
    *, area: Area, actor: User, risk: Risk, expected_version: int, **changes: Any
) -> Risk:
    """Change a risk; looking at it counts as reviewing it.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(Risk, risk.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.reviewed_on = gateway.today()
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=said(changes))
    return row


@transaction.atomic
def close_risk(*, area: Area, actor: User, risk: Risk, reason: str, expected_version: int) -> Risk:
    """Close a risk, with a reason.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(Risk, risk.pk, expected_version=expected_version, changes={})
    row.closed_on = gateway.today()
    row.save()
    values = {"closed_on": row.closed_on}
    record(area=area, actor=actor, verb="close", obj=row, values=values, reason=reason)
    return row


@transaction.atomic
def add_funding(*, area: Area, actor: User | None, **values: Any) -> FundingLine:
    """Add a line of money; values are its fields."""
    row = FundingLine(area=area, **values)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="add", obj=row, values=said(values))
    return row


@transaction.atomic
def change_funding(
    *, area: Area, actor: User, line: FundingLine, expected_version: int, **changes: Any
) -> FundingLine:
    """Change a line of money.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(FundingLine, line.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=said(changes))
    return row


def said(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the history keeps them: an account by its number."""
    return {name: value.pk if isinstance(value, User) else value for name, value in values.items()}
