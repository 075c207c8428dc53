"""What one kind of target makes of the figures of a period, before dates and special years."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.standards.periods import Period
from stocktake.targets.observation import Observation
from stocktake.targets.verdict import Comparator, Level, Reason


@dataclass(frozen=True)
class TargetResult:
    """The plain result of one target on one period's figures.

    Parameters
    ----------
    is_met : bool or None
        Whether the level was reached; None where nobody can tell, for ``reason``.
    reason, reason_text : str
        The contract's reason, and the same in a clause for the sentence.
    required : float or None
        The level that was needed, in the unit.
    promise : str
        What the figure is compared with: ``"the 66.7% or more promised"``.
    over : Period, optional
        The earlier period of a comparison over time.
    tied : int
        Places that share the rank, this one included.
    straddles : bool
        Whether a tie reaches over the line.
    other_values : tuple of float
        Figures of the other places ranked.
    observations : tuple of Observation
        Every figure used, for the record.
    decimal_places : int, optional
        How many decimals tell the figure from the level where the usual ones do not.
    missing_period : Period, optional
        The period whose figure is absent, where one is.
    """

    is_met: bool | None
    reason: Reason | None = None
    reason_text: str = ""
    value: float | None = None
    required: float | None = None
    comparator: Comparator | None = None
    rank: int | None = None
    n: int | None = None
    baseline: Level | None = None
    promise: str = ""
    over: Period | None = None
    tied: int = 1
    straddles: bool = False
    other_values: tuple[float, ...] = ()
    observations: tuple[Observation, ...] = ()
    decimal_places: int | None = None
    missing_period: Period | None = None
