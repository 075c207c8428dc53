"""What one kind of target finds in the figures, before comparability and dates are weighed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stocktake.standards.periods import Period
from stocktake.targets.comparability import Compares
from stocktake.targets.look import Observed
from stocktake.targets.verdict import Comparator, Level, Reason


@dataclass(frozen=True)
class Finding:
    """The plain result of one kind on one period's figures.

    Parameters
    ----------
    holds : bool or None
        Whether the level was reached; None where it cannot be told, for ``reason``.
    reason, why : str
        The contract's reason, and the same in a clause for the sentence.
    required : float or None
        The level that was needed, in the unit.
    asked : str
        The requirement where it is no level: ``"in the top half of England"``.
    promise : str
        What the figure is set against: ``"the 66.7% or more promised"``.
    compares_gap : bool
        Whether ``value`` and ``required`` are gaps between two figures.
    compares : str
        ``fixed_level``, ``over_time`` or ``within_period``: what comparability does to it.
    over : Period, optional
        The earlier period of a comparison over time.
    share : Fraction, optional
        Of a position: the share of places that is inside the line.
    tied : int
        Places that share the rank, this one included.
    straddles : bool
        Whether a tie reaches over the line.
    others : tuple of float
        Figures of the other places ranked.
    used : tuple of Observed
        Every figure used, for the record.
    """

    holds: bool | None
    reason: Reason | None = None
    why: str = ""
    value: float | None = None
    required: float | None = None
    comparator: Comparator | None = None
    rank: int | None = None
    n: int | None = None
    baseline: Level | None = None
    asked: str = ""
    promise: str = ""
    compares_gap: bool = False
    compares: Compares = "fixed_level"
    over: Period | None = None
    share: Fraction | None = None
    tied: int = 1
    straddles: bool = False
    others: tuple[float, ...] = ()
    used: tuple[Observed, ...] = ()
