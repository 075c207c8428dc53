"""The mean of each school's similar schools, for every period and group of a measure at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class PartnerMatrix:
    """Each school's similar schools as positions.

    Parameters
    ----------
    schools : array of int
        All numbers that occur, in order.
    partners : array of int
        One row per school, one column per rank: positions in ``schools``; its length where a
        school has fewer.
    has_list : array of bool
    """

    schools: Whole
    partners: Whole
    has_list: NDArray[np.bool_]

    @classmethod
    def of(cls, pairs: pl.DataFrame) -> PartnerMatrix:
        """Arrange ``school_urn``, ``similar_urn`` and ``rank``."""
        own_urns, partner_urns = pairs["school_urn"].to_numpy(), pairs["similar_urn"].to_numpy()
        schools = np.unique(np.concatenate([own_urns, partner_urns]))
        width = int(pairs["rank"].to_numpy().max(initial=0))
        partners = np.full((len(schools), width), len(schools))
        row = np.searchsorted(schools, own_urns)
        partners[row, pairs["rank"].to_numpy() - 1] = np.searchsorted(schools, partner_urns)
        has_list = np.zeros(len(schools), dtype=np.bool_)
        has_list[row] = True
        return cls(schools, partners, has_list)


def add_similar_means(figures: pl.DataFrame, matrix: PartnerMatrix) -> pl.DataFrame:
    """Add the mean of the similar schools that have a figure, each counted once.

    Parameters
    ----------
    figures : polars.DataFrame
        Of one measure: one row per school, ``time_period`` and ``group``, with ``value``.
    matrix : PartnerMatrix
        The same list for all years.

    Returns
    -------
    polars.DataFrame
        ``similar_mean``, null where no similar school has a figure, and ``similar_count``, how
        many have one; null for a school without a list.
    """
    mean = np.full(figures.height, np.nan)
    count = np.full(figures.height, -1)
    if len(matrix.schools) and figures.height:
        _fill(figures, matrix, mean, count)
    return figures.with_columns(
        similar_mean=pl.Series(mean).fill_nan(None),
        similar_count=pl.Series(count).cast(pl.Int32).replace(-1, None),
    )


def _fill(
    figures: pl.DataFrame, matrix: PartnerMatrix, mean: NDArray[np.float64], count: Whole
) -> None:
    cell = (
        figures.select(cell=pl.struct("time_period", "group").rank("dense") - 1)["cell"]
        .to_numpy()
        .astype(np.int64)
    )
    urns = figures["school_urn"].to_numpy()
    position = np.minimum(np.searchsorted(matrix.schools, urns), len(matrix.schools) - 1)
    is_known = matrix.schools[position] == urns
    dense = np.full((len(matrix.schools) + 1, int(cell.max()) + 1), np.nan)
    dense[position[is_known], cell[is_known]] = figures["value"].to_numpy()[is_known]
    has_list = np.flatnonzero(is_known & matrix.has_list[position])
    targets, target = np.unique(position[has_list], return_inverse=True)
    total, holder_count = _sums(dense, matrix.partners[targets])
    count[has_list] = holder_count[target, cell[has_list]]
    with np.errstate(invalid="ignore", divide="ignore"):
        mean[has_list] = total[target, cell[has_list]] / count[has_list]


def _sums(
    dense: NDArray[np.float64], partners: Whole
) -> tuple[NDArray[np.float64], NDArray[np.int16]]:
    is_held = ~np.isnan(dense)
    values, holders = np.where(is_held, dense, 0.0), is_held.astype(np.int8)
    total = np.zeros((len(partners), dense.shape[1]))
    count = np.zeros(total.shape, dtype=np.int16)
    # The same room for every rank: making it each time would take longer than adding it up.
    value, holder = np.empty_like(total), np.empty(total.shape, dtype=np.int8)
    for positions in np.ascontiguousarray(partners.T):
        total += np.take(values, positions, axis=0, out=value, mode="clip")
        count += np.take(holders, positions, axis=0, out=holder, mode="clip")
    return total, count
