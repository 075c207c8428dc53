"""How surely figures that agree do so for a reason.

The larger the figures, and the more of them, the less likely is chance: that two figures of about
200 are equal happens once in some 200 times. Figures that agree are taken for more than chance
where they would agree by chance less than once in 1,000 times, however many ways were tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log10

ONE_IN = 1000
ONE_IN_WHERE_IT_MATTERS = 10
"""Where one of the names has a figure that is hidden or small, so that another would uncover it."""


def is_more_than_chance(
    values: Iterable[float], tries_count: int = 1, *, one_in: int = ONE_IN
) -> bool:
    """Whether figures that agree would do so by chance less than once in so many times.

    Parameters
    ----------
    values : iterable of float
        The figures that agree; the same figure twice counts once.
    tries_count : int
        How many agreements were looked for.
    one_in : int

    Examples
    --------
    >>> is_more_than_chance([86, 28]), is_more_than_chance([86]), is_more_than_chance([0, 0, 5, 5])
    (True, False, False)
    """
    powers = sum(log10(value) for value in set(values) if value > 1)
    return powers >= log10(one_in * max(1, tries_count))
