"""Keeps people and keys out of the log: e-mail addresses, and links that are good for one act."""

from __future__ import annotations

import logging
import re

KEYS = re.compile(r"(/link/|/accounts/invitation/|/accounts/password/reset/key/)[^/\s]+")
ADDRESSES = re.compile(r"[^\s/@()<>'\"=,;]+@[^\s/@()<>'\"=,;]+")


class RedactingFormatter(logging.Formatter):
    """Writes a line, and a traceback below it, without addresses and keys.

    A database names the clashing value in its complaint, and a request that is refused is logged
    with its path: both would otherwise be read by whoever reads the log.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return redact_log(super().format(record))


def redact_log(text: str) -> str:
    """A text without e-mail addresses and without the keys in links.

    Examples
    --------
    >>> redact_log("Gone: /link/abc:def/ by ann@example.org")
    'Gone: /link/.../ by ...'
    """
    return ADDRESSES.sub("...", KEYS.sub(r"\1...", text))
