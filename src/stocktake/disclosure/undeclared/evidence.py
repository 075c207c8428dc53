"""How surely figures that agree do so for a reason.

The larger the figures, and the more of them, the less likely is chance: that two figures of about
200 are equal happens once in some 200 times. Figures that agree are taken for more than chance
where they would agree by chance less than once in 1,000 times, however many ways were tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

LEAST = 3.0
"""Powers of ten: one in 1,000."""


def is_more_than_chance(values: Iterable[float], tries_count: int = 1) -> bool:
    """Whether figures that agree would do so by chance less than once in 1,000 times.

    Parameters
    ----------
    values : iterable of float
        The figures that agree; the same figure twice counts once.
    tries_count : int
        How many agreements were looked for.

    Examples
    --------
    >>> is_more_than_chance([86, 28]), is_more_than_chance([86]), is_more_than_chance([0, 0, 5, 5])
    (True, False, False)
    """
    powers = sum(log10(value) for value in set(values) if value > 1)
    return powers >= LEAST + log10(max(1, tries_count))
