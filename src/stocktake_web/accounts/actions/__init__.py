"""Writes accounts: every function is one transaction with its event."""

from __future__ import annotations

from stocktake_web.accounts.actions.areas import RESERVED_SLUGS, add_area, change_area
from stocktake_web.accounts.actions.invitations import (
    INVITATION_LIFE,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from stocktake_web.accounts.actions.people import add_account, erase_account, set_password
from stocktake_web.accounts.actions.roles import change_role, end_role, give_role

__all__ = [
    "INVITATION_LIFE",
    "RESERVED_SLUGS",
    "accept_invitation",
    "add_account",
    "add_area",
    "change_area",
    "change_role",
    "end_role",
    "erase_account",
    "give_role",
    "invite",
    "set_password",
    "withdraw_invitation",
]
