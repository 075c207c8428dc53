"""The register of interests: what is in it, when it must be confirmed, what it flags. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from stocktake.standards import add_months

RENEWED_AFTER_MONTHS = 12


class Line(Protocol):
    """A line of the register."""

    confirmed_on: date
    ended_on: date | None

    @property
    def nil(self) -> bool:
        """Whether it states that there is nothing to declare."""

    @property
    def organisation(self) -> str:
        """In what the interest is."""


@dataclass(frozen=True)
class Standing:
    """Whether a person's entry in the register is there and fresh.

    Parameters
    ----------
    state : str
        ``none`` (nothing declared, not even that there is nothing), ``overdue`` or ``current``.
    until : date or None
        When it must be confirmed again, or since when it is overdue.
    """

    state: Literal["none", "overdue", "current"]
    until: date | None = None

    @property
    def label(self) -> str:
        """The standing in words."""
        return {
            "none": "Nothing declared, not even nil",
            "overdue": "Renewal overdue",
            "current": "Declared",
        }[self.state]


def standing(lines: Iterable[Line], on: date) -> Standing:
    """The standing of the register's lines of one person.

    Parameters
    ----------
    lines : iterable of Line
        Those that ended are left out here.
    on : date
    """
    live = [line for line in lines if line.ended_on is None or line.ended_on > on]
    if not live:
        return Standing("none")
    until = add_months(min(line.confirmed_on for line in live), RENEWED_AFTER_MONTHS)
    return Standing("overdue" if until <= on else "current", until)


def same_organisation(first: str, second: str) -> bool:
    """Whether two names mean one organisation: capitals, blanks and "the" aside.

    Examples
    --------
    >>> same_organisation("The Example  Reading Trust", "example reading trust")
    True
    >>> same_organisation("", "")
    False
    """
    return bool(_plain(first)) and _plain(first) == _plain(second)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
