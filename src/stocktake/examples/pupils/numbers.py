"""Pupil numbers: valid, of authorities that no real place is, a few of them temporary."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stocktake.examples.pupils.random_streams import Flags, Ints
from stocktake.standards.identifiers import UPN_LETTERS

_ZERO, _A = ord("0"), ord("A")
_LETTERS = np.array([ord(letter) for letter in UPN_LETTERS], dtype=np.int64)
_VALUES = np.zeros(128, dtype=np.int64)
_VALUES[_ZERO : _ZERO + 10] = np.arange(10)
_VALUES[_LETTERS] = np.arange(len(UPN_LETTERS))


def upns(rest: NDArray[np.str_]) -> NDArray[np.str_]:
    """Put the check letter before each of many numbers of twelve characters.

    Parameters
    ----------
    rest : array of str
        Eleven digits, then a digit or a letter of the twenty-three.

    Returns
    -------
    array of str
        Thirteen characters each, as ``stocktake.standards.identifiers.upn_check_letter`` has it.

    Examples
    --------
    >>> upns(np.array(["801200005001", "89040001700A"])).tolist()
    ['B801200005001', 'E89040001700A']
    """
    characters = np.ascontiguousarray(rest.astype("U12")).view(np.uint32).reshape(len(rest), 12)
    sums = (_VALUES[characters] * np.arange(2, 14)).sum(axis=1)
    whole = np.empty((len(rest), 13), dtype=np.uint32)
    whole[:, 0] = _LETTERS[sums % len(UPN_LETTERS)]
    whole[:, 1:] = characters
    return np.asarray(whole.view("U13").reshape(len(rest)))


def upn_numbers(la: Ints, estab: Ints, year: Ints, temporary: Flags) -> NDArray[np.str_]:
    """Numbers issued in the order given, counted within authority, school and year.

    Parameters
    ----------
    la, estab : array of int
        Of the school that issued the number.
    year : array of int
        The calendar year of issue, four digits.
    temporary : array of bool
        Whether the number ends in a letter.

    Returns
    -------
    array of str
    """
    group = (la * 10_000 + estab) * 100 + year % 100
    key = group * 2 + temporary
    order = np.argsort(key, kind="stable")
    ordered_key = key[order]
    first = np.searchsorted(ordered_key, ordered_key, side="left")
    serial = np.empty(len(key), dtype=np.int64)
    serial[order] = np.arange(len(key)) - first + 1
    rest = np.empty((len(key), 12), dtype=np.uint32)
    rest[:, :9] = _digits(group, 9)
    rest[:, 9:] = _digits(serial, 3)
    short = serial[temporary]
    rest[temporary, 9:11] = _digits(short // len(UPN_LETTERS), 2)
    rest[temporary, 11] = _LETTERS[short % len(UPN_LETTERS)]
    return upns(rest.view("U12").reshape(len(key)))


def _digits(number: Ints, width: int) -> Ints:
    """The characters of whole numbers, with leading zeros."""
    places = 10 ** np.arange(width - 1, -1, -1)
    return np.asarray(number[:, None] // places[None, :] % 10 + _ZERO)
