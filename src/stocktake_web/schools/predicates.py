"""What the app's table of permissions may ask of an object."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import Membership
from stocktake_web.accounts.permissions.predicates import my_school_or_trust


def my_action(membership: Membership, obj: Any) -> bool:
    """The member's account has the action as its task, and the member is of the school still."""
    is_assigned = membership.user_id == getattr(obj, "assignee_id", None)
    return is_assigned and my_school_or_trust(membership, obj)


PREDICATES = {"my_action": my_action}
