"""Notices personal data in the free text of a return, so that none is kept."""

from __future__ import annotations

import re

_PATTERNS = {
    "an e-mail address": re.compile(r"\S@\S"),
    "a pupil number": re.compile(r"\b[A-Z]\d{11,12}[A-Z0-9]?\b", re.IGNORECASE),
    "a person's name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Prof)\b\.?\s+\S", re.I),
    "a date of birth": re.compile(r"\b(?:born|d\.?o\.?b\.?)\b", re.IGNORECASE),
    "a telephone number": re.compile(r"\b0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b"),
}


def personal_data_in(text: str) -> list[str]:
    """What a text seems to hold about a person, in words; what it is is not repeated.

    Examples
    --------
    >>> personal_data_in("head of year 11"), personal_data_in("ask Mrs Example")
    ([], ["a person's name"])
    """
    return [kind for kind, pattern in _PATTERNS.items() if pattern.search(text)]
