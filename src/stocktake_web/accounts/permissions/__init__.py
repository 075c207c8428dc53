"""Who may do what: a table of roles and permissions, predicates on objects, access to pages."""

from __future__ import annotations

from stocktake_web.accounts.permissions.access import public_page, requires, signed_in_page
from stocktake_web.accounts.permissions.decision import (
    PERMISSIONS,
    AccessQuery,
    has_permission,
    has_permission_somewhere,
    memberships_of,
    require_permission,
)
from stocktake_web.accounts.permissions.signed_in import account_of

__all__ = [
    "PERMISSIONS",
    "AccessQuery",
    "account_of",
    "has_permission",
    "has_permission_somewhere",
    "memberships_of",
    "public_page",
    "require_permission",
    "requires",
    "signed_in_page",
]
