"""How many schools that started from a band ever made a gain, and how many held it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.measures import ImprovementMeasure

FEWEST_STARTS = 30
"""Nothing is said of what fewer schools did."""

RARE_SHARE = 0.2
"""A level that a smaller share of schools from its start ever reached is flagged."""

TOLERANCE = 1e-9


@dataclass(frozen=True)
class BandHistory:
    """What became of the schools of one starting band.

    Parameters
    ----------
    lower, upper : float
        The band, as distances to the national result; the upper end is not in it.
    start_years, later_years : tuple of int
        The summers of the starts, and of the results that count.
    starts_count : int
        Schools that stood in the band and have both results; a school may stand there in several
        years and counts each time.
    reached_count : int
        Of these, schools that made the gain in the due year.
    held_count : int or None
        Schools that had made it in both of ``held_offsets`` (years after the start), of
        ``held_starts_count``; None where no two later years are held.
    """

    lower: float
    upper: float
    gain: float
    horizon: int
    start_years: tuple[int, ...]
    starts_count: int
    reached_count: int
    held_offsets: tuple[int, int] | None
    held_starts_count: int
    held_count: int | None

    @property
    def reached_share(self) -> float:
        """Share of starts from which the gain was made."""
        return self.reached_count / self.starts_count

    @property
    def held_share(self) -> float | None:
        """Share of starts from which the gain was made and held."""
        if self.held_count is None or not self.held_starts_count:
            return None
        return self.held_count / self.held_starts_count

    @property
    def is_rare(self) -> bool:
        """Whether fewer than one in five ever did it."""
        return self.reached_share < RARE_SHARE


def band_of(relative: float, width: float) -> tuple[float, float]:
    """The band in which a distance to the national result lies.

    Examples
    --------
    >>> band_of(-0.58, 0.25), band_of(-0.5, 0.25)
    ((-0.75, -0.5), (-0.5, -0.25))
    """
    lower = math.floor(relative / width + TOLERANCE) * width
    return lower, lower + width


def band_history(
    starts: pl.DataFrame,
    measure: ImprovementMeasure,
    *,
    start: float,
    gain: float,
    horizon: int,
    held_offsets: tuple[int, int] | None = None,
) -> BandHistory | None:
    """Count the schools that started where this one is and made the same gain in as many years.

    Parameters
    ----------
    starts : DataFrame
        As :func:`start_table` returns them for the same years, of all schools.
    start, gain : float
        Distance to the national result at the start, and how far to rise from there.
    horizon : int
        Years from the start to the due year.
    held_offsets : tuple of int, optional
        The two later years, counted from the start; by default the due year and the one after,
        or, where that is never held, the one before and the due year.

    Returns
    -------
    BandHistory or None
        None where fewer than thirty schools started there, even from a band three times as wide.
        Counts are inflated by regression to the mean: a school that scored low by chance rises by
        chance, which is why those that held it are counted too.
    """
    width = measure.band_width
    lower, upper = band_of(start, width)
    for margin in (0.0, width):
        history = _count(starts, lower - margin, upper + margin, gain, horizon, held_offsets)
        if history is not None:
            return history
    return None


def start_table(points: pl.DataFrame, horizon: int) -> pl.DataFrame:
    """Every start with its result so many years later: ``start``, ``change_H`` by years ahead."""
    starts = points.select("school_urn", "segment", "year", start="relative")
    for offset in range(max(1, horizon - 1), horizon + 2):
        later = points.select(
            "school_urn", "segment", year=pl.col("year") - offset, later=pl.col("relative")
        )
        starts = (
            starts.join(later, on=["school_urn", "segment", "year"], how="left")
            .with_columns((pl.col("later") - pl.col("start")).alias(f"change_{offset}"))
            .drop("later")
        )
    return starts


def _count(
    table: pl.DataFrame,
    lower: float,
    upper: float,
    gain: float,
    horizon: int,
    held_offsets: tuple[int, int] | None,
) -> BandHistory | None:
    due = f"change_{horizon}"
    starts = table.filter(
        pl.col("start") >= lower - TOLERANCE,
        pl.col("start") < upper - TOLERANCE,
        pl.col(due).is_not_null(),
    )
    if starts.height < FEWEST_STARTS:
        return None
    pair = held_offsets or _held_offsets(starts, horizon)
    held_rows = starts.drop_nulls([f"change_{offset}" for offset in pair]) if pair else None
    return BandHistory(
        lower=lower,
        upper=upper,
        gain=gain,
        horizon=horizon,
        start_years=tuple(starts["year"].unique().sort().to_list()),
        starts_count=starts.height,
        reached_count=int((starts[due] >= gain - TOLERANCE).sum()),
        held_offsets=pair,
        held_starts_count=0 if held_rows is None else held_rows.height,
        held_count=None if held_rows is None else _held_count(held_rows, pair, gain),
    )


def _held_offsets(starts: pl.DataFrame, horizon: int) -> tuple[int, int] | None:
    pairs = [(horizon, horizon + 1)]
    if horizon > 1:
        pairs.append((horizon - 1, horizon))
    for pair in pairs:
        names = [f"change_{offset}" for offset in pair]
        if starts.drop_nulls(names).height >= FEWEST_STARTS:
            return pair
    return None


def _held_count(starts: pl.DataFrame, pair: tuple[int, int] | None, gain: float) -> int:
    rows = starts
    for offset in pair or ():
        rows = rows.filter(pl.col(f"change_{offset}") >= gain - TOLERANCE)
    return rows.height


def reached_shares(
    points: pl.DataFrame, measure: ImprovementMeasure, questions: pl.DataFrame
) -> pl.Series:
    """The share of schools from each start that made its gain, for all questions at once.

    Parameters
    ----------
    questions : DataFrame
        ``latest``, ``change_needed`` and ``horizon``, as :func:`judge_improvement` returns them.

    Returns
    -------
    Series
        Shares from 0 to 1 in the order of the questions; null where :func:`band_history` is None.
    """
    shares = np.full(questions.height, np.nan)
    start = questions["latest"].cast(pl.Float64).to_numpy()
    gain = questions["change_needed"].cast(pl.Float64).to_numpy()
    horizon = questions["horizon"].fill_null(0).to_numpy()
    bands = np.floor(start / measure.band_width + TOLERANCE)
    for years in np.unique(horizon[horizon > 0]).tolist():
        table = start_table(points, int(years)).drop_nulls([f"change_{years}"])
        start_bands = np.floor(table["start"].to_numpy() / measure.band_width + TOLERANCE)
        changes = table[f"change_{years}"].to_numpy()
        is_asked = (horizon == years) & ~np.isnan(start)
        for band in np.unique(bands[is_asked]).tolist():
            rows = is_asked & (bands == band)
            shares[rows] = _shares(changes, start_bands, band, gain[rows])
    return pl.Series("reached_share", shares).fill_nan(None)


def _shares(
    changes: NDArray[np.float64],
    start_bands: NDArray[np.float64],
    band: float,
    gains: NDArray[np.float64],
) -> NDArray[np.float64]:
    for margin in (0, 1):
        sorted_changes = np.sort(changes[np.abs(start_bands - band) <= margin])
        if len(sorted_changes) >= FEWEST_STARTS:
            return 1 - np.searchsorted(sorted_changes, gains - TOLERANCE) / len(sorted_changes)
    return np.full(len(gains), np.nan)
