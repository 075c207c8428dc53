"""Every error that Stocktake raises on purpose, and the fault lists they carry.

A fault says what is wrong, where, what was expected and what to do about it. A reader collects
all the faults of a file and raises once, so that nobody mends a file one error at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

SHOWN_FAULTS = 20


@dataclass(frozen=True)
class Fault:
    """One thing wrong with an input, in the four parts a reader needs.

    Parameters
    ----------
    where : str
        The place in the input: ``"plan.toml: target[2].indicator"``, ``"returns.csv: row 14"``.
    what : str
        What is wrong, as a sentence without a full stop.
    expected : str
        What would have been right; may be empty where ``what`` already says it.
    fix : str
        What the reader should do next; may be empty.

    Examples
    --------
    >>> print(Fault("returns.csv: row 3", "no period", "a period such as 201718", "fill it in"))
    returns.csv: row 3: no period; expected a period such as 201718; fill it in
    """

    where: str
    what: str
    expected: str = ""
    fix: str = ""

    def __str__(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
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
        shown = [f"  {fault}" for fault in self.faults[:SHOWN_FAULTS]]
        hidden = len(self.faults) - SHOWN_FAULTS
        if hidden > 0:
            shown.append(f"  and {hidden} more of the kind")
        return "\n".join([self.summary, *shown])


class UsageError(StocktakeError):
    """The request itself makes no sense: an unknown name, a date that is no date."""

    exit_code = 2


class PlanError(StocktakeError):
    """A plan that cannot be read as a plan."""

    exit_code = 2


class DefinitionError(StocktakeError):
    """A definition file that is wrong, missing or unknown."""

    exit_code = 2


class InputError(StocktakeError):
    """A published or returned file that cannot be read truthfully."""

    exit_code = 3


class StoreError(StocktakeError):
    """The release store refuses: same date with other bytes, damage, no room on the disk."""

    exit_code = 4


def nearest(name: str, known: Iterable[str]) -> str:
    """Suggest the known name nearest to one that was not found.

    Parameters
    ----------
    name : str
        What was written.
    known : iterable of str
        The names that exist.

    Returns
    -------
    str
        ``"did you mean ...?"``, or an empty string where nothing is near.

    Examples
    --------
    >>> nearest("persistant-absence", ["persistent-absence", "suspensions"])
    "did you mean 'persistent-absence'?"
    >>> nearest("zebra", ["persistent-absence"])
    ''
    """
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""
