"""What the figures say about a promise: unit, direction, baseline, and what places ever had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.units import Unit, format_value
from stocktake.targets.context import JudgementContext
from stocktake.targets.due_dates import due_year
from stocktake.targets.indicator_data import IndicatorData

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget

BOUNDED_BELOW = (
    Unit.COUNT,
    Unit.PER_100,
    Unit.PER_1000,
    Unit.PER_10000,
    Unit.PER_100000,
    Unit.DAYS,
    Unit.RATIO,
)
"""Units of which no figure can be negative."""

LARGEST = 1e9
"""No published figure is larger, in any unit."""


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest figure that any place of a kind ever had."""

    value: float
    place_name: str
    period: Period


class PromiseData:
    """The figures against which one promise is checked.

    Parameters
    ----------
    data : IndicatorData
    target : BaseTarget
        As one reading has it.
    """

    def __init__(self, data: IndicatorData, target: BaseTarget) -> None:
        self.figures = data
        self.target = target

    @classmethod
    def of(cls, target: BaseTarget, context: JudgementContext | None) -> PromiseData | None:
        """The figures of a target's indicator; None where there are none to ask."""
        if context is None or target.indicator is None:
            return None
        try:
            return cls(context.data(target.indicator, target.group), target)
        except UsageError:
            return None

    @property
    def unit(self) -> Unit:
        """The unit in which the indicator's figures are."""
        return Unit(self.figures.indicator.unit)

    @property
    def title(self) -> str:
        """The indicator as people call it."""
        return self.figures.indicator.title

    @property
    def better(self) -> str:
        """``higher``, ``lower`` or ``neither``."""
        return self.figures.better

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest that a figure can be.

        A percentage that a producer has published above 100 (places over capacity) is no share of
        a whole, and has no such bound.
        """
        if self.unit is Unit.PERCENT:
            low, high = self._published
            return min(0.0, low), (100.0 if high <= 100 else LARGEST)
        if self.unit is Unit.POINTS:
            return -100.0, 100.0
        if self.unit is Unit.SCALED_SCORE:
            return 80.0, 120.0
        return (0.0 if self.unit in BOUNDED_BELOW else -LARGEST), LARGEST

    @cached_property
    def due(self) -> Period | None:
        """The indicator's period that belongs to the due year."""
        year = due_year(self.target)
        return None if year is None else self._period(year)

    @cached_property
    def stated_baseline(self) -> Period | None:
        """The indicator's period that the target names as its baseline."""
        return self._period(self.target.baseline) if self.target.baseline else None

    @cached_property
    def baseline(self) -> Period | None:
        """The stated baseline, else the latest period with a figure that ends before it is due."""
        if self.target.baseline:
            return self.stated_baseline
        ends = self.due.ends if self.due else self.figures.context.as_of
        periods = [period for period in self.figures.home_periods if period.ends < ends]
        return periods[-1] if periods else None

    @cached_property
    def baseline_value(self) -> float | None:
        """The place's own figure at the baseline."""
        return None if self.baseline is None else self.figures.value_at(self.baseline)

    @property
    def due_words(self) -> str:
        """``in 2024/25``; ``when due`` where no year is stated."""
        return f"in {self.due.label}" if self.due else "when due"

    def write(self, value: float) -> str:
        """A figure in the indicator's unit, as exactly as it takes: 0.65%, not 1%."""
        least = self.figures.indicator.decimal_places
        exact = [n for n in range(least, 5) if abs(round(value, n) - value) < 1e-9]
        return format_value(value, self.unit, exact[0] if exact else max(least, 1))

    @cached_property
    def extremes(self) -> tuple[Extreme, Extreme] | None:
        """The lowest and the highest figure that places of the same kind ever had.

        None for a local indicator, and where fewer than two places have figures.
        """
        if self.figures.local:
            return None
        kind = self.figures.home.partition("-")[0]
        rows = self.figures.figures.table.filter(
            pl.col("place").str.starts_with(f"{kind}-") & pl.col("value").is_finite()
        )
        if rows["place"].n_unique() < 2:
            return None
        low, high = rows["value"].arg_min(), rows["value"].arg_max()
        return self._extreme(rows, low or 0), self._extreme(rows, high or 0)

    def _extreme(self, rows: pl.DataFrame, index: int) -> Extreme:
        row = rows.row(index, named=True)
        period = Period(row["time_period"], row["time_identifier"], row["span_years"])
        return Extreme(row["value"], self.figures.context.register.get(row["place"]).name, period)

    def is_plain_percentage(self, value: float) -> bool:
        """Whether a value is a percentage between 0 and 100, which needs no look at the figures."""
        return self.unit is Unit.PERCENT and 0 < value < 100

    @cached_property
    def _published(self) -> tuple[float, float]:
        values = self.figures.figures.table["value"].drop_nulls().drop_nans()
        if self.figures.local or values.is_empty():
            return 0.0, 100.0
        return float(values.min()), float(values.max())  # type: ignore[arg-type]

    def _period(self, text: str) -> Period | None:
        try:
            return self.figures.period_named(text)
        except UsageError:
            return None
