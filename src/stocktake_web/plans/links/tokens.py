"""Tokens of single-purpose links: signed, and good for one activity alone."""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing

SALT = "stocktake.plans.link"


def new_token(activity: str) -> str:
    """A token that nobody can guess and nobody else can make."""
    return signing.dumps([activity, secrets.token_urlsafe(24)], salt=SALT)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def activity_of(token: str) -> str | None:
    """The activity that a token is for; None where we did not sign it."""
    try:
        activity, _ = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return str(activity)
