"""Reminds of a request, and takes a return."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.change import change
from stocktake_web.services import local_returns


def remind(*, actor: User, request: LocalRequest, expected_version: int) -> LocalRequest:
    """Record that somebody was reminded.

    Raises
    ------
    Conflict
        Somebody else changed the request since.
    """
    return change(
        request,
        actor=actor,
        values={"reminded_at": services.now()},
        expected_version=expected_version,
        verb="remind",
    )


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
        The form has faults, all reported at once; nothing was kept.
    StoreError
        The store cannot be written to; nothing was kept.
    """
    release = local_returns.store_return(
        area, plan(area), name=name, content=content, on=services.today(), at=services.now()
    )
    values = {
        "request": request,
        "indicator_ids": list(release.indicator_ids),
        "rows_count": release.rows_count,
        "release_id": release.release_id,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
        "true_of": release.true_of[:60],
    }
    return change(LocalReturn(area=area), actor=actor, values=values, verb="return")
