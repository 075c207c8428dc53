"""Writes single-purpose links, and what comes through them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked
from stocktake_web.plans.actions.work import add_update, thing
from stocktake_web.plans.models import ActionLink, OfferedUpdate, Update
from stocktake_web.plans.rules import rules
from stocktake_web.plans.tokens import digest_of, new_token


class LinkSpent(Exception):  # noqa: N818 - it says what is so
    """The link was used, withdrawn or has expired."""


@transaction.atomic
def make_link(*, area: Area, actor: User, activity_id: str, role: str) -> tuple[ActionLink, str]:
    """Make a link with which a role without an account updates one activity, once.

    Returns
    -------
    tuple of ActionLink and str
        The link, and its token: shown now and never again, for only its digest is kept.
    """
    token = new_token(activity_id)
    now = gateway.now()
    link = ActionLink(
        area=area,
        activity_id=activity_id,
        role=role,
        token_digest=digest_of(token),
        made_by=actor,
        created=now,
        expires=now + timedelta(days=rules().link.life_days),
    )
    link.full_clean()
    link.save()
    values = {"role": role, "expires": link.expires}
    record(area=area, actor=actor, verb="make link", obj=thing(activity_id), values=values)
    return link, token


@transaction.atomic
def withdraw_link(
    *, area: Area, actor: User, link: ActionLink, expected_version: int
) -> ActionLink:
    """Make a link useless.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(ActionLink, link.pk, expected_version=expected_version, changes={})
    row.withdrawn_at = gateway.now()
    row.save()
    record(
        area=area,
        actor=actor,
        verb="withdraw link",
        obj=thing(row.activity_id),
        values={"link": row.pk},
    )
    return row


@transaction.atomic
def offer_update(
    *,
    link: ActionLink,
    words: str,
    kind: str,
    told_of: date,
    progress_percent: int | None = None,
) -> OfferedUpdate:
    """Take what came through a link; the lead accepts it or not.

    Raises
    ------
    LinkSpent
        The link was used, withdrawn or has expired in the meantime.
    """
    row = ActionLink.objects.select_for_update().get(pk=link.pk)
    now = gateway.now()
    if row.used_at or row.withdrawn_at or row.expires <= now:
        raise LinkSpent
    row.used_at = now
    row.version += 1
    row.save()
    offer = OfferedUpdate(
        area=row.area,
        link=row,
        activity_id=row.activity_id,
        at=now,
        told_of=told_of,
        words=words,
        progress_percent=progress_percent,
        kind=kind,
    )
    offer.full_clean()
    offer.save()
    record(
        area=row.area,
        actor=None,
        verb="offer update",
        obj=thing(row.activity_id),
        values={
            "by": row.role,
            "words": words,
            "kind": kind,
            "told_of": told_of,
            "progress_percent": progress_percent,
        },
    )
    return offer


@transaction.atomic
def accept_offer(*, area: Area, actor: User, offer: OfferedUpdate, expected_version: int) -> Update:
    """Accept what came through a link: it becomes an update, said by the link's role.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    changes = {"state": OfferedUpdate.State.ACCEPTED}
    row = locked(OfferedUpdate, offer.pk, expected_version=expected_version, changes=changes)
    row.state = OfferedUpdate.State.ACCEPTED
    row.save()
    record(
        area=area,
        actor=actor,
        verb="accept update",
        obj=thing(row.activity_id),
        values={"offer": row.pk},
    )
    return add_update(
        area=area,
        actor=None,
        activity_id=row.activity_id,
        words=row.words,
        kind=row.kind,
        told_of=row.told_of,
        progress_percent=row.progress_percent,
        by_role=row.link.role,
    )


@transaction.atomic
def decline_offer(
    *, area: Area, actor: User, offer: OfferedUpdate, answer: str, expected_version: int
) -> OfferedUpdate:
    """Decline what came through a link, with a reason; it stays readable.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    changes = {"state": OfferedUpdate.State.DECLINED}
    row = locked(OfferedUpdate, offer.pk, expected_version=expected_version, changes=changes)
    row.state, row.answer = OfferedUpdate.State.DECLINED, answer
    row.save()
    record(
        area=area,
        actor=actor,
        verb="decline update",
        obj=thing(row.activity_id),
        values={"offer": row.pk},
        reason=answer,
    )
    return row
