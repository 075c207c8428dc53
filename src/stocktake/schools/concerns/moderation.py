"""Moderation: which categories are judged a second time, and how far the two judges agree."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from stocktake.standards.errors import Fault, UsageError

FEWEST_PAIRS = 10
"""Fewer pairs give an interval that says nothing."""
NORMAL_95 = 1.959963984540054


class Agreement(BaseModel):
    """How far two judges agree on the same schools.

    ``same_share`` and ``near_share`` (at most one category apart) have Wilson's 95% interval;
    ``kappa`` is weighted and may be below 0; it is None where every school was put into one
    category by both, which leaves nothing to tell agreement from chance by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    pairs_count: int
    same_share: float
    same_lower: float
    same_upper: float
    near_share: float
    kappa: float | None
    kappa_lower: float | None
    kappa_upper: float | None
    weights: Literal["linear", "quadratic"]
    sentence: str


def draw_sample(
    categories: pl.DataFrame, sample_size: int, *, seed: int, always: Sequence[str] = ()
) -> pl.DataFrame:
    """Draw the schools whose category is judged a second time.

    The draw depends on the seed and each school's number alone: whoever repeats it gets the same
    schools, in whatever order the table comes. Every category has its share, at least one school.

    Parameters
    ----------
    categories : DataFrame
        ``school_urn`` and ``category``.
    sample_size : int
        Schools to draw; all of them where there are no more.
    seed : int
        Written down before the categories are looked at.
    always : sequence of str
        Categories of which every school is drawn, besides the sample.

    Returns
    -------
    DataFrame
        ``school_urn`` and ``category``, sorted by school.

    Raises
    ------
    UsageError
        A sample of none, or a school twice.

    Examples
    --------
    >>> schools = pl.DataFrame({"school_urn": [1, 2, 3, 4], "category": ["A", "A", "A", "D"]})
    >>> draw_sample(schools, 2, seed=7)["category"].to_list()
    ['A', 'D']
    """
    if sample_size < 1:
        fault = Fault("sample size", f"{sample_size}", "at least 1")
        raise UsageError("no sample can be drawn", [fault])
    doubles = categories.filter(pl.col("school_urn").is_duplicated())["school_urn"].unique()
    if doubles.len():
        faults = [Fault(f"school {urn}", "stands twice") for urn in doubles.sort().to_list()]
        raise UsageError("no sample can be drawn", faults)
    rows = categories.select("school_urn", "category").drop_nulls()
    lots = [_lot(urn, seed) for urn in rows["school_urn"].to_list()]
    rows = rows.with_columns(lot=pl.Series("lot", lots, dtype=pl.String)).sort("lot")
    whole = rows.filter(pl.col("category").is_in(list(always)))
    rest = rows.filter(~pl.col("category").is_in(list(always)))
    counts = dict(rest.group_by("category").len().iter_rows())
    parts = [
        rest.filter(pl.col("category") == category).head(count)
        for category, count in _shares(counts, sample_size).items()
    ]
    return pl.concat([whole, *parts]).drop("lot").sort("school_urn")


def _lot(school_urn: int, seed: int) -> str:
    return hashlib.sha256(f"{seed}:{school_urn}".encode()).hexdigest()


def _shares(counts: Mapping[str, int], sample_size: int) -> dict[str, int]:
    """How many of each category: its share of the sample by the largest remainder, at least one."""
    total = sum(counts.values())
    if sample_size >= total:
        return dict(counts)
    exact = {name: sample_size * count / total for name, count in sorted(counts.items())}
    shares = {name: max(1, math.floor(value)) for name, value in exact.items()}
    while sum(shares.values()) < sample_size:
        short = [name for name in shares if shares[name] < counts[name]]
        shares[min(short, key=lambda name: (shares[name] - exact[name], name))] += 1
    while sum(shares.values()) > max(sample_size, len(shares)):
        large = [name for name in shares if shares[name] > 1]
        shares[max(large, key=lambda name: (shares[name] - exact[name], name))] -= 1
    return shares


def measure_agreement(
    pairs: pl.DataFrame,
    order: Sequence[str],
    *,
    weights: Literal["linear", "quadratic"] = "linear",
) -> Agreement:
    """Measure how far two judges agree on the categories of the same schools.

    Parameters
    ----------
    pairs : DataFrame
        ``school_urn``, ``first`` and ``second``: the category that each judge gave.
    order : sequence of str
        The categories, the least concern first.
    weights : str
        How a disagreement counts: by the steps between the categories, or by their square.

    Raises
    ------
    UsageError
        Fewer than ten pairs, a missing answer, or a category that is not in the order.

    Notes
    -----
    Kappa's interval is of large samples: Fleiss, Cohen and Everitt (1969). The share's is Wilson's
    (1927).
    """
    _check_pairs(pairs, order)
    places = {name: place for place, name in enumerate(order)}
    first = np.array([places[name] for name in pairs["first"].to_list()])
    second = np.array([places[name] for name in pairs["second"].to_list()])
    count = len(first)
    same = float(np.mean(first == second))
    lower, upper = wilson_interval(same, count)
    kappa, error = weighted_kappa(first, second, len(order), weights)
    half = None if error is None else NORMAL_95 * error
    agreement = Agreement(
        pairs_count=count,
        same_share=same,
        same_lower=lower,
        same_upper=upper,
        near_share=float(np.mean(np.abs(first - second) <= 1)),
        kappa=kappa,
        kappa_lower=None if kappa is None or half is None else max(-1.0, kappa - half),
        kappa_upper=None if kappa is None or half is None else min(1.0, kappa + half),
        weights=weights,
        sentence="",
    )
    return agreement.model_copy(update={"sentence": agreement_sentence(agreement)})


def weighted_kappa(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    categories_count: int,
    weights: Literal["linear", "quadratic"],
) -> tuple[float | None, float | None]:
    """Weighted kappa and its standard error; None where chance agreement is certain."""
    table = np.zeros((categories_count, categories_count))
    np.add.at(table, (first, second), 1.0)
    table /= len(first)
    steps = np.abs(np.subtract.outer(np.arange(categories_count), np.arange(categories_count)))
    scaled = steps / max(categories_count - 1, 1)
    weight = 1 - (scaled if weights == "linear" else scaled**2)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    agreed_weight = float((weight * table).sum())
    chance = float((weight * np.outer(rows, columns)).sum())
    if chance >= 1 - 1e-12:
        return None, None
    kappa = (agreed_weight - chance) / (1 - chance)
    row_weight, column_weight = weight @ columns, weight.T @ rows
    spread = weight - (row_weight[:, None] + column_weight[None, :]) * (1 - kappa)
    variance = float((table * spread**2).sum()) - (kappa - chance * (1 - kappa)) ** 2
    return float(kappa), math.sqrt(max(variance, 0.0) / len(first)) / (1 - chance)


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    """Wilson's 95% interval of a share.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(0.8, 20)]
    [0.584, 0.919]
    """
    square = NORMAL_95**2
    middle = share + square / (2 * count)
    half = NORMAL_95 * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    scale = 1 + square / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def agreement_sentence(agreement: Agreement) -> str:
    """The agreement as it is reported."""
    sentence = (
        f"Of {agreement.pairs_count} schools judged twice, {_percent(agreement.same_share)} were "
        f"put into the same category (between {_percent(agreement.same_lower)} and "
        f"{_percent(agreement.same_upper)}), {_percent(agreement.near_share)} at most one apart."
    )
    if agreement.kappa is None:
        return f"{sentence} Both judges used one category, so that chance cannot be allowed for."
    return (
        f"{sentence} Allowing for chance, agreement is {agreement.kappa:.2f} (between "
        f"{agreement.kappa_lower:.2f} and {agreement.kappa_upper:.2f}) on a scale where 1 is "
        "complete and 0 is chance."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _check_pairs(pairs: pl.DataFrame, order: Sequence[str]) -> None:
    faults = []
    if pairs.height < FEWEST_PAIRS:
        faults.append(
            Fault("pairs", f"{pairs.height} schools were judged twice", f"at least {FEWEST_PAIRS}")
        )
    for judge in ("first", "second"):
        names = pairs[judge].unique().sort().to_list()
        faults += [
            Fault(judge, "no category" if name is None else f"{name!r} is no category",
                  f"one of {', '.join(order)}")
            for name in names
            if name not in order
        ]  # fmt: skip
    if faults:
        raise UsageError("agreement cannot be measured", faults)
