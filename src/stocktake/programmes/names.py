"""Finds two files that describe one programme under two names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from stocktake.programmes.programme import Programme
from stocktake.standards.definition_faults import CrossFault

_FILLERS = frozenset(
    {"the", "a", "an", "of", "and", "programme", "project", "scheme", "initiative"}
)


def plain_name(name: str) -> str:
    """A name without case, marks, accents and words that make no difference.

    Examples
    --------
    >>> plain_name("The Primary-Futures Programme") == plain_name("primary futures")
    True
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(letter if letter.isalnum() else " " for letter in letters
                   if not unicodedata.combining(letter))  # fmt: skip
    words = text.split()
    return " ".join(word for word in words if word not in _FILLERS) or " ".join(words)


def shared_names(programmes: Sequence[Programme]) -> Iterator[tuple[int, CrossFault]]:
    """Each programme, by number, whose name an earlier one has, with what is wrong."""
    owners: dict[str, Programme] = {}
    for number, programme in enumerate(programmes):
        for name in programme.names:
            owner = owners.setdefault(plain_name(name), programme)
            if owner is not programme:
                key = "title" if name == programme.title else "other_names"
                yield (
                    number,
                    CrossFault(
                        (key,),
                        f"{name!r} is a name of {owner.id} too",
                        "each programme once",
                        "describe it in one file, or say which is meant",
                    ),
                )
