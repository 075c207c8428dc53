"""Writes requests for local figures and what came back."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked
from stocktake_web.gateway import local_returns
from stocktake_web.plans.models import LocalRequest, LocalReturn
from stocktake_web.plans.queries.plans import plan


@transaction.atomic
def ask_return(
    *,
    area: Area,
    actor: User | None,
    indicator_id: str,
    period: str,
    requested_from: str,
    due: date,
    owner_user: User | None = None,
    school_urn: str = "",
) -> LocalRequest:
    """Ask a role, and a person where one has an account, for a local figure."""
    row = LocalRequest(
        area=area,
        indicator_id=indicator_id,
        period=period,
        requested_from=requested_from,
        owner_user=owner_user,
        school_urn=school_urn,
        asked_at=gateway.now(),
        due=due,
    )
    row.full_clean()
    row.save()
    record(
        area=area,
        actor=actor,
        verb="ask",
        obj=row,
        values={
            "indicator": indicator_id,
            "period": period,
            "requested_from": requested_from,
            "owner_user": owner_user.pk if owner_user else None,
            "due": due,
        },
    )
    return row


@transaction.atomic
def remind(
    *, area: Area, actor: User, request: LocalRequest, expected_version: int
) -> LocalRequest:
    """Record that somebody was reminded.

    Raises
    ------
    Conflict
        Somebody else changed the request since.
    """
    row = locked(LocalRequest, request.pk, expected_version=expected_version, changes={})
    row.reminded_at = gateway.now()
    row.save()
    record(area=area, actor=actor, verb="remind", obj=row, values={})
    return row


@transaction.atomic
def withdraw_request(
    *, area: Area, actor: User, request: LocalRequest, expected_version: int, reason: str
) -> LocalRequest:
    """No longer ask for a figure.

    Raises
    ------
    Conflict
        Somebody else changed the request since.
    """
    row = locked(LocalRequest, request.pk, expected_version=expected_version, changes={})
    row.withdrawn_at = gateway.now()
    row.save()
    record(area=area, actor=actor, verb="withdraw", obj=row, values={}, reason=reason)
    return row


@transaction.atomic
def take_return(
    *,
    area: Area,
    actor: User | None,
    request: LocalRequest | None,
    by_role: str,
    name: str,
    content: bytes,
) -> LocalReturn:
    """Read a return and keep it as a release of its own, for the board only.

    Raises
    ------
    InputError
        The form has faults, all told at once; nothing was kept.
    StoreError
        The store cannot be written to; nothing was kept.
    """
    taken = local_returns.take(
        area, plan(area), name=name, content=content, on=gateway.today(), at=gateway.now()
    )
    row = LocalReturn(
        area=area,
        request=request,
        indicator_ids=list(taken.indicator_ids),
        rows_count=taken.rows_count,
        release_id=taken.release_id,
        by=actor,
        by_role=by_role,
        at=gateway.now(),
        true_of=taken.true_of[:60],
    )
    row.full_clean()
    row.save()
    values = {"release": taken.release_id, "rows": taken.rows_count, "by_role": by_role}
    record(area=area, actor=actor, verb="return", obj=row, values=values)
    return row
