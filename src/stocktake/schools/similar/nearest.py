"""The nearest schools of every school at once: distances over shared characteristics, in blocks.

Candidates come from single-precision products of matrices, which are fast; the distances that are
returned are computed again from the differences themselves, in double precision.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Whole = NDArray[np.int64]

BLOCK_ROWS = 512
SAMPLE_STEP = 4
"""Every so many schools are looked at to guess how far the nearest lie."""
CANDIDATES_PER_NEIGHBOUR = 1.7
"""About so many candidates for each neighbour, so that the guess is rarely too short."""
PRECISION = 1e-4
"""More than the error that single precision makes in a squared distance, both in itself and
relative to the distance."""


@dataclass(frozen=True)
class Nearest:
    """Pairs of rows, ordered by row and rank.

    Parameters
    ----------
    row, partner, rank, shared_count : array of int
        Positions in the matrix; rank from 1; how many characteristics both have.
    distance : array of float
    """

    row: Whole
    partner: Whole
    rank: Whole
    distance: Matrix
    shared_count: Whole


def distance_between(
    values: Matrix, partners: Matrix, weights: Matrix, allowed: NDArray[np.bool_] | None = None
) -> Matrix:
    """The distance of two rows, or of two tables row by row.

    Parameters
    ----------
    values, partners : array
        One column per characteristic; not-a-number where missing.
    weights : array
        One per characteristic, above zero.
    allowed : array of bool, optional
        Pairs that may be compared; the rest get not-a-number.

    Returns
    -------
    array of float
        The square root of the weighted sum of squared differences over the shared characteristics,
        times the weight of all over the weight of the shared; not-a-number where none is shared.

    Examples
    --------
    >>> a, b = np.array([1.0, 5.0]), np.array([4.0, np.nan])
    >>> float(distance_between(a, b, np.array([1.0, 3.0])))
    6.0
    """
    difference = values - partners
    shared = ~np.isnan(difference)
    squared = (np.where(shared, difference, 0.0) ** 2 * weights).sum(axis=-1)
    shared_weight = (shared * weights).sum(axis=-1)
    # Exactly 1 where all is shared, so that a published distance is met to the last digit.
    ratio = np.divide(
        weights.sum(),
        shared_weight,
        out=np.full_like(squared, np.nan),
        where=shared_weight > 0,
    )
    ratio = np.where(shared.all(axis=-1), 1.0, ratio)
    distance: Matrix = np.sqrt(squared * ratio)
    return distance if allowed is None else np.where(allowed, distance, np.nan)


def nearest_rows(
    values: Matrix,
    weights: Matrix,
    *,
    minimum_shared: int,
    is_required: NDArray[np.bool_] | None = None,
    count: int = 50,
) -> Nearest:
    """The nearest other rows of every row.

    Parameters
    ----------
    values : array
        One row per school and one column per characteristic; not-a-number where missing.
    weights : array
        One per characteristic, above zero; the scale is in it.
    minimum_shared : int
        A pair that shares fewer characteristics is not compared.
    is_required : array of bool, optional
        Characteristics without which a pair is not compared.
    count : int
        How many to return; fewer where fewer can be compared.

    Returns
    -------
    Nearest
        A school never with itself. At equal distances the earlier row comes first.
    """
    is_held = ~np.isnan(values)
    patterns, pattern_of = np.unique(is_held, axis=0, return_inverse=True)
    pattern_of = pattern_of.reshape(-1)
    factors = _pattern_factors(patterns, weights, minimum_shared, is_required)
    products = _Products.of(values, is_held, weights)
    no_pairs = Nearest(*(np.zeros(0, dtype=np.int64),) * 3, np.zeros(0), np.zeros(0, np.int64))

    def rank(block_and_factor: tuple[Whole, NDArray[np.float32]]) -> Nearest:
        block, factor = block_and_factor
        candidates = _candidates(products, block, factor, count)
        return _rank_candidates(block, candidates, values, weights, count)

    # What takes long is NumPy's, which lets another thread work; more than two would hold more
    # than two blocks in memory.
    with ThreadPoolExecutor(max_workers=2) as pool:
        blocks = [no_pairs, *pool.map(rank, _blocks(factors, pattern_of))]
    pairs = Nearest(
        *(
            np.concatenate([getattr(block, name) for block in blocks])
            for name in ("row", "partner", "rank", "distance", "shared_count")
        )
    )
    order = np.argsort(pairs.row, kind="stable")
    return Nearest(
        pairs.row[order],
        pairs.partner[order],
        pairs.rank[order],
        pairs.distance[order],
        pairs.shared_count[order],
    )


def _blocks(factors: Matrix, pattern_of: Whole) -> Iterator[tuple[Whole, NDArray[np.float32]]]:
    """The rows of one pattern, some at a time, with their factor for every row."""
    for pattern in range(len(factors)):
        members = np.flatnonzero(pattern_of == pattern)
        factor = factors[pattern][pattern_of].astype(np.float32)
        if np.isfinite(factor).any():
            for start in range(0, len(members), BLOCK_ROWS):
                yield members[start : start + BLOCK_ROWS], factor


@dataclass(frozen=True)
class _Products:
    """Two tables whose product is the squared distance over shared characteristics."""

    left: NDArray[np.float32]
    right: NDArray[np.float32]

    @classmethod
    def of(cls, values: Matrix, is_held: NDArray[np.bool_], weights: Matrix) -> _Products:
        # Centred first: a large common level would drown small differences in single precision.
        centre = np.array(
            [
                column[mask].mean() if mask.any() else 0.0
                for column, mask in zip(values.T, is_held.T, strict=True)
            ]
        )
        scaled = (np.where(is_held, values - centre, 0.0) * np.sqrt(weights)).astype(np.float32)
        mask = is_held.astype(np.float32)
        left = np.concatenate([scaled * scaled, mask, -2.0 * scaled], axis=1)
        right = np.concatenate([mask, scaled * scaled, scaled], axis=1)
        return cls(left.astype(np.float32), np.ascontiguousarray(right.T.astype(np.float32)))


def _pattern_factors(
    patterns: NDArray[np.bool_],
    weights: Matrix,
    minimum_shared: int,
    is_required: NDArray[np.bool_] | None,
) -> Matrix:
    """What a squared distance is multiplied by, for each pair of patterns of what is is_held."""
    shared = patterns[:, None, :] & patterns[None, :, :]
    shared_weight = (shared * weights).sum(axis=2)
    allowed = (shared.sum(axis=2) >= minimum_shared) & (shared_weight > 0)
    if is_required is not None:
        allowed &= shared[:, :, is_required].all(axis=2)
    factor: Matrix = np.divide(
        weights.sum(),
        shared_weight,
        out=np.full(shared_weight.shape, np.inf),
        where=allowed,
    )
    return factor


def _candidates(
    products: _Products, block: Whole, factor: NDArray[np.float32], count: int
) -> list[Whole]:
    """For each school of a block, all partners within a distance that surely holds ``count``."""
    squared = products.left[block] @ products.right
    is_compared = np.isfinite(factor)
    if (factor[is_compared] != 1).any():
        squared *= np.where(is_compared, factor, np.float32(1))
    if not is_compared.all():
        squared[:, ~is_compared] = np.inf
    squared[np.arange(len(block)), block] = np.inf
    sample = squared[:, ::SAMPLE_STEP]
    place = int(count * CANDIDATES_PER_NEIGHBOUR / SAMPLE_STEP) + 1
    if sample.shape[1] <= place:
        return [np.flatnonzero(np.isfinite(row)) for row in squared]
    reach = np.partition(sample, place, axis=1)[:, place]
    reach[~np.isfinite(reach)] = np.finfo(np.float32).max
    row, column = np.divmod(np.flatnonzero(squared <= reach[:, None]), squared.shape[1])
    is_sure = squared[row, column] <= _surely_nearer(reach)[row]
    sure_count = np.bincount(row[is_sure], minlength=len(block))
    candidates = np.split(column, np.searchsorted(row, np.arange(1, len(block))))
    for index in np.flatnonzero(sure_count < count):
        candidates[index] = _candidates_of_one(squared[index], count)
    return candidates


def _candidates_of_one(squared: NDArray[np.float32], count: int) -> Whole:
    """The same by sorting, for a school for which the guess was too short."""
    place = min(2 * count, len(squared) - 1)
    reach = np.partition(squared, place)[place]
    if np.isfinite(reach) and (squared <= _surely_nearer(reach)).sum() >= count:
        return np.flatnonzero(squared <= reach)
    return np.flatnonzero(np.isfinite(squared))


def _surely_nearer(reach: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is within this is within ``reach`` however single precision has rounded it."""
    return np.asarray(reach * np.float32(1 - PRECISION) - np.float32(PRECISION))


def _rank_candidates(
    block: Whole, candidates: list[Whole], values: Matrix, weights: Matrix, count: int
) -> Nearest:
    """The nearest candidates by their distances in double precision."""
    width = max(len(partners) for partners in candidates)
    partner = np.full((len(block), width), -1)
    for index, partners in enumerate(candidates):
        partner[index, : len(partners)] = partners
    distance = distance_between(values[block][:, None, :], values[partner], weights)
    distance[partner < 0] = np.inf
    nearest = np.argsort(distance, axis=1, kind="stable")[:, :count]
    partner = np.take_along_axis(partner, nearest, axis=1)
    distance = np.take_along_axis(distance, nearest, axis=1)
    row, rank = np.nonzero(partner >= 0)
    partners = partner[row, rank]
    shared = ~np.isnan(values[block[row]]) & ~np.isnan(values[partners])
    return Nearest(block[row], partners, rank + 1, distance[row, rank], shared.sum(axis=1))
