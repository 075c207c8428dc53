"""What "my board" means to boards: the account's role names it, or the account has a seat."""

from __future__ import annotations

from typing import Any

from rules.predicates import Predicate

from stocktake_web import services
from stocktake_web.accounts.models import Membership, Role
from stocktake_web.boards.bodies.models import VOTING, Seat


def _seats(membership: Membership, obj: Any) -> Any:
    return Seat.objects.in_term(services.today()).filter(
        user_id=membership.user_id, area_id=membership.area_id, body__key=obj.body_key
    )


def sits_on(membership: Membership, obj: Any) -> bool:
    """The member sits on the body, in whatever capacity."""
    return bool(membership.body_id and membership.body_id == obj.body_key) or bool(
        _seats(membership, obj).exists()
    )


def votes_on(membership: Membership, obj: Any) -> bool:
    """The member has a vote on the body."""
    is_named = membership.role == Role.BOARD_MEMBER and membership.body_id == obj.body_key
    return bool(is_named) or bool(_seats(membership, obj).filter(kind__in=VOTING).exists())


def sits_on_or_owns(membership: Membership, obj: Any) -> bool:
    """The member sits on the body that agreed the action, or is to do it."""
    owns = obj.owner_user_id is not None and obj.owner_user_id == membership.user_id
    return owns or bool(sits_on(membership, obj))


PREDICATES = {
    predicate.__name__: Predicate(predicate) for predicate in (sits_on, votes_on, sits_on_or_owns)
}
