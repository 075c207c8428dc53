"""Writes the work on activities: owners, updates, what they wait on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import Thing, record
from stocktake_web.conflicts import Conflict, Difference, locked
from stocktake_web.plans.models import ActivityState, EvidenceContent, Update, UpdateKind, WaitsOn


def thing(activity: str) -> Thing:
    """An activity of the plan, as the history names it."""
    return Thing("plans.activity", activity)


@transaction.atomic
def assign_owner(
    *,
    area: Area,
    actor: User | None,
    activity_id: str,
    owner_user: User | None,
    owner_role: str,
    expected_version: int,
) -> ActivityState:
    """Say who owns an activity: an account, a role, or both.

    Parameters
    ----------
    expected_version : int
        0 where nobody had said so before.

    Raises
    ------
    Conflict
        Somebody else said so since.
    """
    changes = {"owner_user": owner_user, "owner_role": owner_role}
    held = ActivityState.objects.select_for_update().filter(area=area, activity_id=activity_id)
    state = held.first()
    if state is None:
        state = ActivityState(area=area, activity_id=activity_id)
    elif expected_version == 0:
        raise Conflict(
            str(state),
            state.version,
            tuple(Difference(name, getattr(state, name), yours) for name, yours in changes.items()),
        )
    else:
        state = locked(ActivityState, state.pk, expected_version=expected_version, changes=changes)
    state.owner_user, state.owner_role = owner_user, owner_role
    state.full_clean()
    state.save()
    record(
        area=area,
        actor=actor,
        verb="assign",
        obj=thing(activity_id),
        values={"owner_user": owner_user.pk if owner_user else None, "owner_role": owner_role},
    )
    return state


@transaction.atomic
def add_update(
    *,
    area: Area,
    actor: User | None,
    activity_id: str,
    words: str,
    kind: UpdateKind | str,
    told_of: date | None = None,
    progress_percent: int | None = None,
    file: File[Any] | None = None,
    by_role: str = "",
) -> Update:
    """Say something of an activity; what was said before stays.

    Parameters
    ----------
    told_of : date, optional
        The day of which it is true; today by default.
    file : File, optional
        Evidence, already checked.
    by_role : str
        Who said it, where that is no account.
    """
    update = Update(
        area=area,
        activity_id=activity_id,
        by=actor,
        by_role=by_role,
        at=gateway.now(),
        told_of=told_of or gateway.today(),
        words=words,
        progress_percent=progress_percent,
        kind=kind,
        file_name=file.name[-120:] if file and file.name else "",
    )
    update.full_clean()
    update.save()
    if file is not None:
        EvidenceContent(area=area, update_given=update, held=file.read()).save()
    record(
        area=area,
        actor=actor,
        verb="update",
        obj=thing(activity_id),
        values={
            "words": words,
            "kind": str(kind),
            "told_of": update.told_of,
            "progress_percent": progress_percent,
            "by_role": by_role,
            "file": update.file_name,
        },
    )
    return update


@transaction.atomic
def add_wait(
    *,
    area: Area,
    actor: User | None,
    activity_id: str,
    words: str,
    since: date,
    body_id: str = "",
    needed_by: date | None = None,
) -> WaitsOn:
    """Record what an activity waits on, and since when."""
    wait = WaitsOn(
        area=area,
        activity_id=activity_id,
        words=words,
        body_id=body_id,
        since=since,
        needed_by=needed_by,
    )
    wait.full_clean()
    wait.save()
    values = {"words": words, "body_id": body_id, "since": since, "needed_by": needed_by}
    record(area=area, actor=actor, verb="wait", obj=thing(activity_id), values=values)
    return wait


@transaction.atomic
def settle_wait(
    *, area: Area, actor: User, wait: WaitsOn, settled_on: date, expected_version: int
) -> WaitsOn:
    """Record that what an activity waited on came.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    changes = {"settled_on": settled_on}
    row = locked(WaitsOn, wait.pk, expected_version=expected_version, changes=changes)
    row.settled_on = settled_on
    row.save()
    values = {"words": row.words, "settled_on": settled_on}
    record(area=area, actor=actor, verb="settle", obj=thing(row.activity_id), values=values)
    return row
