"""One place, its dated ONS codes, and the places that are made from a number alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stocktake.standards.errors import UsageError
from stocktake.standards.identifiers import parse_urn
from stocktake.standards.reserved import is_reserved
from stocktake.standards.schema import Level


@dataclass(frozen=True)
class Code:
    """An ONS code and the days between which it was in force.

    Parameters
    ----------
    code : str
        Nine characters, such as ``E06000009``.
    starts, ends : date or None
        First and last day in force; None at the start means for as long as publications go
        back, None at the end means still.
    verified : bool
        Whether a published file that the tests read carries the code.
    """

    code: str
    starts: date | None = None
    ends: date | None = None
    verified: bool = False

    def in_force(self, day: date) -> bool:
        """Whether the code was in force on a day."""
        return _within(day, self.starts, self.ends)


@dataclass(frozen=True)
class Place:
    """A place that has figures: an authority, region, district, trust, school or area.

    Parameters
    ----------
    id : str
        Our own, such as ``la-890``; it never changes.
    name : str
        As the department writes it.
    level : str
        A geographic level of the open data standard, or ``Area``.
    old_la_code : str or None
        The three-digit DfE number; for regions and England, that of LAIT's area rows.
    codes : tuple of Code
        ONS codes, oldest first.
    region : str or None
        Id of the place next above: a region, ``region-london`` or ``england``.
    starts, ends : date or None
        First and last day on which it existed; None where it lies outside the record.
    predecessors, successors : tuple of str
        Ids of the places that it took over from, or that took over from it.
    other_names : tuple of str
        Other spellings and the words that people use.
    members : tuple of str
        Ids of the places whose figures add up to it; empty where it has figures of its own.
    kind : str
        ``UA``, ``MD``, ``SC``, ``ILB``, ``OLB``, or empty for what is no authority.
    is_invented : bool
        Whether it has a number that is kept for invented places; it is never ranked with real
        ones.

    Notes
    -----
    Source: LAIT code list (2026); ONS Register of Geographic Codes.

    Examples
    --------
    >>> old, new = Code("E10000023", ends=date(2023, 3, 31)), Code("E06000065", date(2023, 4, 1))
    >>> north_yorkshire = Place("la-815", "North Yorkshire", "Local authority", "815", (old, new))
    >>> north_yorkshire.code_on(date(2017, 8, 31)), north_yorkshire.code_on(date(2024, 8, 31))
    ('E10000023', 'E06000065')
    """

    id: str
    name: str
    level: Level
    old_la_code: str | None = None
    codes: tuple[Code, ...] = ()
    region: str | None = None
    starts: date | None = None
    ends: date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    kind: str = ""
    is_invented: bool = False

    def code_on(self, day: date) -> str | None:
        """The ONS code in force on a day; None where it had none."""
        return next((code.code for code in self.codes if code.in_force(day)), None)

    def exists_on(self, day: date) -> bool:
        """Whether the place existed on a day."""
        return _within(day, self.starts, self.ends)


def school_place(urn: str | int, name: str = "") -> Place:
    """The place of a school, made from its URN without an entry in the register.

    Raises
    ------
    UsageError
        For what is no URN.

    Examples
    --------
    >>> school_place(119781).id
    'school-119781'
    """
    number = parse_urn(urn).number
    identity = f"school-{number}"
    is_invented = is_reserved(identity)
    return Place(identity, name or f"School {number}", "School", is_invented=is_invented)


def trust_place(uid: str | int, name: str = "") -> Place:
    """The place of a multi-academy trust, made from its group number (UID).

    Raises
    ------
    UsageError
        For what is no group number.

    Examples
    --------
    >>> trust_place("2044").id
    'trust-2044'
    """
    number = str(uid).strip()
    if not re.fullmatch(r"[1-9]\d{0,5}", number):
        raise UsageError(f"{uid!r} is no group number of a trust; expected one to six digits")
    identity = f"trust-{number}"
    return Place(identity, name or f"Trust {number}", "MAT", is_invented=is_reserved(identity))


def _within(day: date, starts: date | None, ends: date | None) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)
