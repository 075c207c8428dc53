"""Holds statements against what happened: how often each verdict was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.fit import (
    LOWEST_SD,
    Cases,
    Coefficients,
    Window,
    cross_fit,
    expect,
    window_cases,
)
from stocktake.schools.improvement.history import TOLERANCE
from stocktake.schools.improvement.judge import (
    NOT_SUFFICIENT_TO,
    SUFFICIENT_FROM,
    probability_of_level,
)

SUFFICIENT_BAR_PERCENT = 75.0
NOT_SUFFICIENT_BAR_PERCENT = 20.0
FEWEST_STATEMENTS = 30

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Outcome:
    """How many statements of one kind were made, and how many schools reached the level."""

    statements_count: int
    reached_count: int

    @property
    def reached_percent(self) -> float | None:
        """Percentage that reached the level; None where no statement was made."""
        if not self.statements_count:
            return None
        return 100 * self.reached_count / self.statements_count

    def __add__(self, second: Outcome) -> Outcome:
        return Outcome(
            self.statements_count + second.statements_count,
            self.reached_count + second.reached_count,
        )


@dataclass(frozen=True)
class Backtest:
    """The statements of one question about the schools below the national result.

    Parameters
    ----------
    title : str
        The years.
    gain : float
        How far above the first year's distance to the national result the level lies.
    naive_yes, naive_no : Outcome
        What the pace so far would have said: whether it meets the pace needed.
    """

    title: str
    gain: float
    statements: Outcome
    naive_yes: Outcome
    naive_no: Outcome
    sufficient: Outcome
    not_sufficient: Outcome

    @property
    def cannot_tell_percent(self) -> float:
        """Percentage of schools of which neither was said."""
        decided = self.sufficient.statements_count + self.not_sufficient.statements_count
        return 100 * (1 - decided / self.statements.statements_count)

    def __add__(self, second: Backtest) -> Backtest:
        return Backtest(
            "all together",
            self.gain,
            self.statements + second.statements,
            self.naive_yes + second.naive_yes,
            self.naive_no + second.naive_no,
            self.sufficient + second.sufficient,
            self.not_sufficient + second.not_sufficient,
        )


def cross_fitted_backtests(
    points: pl.DataFrame, windows: Sequence[Window], gain: float
) -> list[Backtest]:
    """Judge each school of some windows by forecasts from which that school was left out.

    Parameters
    ----------
    points : DataFrame
        As :func:`comparable_points` returns them.
    windows : sequence of Window
        Of the same lags and horizon; they are fitted together.
    gain : float
        Above the first result of each window, relative to the national result.

    Returns
    -------
    list of Backtest
        One for each window, about the schools below the national result at the start; those more
        than three standard deviations below the mean are left out.
    """
    parts = [window_cases(points, window) for window in windows]
    return [
        hold_against(case, expected, spread, window, gain)
        for window, case, (expected, spread) in zip(windows, parts, cross_fit(parts), strict=True)
    ]


def later_backtest(
    points: pl.DataFrame, window: Window, fit: Coefficients, gain: float
) -> Backtest:
    """Judge the schools of a window by coefficients of other years."""
    cases = window_cases(points, window)
    return hold_against(cases, *expect(fit, cases.past, cases.pupils), window, gain)


def hold_against(
    cases: Cases,
    expected: NDArray[np.float64],
    spread: NDArray[np.float64],
    window: Window,
    gain: float,
) -> Backtest:
    """Count what was said of each school, and whether it reached the level."""
    start = cases.past[:, -1]
    level = start + gain
    is_asked = (start < 0) & (start > start.mean() - LOWEST_SD * start.std())
    has_reached = cases.result >= level - TOLERANCE
    chance = probability_of_level(expected, spread, level)
    pace = (cases.past[:, 0] - start) / max(window.lags[-1], 1)
    naive = pace >= gain / (window.lags[-1] + window.horizon)

    def outcome(rows: Flags) -> Outcome:
        return Outcome(int((is_asked & rows).sum()), int((is_asked & rows & has_reached).sum()))

    return Backtest(
        title=window.title,
        gain=gain,
        statements=outcome(np.ones_like(is_asked)),
        naive_yes=outcome(naive),
        naive_no=outcome(~naive),
        sufficient=outcome(chance >= SUFFICIENT_FROM),
        not_sufficient=outcome(chance <= NOT_SUFFICIENT_TO),
    )


def pool(backtests: Iterable[Backtest]) -> Backtest:
    """Several back-tests counted together."""
    total, *further = list(backtests)
    for backtest in further:
        total = total + backtest
    return total


def missed_bars(pooled: Backtest) -> list[str]:
    """What a measure's statements, pooled, fall short of; empty where they meet the bars.

    At least 75% of "sufficient" and at most 20% of "not sufficient" reach the level, each over at
    least thirty statements.
    """
    faults = []
    for name, outcome in (
        ("sufficient", pooled.sufficient),
        ("not sufficient", pooled.not_sufficient),
    ):
        if outcome.statements_count < FEWEST_STATEMENTS:
            faults.append(f"{outcome.statements_count} statements say {name}, fewer than thirty")
    share = pooled.sufficient.reached_percent
    if share is not None and share < SUFFICIENT_BAR_PERCENT:
        faults.append(f"{share:.0f}% of sufficient reached the level, not 75%")
    share = pooled.not_sufficient.reached_percent
    if share is not None and share > NOT_SUFFICIENT_BAR_PERCENT:
        faults.append(f"{share:.0f}% of not sufficient reached the level, above 20%")
    return faults
