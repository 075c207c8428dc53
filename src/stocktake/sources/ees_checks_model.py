"""What a check is, and how many faults of one kind are reported as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from stocktake.sources.ees_screened import EesFile
from stocktake.standards.errors import Fault

Severity = Literal["refuse", "note"]


@dataclass(frozen=True)
class Check:
    """One thing that a file must satisfy.

    Parameters
    ----------
    id : str
        The screener's id (eesyscreener, 2026); ``is_own`` says where there is none.
    statement : str
        What must be true, as a sentence without a full stop.
    run : callable
        Returns the faults of a file; none where it passes.
    severity, strict : {"refuse", "note"}
        What a fault leads to, and what it leads to under ``--strict``.
    is_own : bool
        True where the check is ours and the screener has none of the name.
    short : str
        What the screener looks at under this id and we do not, as a clause; empty where the rule
        is the same.
    """

    id: str
    statement: str
    run: Callable[[EesFile], list[Fault]]
    severity: Severity = "note"
    strict: Severity = "refuse"
    is_own: bool = False
    short: str = ""


def told_once(faults: Sequence[Fault]) -> list[Fault]:
    """The first of several faults of one kind, saying how many others there are.

    Examples
    --------
    >>> print(*told_once([Fault("a.csv: line 2", "'q' is odd"), Fault("a.csv: line 9", "so is")]))
    a.csv: line 2: 'q' is odd, and 1 other(s) likewise
    """
    if len(faults) < 2:
        return list(faults)
    return [
        replace(faults[0], problem=f"{faults[0].problem}, and {len(faults) - 1} other(s) likewise")
    ]
