"""One group's figure less another's, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from stocktake.pupils.summary import Z_95


@dataclass(frozen=True)
class GroupSums:
    """What a group's pupils come to: enough for a mean, a percentage and their spread.

    Parameters
    ----------
    count : int
        Pupils whose measure is known.
    total : float
        Sum of the measure; for yes or no the number of yeses.
    squares : float
        Sum of the squares.
    """

    count: int = 0
    total: float = 0.0
    squares: float = 0.0

    def __add__(self, second: GroupSums) -> GroupSums:
        return GroupSums(
            self.count + second.count, self.total + second.total, self.squares + second.squares
        )

    def __sub__(self, second: GroupSums) -> GroupSums:
        return GroupSums(
            self.count - second.count, self.total - second.total, self.squares - second.squares
        )

    @property
    def mean(self) -> float:
        """The mean; for yes or no the share, 0 to 1."""
        return self.total / self.count

    @property
    def variance(self) -> float:
        """Between pupils, with n - 1."""
        return max(self.squares - self.count * self.mean**2, 0.0) / (self.count - 1)

    def wilson(self) -> tuple[float, float]:
        """Wilson's 95 per cent limits of a share."""
        n, p, z = self.count, self.mean, Z_95
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return centre - half, centre + half


@dataclass(frozen=True)
class Difference:
    """A difference and its 95 per cent limits, in the unit of the measure (a share: 0 to 1)."""

    value: float
    lower: float
    upper: float


def difference(
    group: GroupSums, comparator: GroupSums, *, share: bool, sd: float | None = None
) -> Difference:
    """A group's mean or share less another's.

    Parameters
    ----------
    group, comparator : GroupSums
        At least two pupils each, none of them in both.
    share : bool
        Whether the measure is yes or no.
    sd : float, optional
        For means: the national standard deviation of pupils, instead of each group's own.

    Returns
    -------
    Difference

    Notes
    -----
    Shares: Newcombe's hybrid score interval, which needs no large counts. Means: 1.96 times the
    root of the two squared standard errors.

    Source: R. G. Newcombe, Interval estimation for the difference between independent
    proportions, method 10 (1998); B. L. Welch (1947) for unequal spreads.

    Examples
    --------
    Newcombe's own example, 56 of 70 against 48 of 80:

    >>> found = difference(GroupSums(70, 56, 56), GroupSums(80, 48, 48), share=True)
    >>> round(found.value, 2), round(found.lower, 4), round(found.upper, 4)
    (0.2, 0.0524, 0.3339)
    """
    value = group.mean - comparator.mean
    if share:
        (low, high), (low_other, high_other) = group.wilson(), comparator.wilson()
        return Difference(
            value,
            value - sqrt((group.mean - low) ** 2 + (high_other - comparator.mean) ** 2),
            value + sqrt((high - group.mean) ** 2 + (comparator.mean - low_other) ** 2),
        )
    spreads = (group.variance, comparator.variance) if sd is None else (sd * sd, sd * sd)
    half = Z_95 * sqrt(spreads[0] / group.count + spreads[1] / comparator.count)
    return Difference(value, value - half, value + half)
