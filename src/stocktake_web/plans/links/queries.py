"""Reads links, and what came through them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.links.models import ActionLink, PendingUpdate
from stocktake_web.plans.links.tokens import activity_of, digest_of

LinkState = Literal["open", "used", "withdrawn", "expired"]


def links(area: Area, activity_id: str) -> QuerySet[ActionLink]:
    """The links to an activity."""
    return ActionLink.objects.filter(area=area, activity_id=activity_id)


def link_of_token(token: str) -> ActionLink | None:
    """The link that a token opens; None where we never made it."""
    if activity_of(token) is None:
        return None
    links = ActionLink.objects.select_related("area")
    return links.filter(token_digest=digest_of(token)).first()


def link_state(link: ActionLink, moment: datetime) -> LinkState:
    """Whether a link still works, and why it does not."""
    if link.used_at:
        return "used"
    if link.withdrawn_at:
        return "withdrawn"
    return "expired" if link.expires_at <= moment else "open"


def pending_updates(area: Area) -> QuerySet[PendingUpdate]:
    """What came through links and waits to be accepted."""
    waiting = PendingUpdate.objects.filter(area=area, state=PendingUpdate.State.WAITING)
    return waiting.select_related("link")
