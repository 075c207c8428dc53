"""Shrinks schools' estimates towards their group by how much chance is in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shrunken:
    """Estimates of a group of schools.

    Parameters
    ----------
    centre : float
        What they are shrunken towards.
    spread_variance : float
        Variance of the true values between schools.
    estimates : tuple of float
        In the order given.
    variances : tuple of float
        Of the estimates that remain uncertain.
    """

    centre: float
    spread_variance: float
    estimates: tuple[float, ...]
    variances: tuple[float, ...]


def shrink_estimates(
    values: Sequence[float],
    variances: Sequence[float],
    *,
    centre: float | None = None,
    spread_variance: float | None = None,
) -> Shrunken:
    """Shrink estimates with known sampling variances.

    Parameters
    ----------
    values, variances : sequence of float
        Variances above 0.
    centre : float, optional
        Otherwise the weighted mean of the values.
    spread_variance : float, optional
        Otherwise estimated by moments; 0 where the values differ by no more than chance.

    Notes
    -----
    Source: R. DerSimonian and N. Laird, Meta-analysis in clinical trials (1986).

    Examples
    --------
    >>> shrunken = shrink_estimates([0.0, 4.0], [1.0, 1.0])
    >>> shrunken.centre, shrunken.spread_variance, shrunken.estimates
    (2.0, 7.0, (0.25, 3.75))
    """
    if not values:
        return Shrunken(centre or 0.0, spread_variance or 0.0, (), ())
    between = _between(values, variances) if spread_variance is None else spread_variance
    weights = [1 / (variance + between) for variance in variances]
    if centre is None:
        centre = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    shares = [between / (variance + between) for variance in variances]
    return Shrunken(
        centre,
        between,
        tuple(centre + s * (v - centre) for s, v in zip(shares, values, strict=True)),
        tuple(s * variance for s, variance in zip(shares, variances, strict=True)),
    )


def _between(values: Sequence[float], variances: Sequence[float]) -> float:
    weights = [1 / variance for variance in variances]
    total = sum(weights)
    mean = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    q = sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True))
    scale = total - sum(w**2 for w in weights) / total
    return max(0.0, (q - (len(values) - 1)) / scale) if scale > 0 else 0.0
