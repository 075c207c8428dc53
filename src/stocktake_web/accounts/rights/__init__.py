"""Who may do what: a table of roles and rights, predicates on objects, and the doors of pages."""

from __future__ import annotations

from stocktake_web.accounts.rights.asking import account_of
from stocktake_web.accounts.rights.decide import (
    RIGHTS,
    Asked,
    may,
    may_somewhere,
    memberships_of,
    require,
)
from stocktake_web.accounts.rights.doors import public_page, right, signed_in_page

__all__ = [
    "RIGHTS",
    "Asked",
    "account_of",
    "may",
    "may_somewhere",
    "memberships_of",
    "public_page",
    "require",
    "right",
    "signed_in_page",
]
