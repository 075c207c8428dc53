"""The median of each column of figures, for all columns at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats

NETWORK_ROWS = 16
"""Up to so many rows a sorting network is faster than a sort of each column."""


def median_across(rows: Floats) -> Floats:
    """The median over the rows, one for each column, missing figures left out.

    A few rows are put in order by a sorting network: a fixed list of comparisons, each made for
    all columns at once.

    Parameters
    ----------
    rows : array of float
        Rows by columns; not a number where missing.

    Returns
    -------
    array of float
        Not a number in a column without a figure.

    Notes
    -----
    Source: K. E. Batcher, Sorting networks and their applications (1968), odd-even merging.

    Examples
    --------
    >>> import numpy as np
    >>> median_across(np.array([[1.0, np.nan], [9.0, np.nan], [2.0, np.nan]])).tolist()
    [2.0, nan]
    """
    if not len(rows):
        return np.full(rows.shape[1], np.nan)
    missing = np.isnan(rows)
    n = len(rows) - missing.sum(axis=0)
    # Missing figures sort to the end, beyond the n that are picked from.
    sorted_rows = _in_order(np.where(missing, np.inf, rows))
    column = np.arange(rows.shape[1])
    low, high = (
        sorted_rows[np.maximum(n - 1, 0) // 2, column],
        sorted_rows[n // 2 % len(rows), column],
    )
    return np.where(n > 0, (low + high) / 2, np.nan)


def _in_order(rows: Floats) -> Floats:
    if len(rows) > NETWORK_ROWS:
        return np.sort(rows, axis=0)
    for low, high in comparisons(len(rows)):
        smaller = np.minimum(rows[low], rows[high])
        np.maximum(rows[low], rows[high], out=rows[high])
        rows[low] = smaller
    return rows


def comparisons(size: int) -> Iterator[tuple[int, int]]:
    """The comparisons that put ``size`` things in order, each of a lower and a higher position.

    Examples
    --------
    >>> list(comparisons(3))
    [(0, 1), (0, 2), (1, 2)]
    """
    p = 1
    while p < size:
        k = p
        while k:
            for j in range(k % p, size - k, 2 * k):
                for i in range(min(k, size - j - k)):
                    if (i + j) // (2 * p) == (i + j + k) // (2 * p):
                        yield i + j, i + j + k
            k //= 2
        p *= 2
