"""Keys that an installation holds outside its database."""

from __future__ import annotations

from django.conf import settings


def audit_key() -> bytes:
    """The key of the digests in the chain of events."""
    return str(settings.STOCKTAKE_AUDIT_KEY).encode()
