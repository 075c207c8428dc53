"""Every error that Stocktake raises on purpose, and the fault lists they carry.

A fault says what is wrong, where, what was expected and what to do about it. A reader collects
all the faults of a file and raises once, so that nobody fixes a file one error at a time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_FAULTS = 20

UNSEEN = ("Cf", "Cc")
"""Kinds of characters that do not show: a soft hyphen, a zero-width space."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input, in the four parts a reader needs.

    Parameters
    ----------
    location : str
        The place in the input: ``"plan.toml: target[2].indicator"``, ``"returns.csv: row 14"``.
    problem : str
        What is wrong, as a sentence without a full stop.
    expected : str
        What would have been right; may be empty where ``problem`` already says it.
    fix : str
        What the reader should do next; may be empty.

    Examples
    --------
    >>> print(Fault("returns.csv: row 3", "no period", "a period such as 201718", "fill it in"))
    returns.csv: row 3: no period; expected a period such as 201718; fill it in
    """

    location: str
    problem: str
    expected: str = ""
    fix: str = ""

    def __str__(self) -> str:
        parts = [f"{self.location}: {self.problem}" if self.location else self.problem]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.fix:
            parts.append(self.fix)
        return "; ".join(parts)


class StocktakeError(Exception):
    """Anything that Stocktake refuses to do, with the reasons.

    Parameters
    ----------
    summary : str
        One line: what could not be done.
    faults : sequence of Fault
        Every reason found, in the order of the input; may be empty.

    Notes
    -----
    ``exit_code`` is the exit status of the command line for the class: 2 usage or plan,
    3 input file, 4 store.
    """

    exit_code = 1

    def __init__(self, summary: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(summary)
        self.summary = summary
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = [f"  {fault}" for fault in self.faults[:SHOWN_FAULTS]]
        hidden_count = len(self.faults) - SHOWN_FAULTS
        if hidden_count > 0:
            lines.append(f"  and {hidden_count} more of the kind")
        return "\n".join([self.summary, *lines])


class UsageError(StocktakeError):
    """The request itself makes no sense: an unknown name, a date that is no date."""

    exit_code = 2


class PlanError(StocktakeError):
    """A plan that cannot be read as a plan."""

    exit_code = 2


class DefinitionError(StocktakeError):
    """A definition file that is wrong, missing or unknown."""

    exit_code = 2


class CalendarError(StocktakeError):
    """A day that a calendar does not list, so that days cannot be counted."""

    exit_code = 2


class InputError(StocktakeError):
    """A published or returned file that cannot be read truthfully."""

    exit_code = 3


class StoreError(StocktakeError):
    """The release store refuses: same date with other bytes, damage, no room on the disk."""

    exit_code = 4


def nearest(name: str, known_names: Iterable[str]) -> str:
    """Suggest the known name nearest to one that was not found.

    Parameters
    ----------
    name : str
        What was written.
    known_names : iterable of str
        The names that exist.

    Returns
    -------
    str
        ``"did you mean ...?"``, or an empty string where nothing is near. What was written is
        never suggested, nor what looks the same.

    Examples
    --------
    >>> nearest("persistant-absence", ["persistent-absence", "suspensions"])
    "did you mean 'persistent-absence'?"
    >>> nearest("FILTER", ["Filter", "Indicator"])
    "did you mean 'Filter'?"
    >>> nearest("zebra", ["persistent-absence"])
    ''
    """
    names = [candidate for candidate in known_names if candidate != name]
    if _as_seen(name) in map(_as_seen, names):
        return "type the name again: it holds a space or a character that does not show"
    same_letters = [candidate for candidate in names if candidate.casefold() == name.casefold()]
    close = same_letters or get_close_matches(name, names, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""


def _as_seen(name: str) -> str:
    """A name as a reader sees it: without what does not show, and each letter in one form."""
    if name.isascii() and name.isprintable():
        return " ".join(name.split())
    letters = unicodedata.normalize("NFKC", name)
    visible_text = "".join(
        letter for letter in letters if unicodedata.category(letter) not in UNSEEN
    )
    return " ".join(visible_text.split())
