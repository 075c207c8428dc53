"""Tokens for links that open one thing once. Only their digests are kept."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> tuple[str, str]:
    """A token to send, and the digest to keep."""
    token = secrets.token_urlsafe(32)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """The digest under which a token is found again.

    Examples
    --------
    >>> len(digest_of("anything"))
    64
    """
    return hashlib.sha256(token.encode()).hexdigest()
