"""Predicates on objects: what "my school" and "my board" mean.

Each takes a membership and an object. An app registers its own, a mapping of
names to functions, as ``predicates``.
"""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.memberships.models import Membership


def my_school(membership: Membership, obj: Any) -> bool:
    """The object is about the school that the membership is about."""
    return bool(membership.school_urn) and membership.school_urn == getattr(obj, "school_urn", None)


def my_board(membership: Membership, obj: Any) -> bool:
    """The object belongs to the body that the membership is about."""
    return bool(membership.body_id) and membership.body_id == str(getattr(obj, "body_id", ""))


def my_own(membership: Membership, obj: Any) -> bool:
    """The object is owned by the member: it names the account as ``owner_user_id``."""
    return bool(membership.user_id == getattr(obj, "owner_user_id", None))


PREDICATES = {predicate.__name__: predicate for predicate in (my_school, my_board, my_own)}
