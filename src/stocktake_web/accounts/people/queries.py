"""Reads accounts."""

from __future__ import annotations

from stocktake_web.accounts.people.models import User


def find_account(email: str) -> User | None:
    """The account with an e-mail address; None where there is none."""
    return User.objects.filter(email__iexact=email.strip()).first()
