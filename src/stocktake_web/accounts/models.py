"""The models of all features, where Django and other apps find them."""

from __future__ import annotations

from stocktake_web.accounts.areas.models import SLUG, Area
from stocktake_web.accounts.dashboard.models import Visit
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.memberships.models import PUBLIC, Membership, Role
from stocktake_web.accounts.people.models import User, UserManager
from stocktake_web.accounts.schools.models import School, SchoolType

__all__ = [
    "PUBLIC",
    "SLUG",
    "Area",
    "Invitation",
    "Membership",
    "Role",
    "School",
    "SchoolType",
    "User",
    "UserManager",
    "Visit",
]
