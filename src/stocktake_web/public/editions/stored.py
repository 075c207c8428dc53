"""Reads what a public edition stored, in every format that one was ever stored in.

What is stored is never rewritten. New editions store the content model of ``publish`` as it is;
an earlier format keeps the reader that it had.
"""

from __future__ import annotations

import hashlib
import json

from stocktake.publish import PublicAccount
from stocktake_web.public.editions.stored_v1_reader import read_edition_v1


def read_edition(text: str) -> PublicAccount:
    """What a stored edition says.

    Parameters
    ----------
    text : str
        As it was stored.

    Raises
    ------
    ValidationError
        It is of no format that was ever stored.
    """
    # The first format had no such number.
    if "schema_version" not in json.loads(text):
        return read_edition_v1(text)
    return PublicAccount.model_validate_json(text)


def digest_of(body: str | bytes) -> str:
    """SHA-256 of what is published."""
    return hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
