"""Makes links, takes what comes through them, and accepts it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.activities.models import Update, activity_ref
from stocktake_web.plans.links.models import ActionLink, PendingUpdate
from stocktake_web.plans.links.queries import link_state
from stocktake_web.plans.links.tokens import digest_of, new_token
from stocktake_web.plans.rules import rules
from stocktake_web.records.change import change


class LinkClosedError(Exception):
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
    moment = services.now()
    link = ActionLink(
        area=area,
        activity_id=activity_id,
        role=role,
        token_digest=digest_of(token),
        created_by=actor,
        created_at=moment,
        expires_at=moment + timedelta(days=rules().link.life_days),
    )
    link.full_clean()
    link.save()
    # The digest of a token that still works stays out of the history.
    values = {"role": role, "expires_at": link.expires_at}
    record(area=area, actor=actor, verb="make link", obj=activity_ref(activity_id), values=values)
    return link, token


@transaction.atomic
def submit_update(*, link: ActionLink, values: Mapping[str, Any]) -> PendingUpdate:
    """Take what came through a link; the lead accepts it or not.

    Parameters
    ----------
    values : mapping
        Text, kind, effective date and progress, by field.

    Raises
    ------
    LinkClosedError
        The link was used, withdrawn or has expired in the meantime.
    """
    row = ActionLink.objects.select_for_update().get(pk=link.pk)
    moment = services.now()
    if link_state(row, moment) != "open":
        raise LinkClosedError
    row.used_at = moment
    row.version += 1
    row.save()
    pending = PendingUpdate(area=row.area, link=row, activity_id=row.activity_id, created_at=moment)
    return change(pending, actor=None, values=values, verb="offer update")


@transaction.atomic
def accept_update(*, actor: User, pending: PendingUpdate, expected_version: int) -> Update:
    """Accept what came through a link: it becomes an update, reported by the link's role.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    ValidationError
        It was answered before.
    """
    row = change(
        pending,
        actor=actor,
        values={"state": PendingUpdate.State.ACCEPTED},
        expected_version=expected_version,
        verb="accept update",
    )
    if pending.state != PendingUpdate.State.WAITING:
        raise ValidationError("This update was answered already")
    return add_update(
        area=row.area,
        actor=None,
        activity_id=row.activity_id,
        text=row.text,
        kind=row.kind,
        effective_date=row.effective_date,
        progress_percent=row.progress_percent,
        author_role=row.link.role,
    )
