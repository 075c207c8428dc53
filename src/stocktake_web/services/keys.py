"""Keys that an installation holds outside its database."""

from __future__ import annotations

import hmac

from django.conf import settings


def audit_key() -> bytes:
    """The key of the digests in the chain of events."""
    return str(settings.STOCKTAKE_AUDIT_KEY).encode()


def register_key(area_slug: str) -> bytes:
    """The key that seals what an area's register keeps of hidden figures; no other area's opens it.

    It lies outside registers and their back-ups. An installation without a key for registers makes
    it from the audit key, which every installation has.
    """
    secret = str(settings.STOCKTAKE_REGISTER_KEY or settings.STOCKTAKE_AUDIT_KEY).encode()
    return hmac.digest(secret, f"register of {area_slug}".encode(), "sha256")
