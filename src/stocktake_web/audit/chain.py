"""The arithmetic of the chain: what a digest is taken of. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def keyed(key: bytes, *parts: str) -> str:
    """HMAC-SHA256 over parts that cannot run into one another.

    Examples
    --------
    >>> keyed(b"k", "ab", "c") == keyed(b"k", "a", "bc")
    False
    """
    message = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def as_text(value: Any) -> str:
    r"""A value as the one JSON text that stands for it.

    Examples
    --------
    >>> as_text({"b": 1, "a": "é"})
    '{"a":"\\u00e9","b":1}'
    """
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A moment as it enters the chain: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def event_hash(
    key: bytes,
    *,
    chain: str,
    number: int,
    at: datetime,
    actor_id: int | None,
    actor_role: str,
    verb: str,
    object_type: str,
    object_id: str,
    digests: Mapping[str, str],
    previous: str,
) -> str:
    """The digest of an event and of the one before it."""
    return keyed(
        key,
        "event/1",
        chain,
        str(number),
        moment(at),
        "" if actor_id is None else str(actor_id),
        actor_role,
        verb,
        object_type,
        object_id,
        as_text(dict(digests)),
        previous,
    )
