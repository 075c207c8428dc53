"""The numbers by which pupils, schools and providers are known, and their check letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stocktake.standards.errors import UsageError

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@dataclass(frozen=True)
class Upn:
    """A unique pupil number, taken apart.

    Parameters
    ----------
    number : str
        The thirteen characters. Never print, log or publish them.
    la : str
        Three digits: the authority that issued it, which may be one long abolished.
    estab : str
        Four digits: the school that issued it.
    year : str
        Two digits: the year in which it was issued.
    temporary : bool
        Whether it ends in a letter, and so stands in for a number not yet known.
    """

    number: str
    la: str
    estab: str
    year: str
    temporary: bool

    def __repr__(self) -> str:
        # A number that reaches a traceback or a log has left the building.
        return f"Upn(temporary={self.temporary})"


@dataclass(frozen=True)
class Urn:
    """The six-digit unique reference number of a school."""

    number: str


@dataclass(frozen=True)
class Laestab:
    """A school's DfE number: the authority's three digits and the establishment's four."""

    la: str
    estab: str

    @property
    def number(self) -> str:
        """Seven digits without a stroke, as the open data standard has them."""
        return f"{self.la}{self.estab}"

    def __str__(self) -> str:
        return f"{self.la}/{self.estab}"


@dataclass(frozen=True)
class Ukprn:
    """The eight-digit number of a learning provider."""

    number: str


def upn_check_letter(rest: str) -> str:
    """The check letter that belongs before the last twelve characters of a UPN.

    Parameters
    ----------
    rest : str
        Twelve characters: eleven digits, then a digit or, in a temporary number, a letter.

    Returns
    -------
    str
        One of the 23 letters; I, O and S are not used.

    Raises
    ------
    UsageError
        For anything but such characters.

    Notes
    -----
    Characters count 2 to 13; the sum of position times value, modulo 23, picks the letter. A
    letter's value is its place among the 23.

    Source: Unique pupil numbers, Government Data Standard 2 (2004).

    Examples
    --------
    >>> upn_check_letter("801200005001")
    'B'
    >>> upn_check_letter("89040001700A")
    'E'
    """
    if len(rest) != 12:
        raise UsageError(f"no check letter can be found: expected 12 characters, not {len(rest)}")
    fault = _upn_faults("A" + rest)
    if fault:
        raise UsageError(f"no check letter can be found: {fault}")
    values = [UPN_LETTERS.index(c) if c.isalpha() else int(c) for c in rest]
    total = sum(position * value for position, value in enumerate(values, start=2))
    return UPN_LETTERS[total % 23]


def parse_upn(text: str) -> Upn:
    """Read a unique pupil number and check its letter.

    Parameters
    ----------
    text : str
        Thirteen characters; spaces around them and lower case are forgiven.

    Returns
    -------
    Upn

    Raises
    ------
    UsageError
        With the position of the fault, and never the number itself.

    Examples
    --------
    >>> parse_upn("U890400017001").estab
    '4000'
    >>> parse_upn("A890400017001")
    Traceback (most recent call last):
    ...
    stocktake.standards.errors.UsageError: no UPN: the check letter (position 1) does not fit
    """
    number = text.strip().upper()
    fault = _upn_faults(number)
    if fault:
        raise UsageError(f"no UPN: {fault}")
    if upn_check_letter(number[1:]) != number[0]:
        raise UsageError("no UPN: the check letter (position 1) does not fit")
    return Upn(number, number[1:4], number[4:8], number[8:10], number[12].isalpha())


def _upn_faults(number: str) -> str:
    if len(number) != 13:
        return f"expected 13 characters, found {len(number)}"
    if number[0] not in UPN_LETTERS:
        return "position 1 must be a letter other than I, O and S"
    for position, character in enumerate(number[1:12], start=2):
        if character not in "0123456789":
            return f"position {position} must be a digit"
    if number[12] not in "0123456789" + UPN_LETTERS:
        return "position 13 must be a digit, or a letter other than I, O and S"
    return ""


def parse_urn(text: str | int) -> Urn:
    """Read a school's unique reference number: six digits, none of them a leading zero.

    Raises
    ------
    UsageError
        For anything else.

    Examples
    --------
    >>> parse_urn(119781).number
    '119781'
    """
    number = str(text).strip()
    if not re.fullmatch(r"[1-9][0-9]{5}", number):
        raise UsageError(f"{_shown_text(text)} is no URN; expected six digits such as 119781")
    return Urn(number)


def parse_laestab(text: str | int) -> Laestab:
    """Read a DfE number: ``890/4000``, ``890-4000``, ``890 4000`` or ``8904000``.

    Raises
    ------
    UsageError
        For anything else.

    Examples
    --------
    >>> str(parse_laestab(8904000)), parse_laestab("890/4000").number
    ('890/4000', '8904000')
    """
    match = re.fullmatch(r"([0-9]{3})[/ -]?([0-9]{4})", str(text).strip())
    if not match:
        raise UsageError(
            f"{_shown_text(text)} is no DfE number; expected three and four digits such as 890/4000"
        )
    return Laestab(match[1], match[2])


def parse_ukprn(text: str | int) -> Ukprn:
    """Read a provider's reference number: eight digits that begin with 1.

    Raises
    ------
    UsageError
        For anything else.

    Examples
    --------
    >>> parse_ukprn("10033177").number
    '10033177'
    """
    number = str(text).strip()
    if not re.fullmatch(r"1[0-9]{7}", number):
        raise UsageError(
            f"{_shown_text(text)} is no UKPRN; expected eight digits that begin with 1"
        )
    return Ukprn(number)


def _shown_text(text: str | int) -> str:
    # A shifted column may put a pupil's number where a school's belongs.
    stripped_text = str(text).strip()
    return (
        repr(stripped_text)
        if len(stripped_text) <= 9
        else f"a text of {len(stripped_text)} characters"
    )
