"""Predicates on objects: what "my school" and "my board" mean.

Each takes a membership and an object. An app registers its own, a mapping of
names to functions, as ``predicates``.
"""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.schools.queries import trust_key


def my_school(membership: Membership, obj: Any) -> bool:
    """The object is about the school that the membership is about."""
    return bool(membership.school_urn) and membership.school_urn == getattr(obj, "school_urn", None)


def my_school_or_trust(membership: Membership, obj: Any) -> bool:
    """The object is about the member's school, or about a school of the member's trust."""
    trust_uid = getattr(obj, "trust_uid", "")
    return my_school(membership, obj) or bool(
        trust_uid and membership.body_id == trust_key(trust_uid)
    )


def my_school_as_chair(membership: Membership, obj: Any) -> bool:
    """The object is about the school whose governing body the member chairs."""
    return membership.is_chair and my_school(membership, obj)


def my_board(membership: Membership, obj: Any) -> bool:
    """The object belongs to the body that the membership is about."""
    return bool(membership.body_id) and membership.body_id == str(getattr(obj, "body_id", ""))


def my_own(membership: Membership, obj: Any) -> bool:
    """The object is owned by the member: it names the account as ``owner_user_id``."""
    return bool(membership.user_id == getattr(obj, "owner_user_id", None))


PREDICATES = {
    predicate.__name__: predicate
    for predicate in (my_school, my_school_or_trust, my_school_as_chair, my_board, my_own)
}
