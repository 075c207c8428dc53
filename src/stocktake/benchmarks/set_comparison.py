"""A place compared with a set of places: who they are, its rank, their middle, and any line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean, median

from stocktake.benchmarks.gaps import gap
from stocktake.benchmarks.rank import Direction, Rank, count_within, level_within, rank_among


@dataclass(frozen=True)
class SetComparison:
    """A place compared with a set of places, for one indicator, group and period.

    Parameters
    ----------
    places : tuple of str
        The set, the place itself left out.
    missing : tuple of str
        Those of them without a figure.
    other_values : tuple of float
        Figures of the rest, the best first; the highest first where neither direction is better.
    value : float or None
        The place's own figure.
    better : "higher", "lower" or None
    rank : Rank or None
        Of the place among itself and the others with a figure.
    not_ranked : str
        Why there is no rank, in a clause; empty where there is one.
    """

    places: tuple[str, ...]
    missing: tuple[str, ...]
    other_values: tuple[float, ...]
    value: float | None
    better: Direction | None
    rank: Rank | None
    not_ranked: str = ""

    @property
    def n(self) -> int:
        """How many places are ranked where this one counts too."""
        return len(self.other_values) + 1

    @property
    def mean(self) -> float | None:
        """Of the others' figures, each counting once; None where none has a figure."""
        return fmean(self.other_values) if self.other_values else None

    @property
    def median(self) -> float | None:
        """Of the others' figures; None where none has a figure."""
        return median(self.other_values) if self.other_values else None

    @property
    def median_with_place(self) -> float | None:
        """Of all figures ranked, the place's own among them: that of the median authority."""
        own_values = () if self.rank is None or self.value is None else (self.value,)
        return (
            median((*self.other_values, *own_values)) if self.other_values or own_values else None
        )

    @property
    def gap(self) -> float | None:
        """The place less the mean."""
        return gap(self.value, self.mean)

    def level_needed(self, best: int) -> float | None:
        """The figure that would just be among the best so many, the others being as they are.

        None where no rank is within the line, where every figure is, or where nobody else has a
        figure. See :func:`stocktake.benchmarks.rank.level_within`.
        """
        return level_within(self.other_values, best)

    def level_for_share(self, share: Fraction | float) -> float | None:
        """The figure that would just be within the best share; see :meth:`level_needed`."""
        return self.level_needed(count_within(self.n, share))

    def with_value(self, value: float) -> SetComparison:
        """The same set, with another figure for the place, which counts as one of those ranked."""
        rank = rank_among(value, self.other_values, self.better) if self.better else None
        reason = "" if rank else "neither direction is better"
        return SetComparison(
            self.places, self.missing, self.other_values, value, self.better, rank, reason
        )
