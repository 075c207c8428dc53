"""A slice of placed figures, ready to be read by place and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from stocktake.standards import Period, describe

PERIOD = ["time_period", "time_identifier", "span_years"]
SHOWN_PERIODS = 12

Row = dict[str, Any]


@dataclass(frozen=True)
class Slice:
    """The figures of one series.

    Parameters
    ----------
    frame : polars.DataFrame
        All places and periods.
    """

    frame: pl.DataFrame

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Its periods, the earliest first; the last dozen where there are more."""
        keys = self.frame.select(PERIOD).unique().iter_rows()
        results = sorted((Period(*key) for key in keys), key=lambda p: (p.ends, p.span_years))
        return tuple(results[-SHOWN_PERIODS:])

    @cached_property
    def latest(self) -> Period | None:
        """The latest period for which any authority has a figure."""
        rows = self.frame.filter("latest").select(PERIOD).head(1).rows()
        return Period(*rows[0]) if rows else None

    @cached_property
    def before_latest(self) -> Period | None:
        """The year before the latest, where the series has it."""
        if self.latest is None:
            return None
        before = self.latest.previous(1)
        return before if before in self.periods else None

    def of(self, place: str) -> dict[Period, Row]:
        """A place's rows by period."""
        rows = self.frame.filter(pl.col("place") == place).iter_rows(named=True)
        return {
            Period(row["time_period"], row["time_identifier"], row["span_years"]): row
            for row in rows
        }

    def among(self, places: Iterable[str]) -> dict[str, dict[Period, float | None]]:
        """Values of some places by period."""
        rows = self.frame.filter(pl.col("place").is_in(list(places)))
        periods_by_key = {self._key(period): period for period in self.periods}
        results: dict[str, dict[Period, float | None]] = {}
        for place, *period, value in rows.select("place", *PERIOD, "value").iter_rows():
            if tuple(period) in periods_by_key:
                results.setdefault(place, {})[periods_by_key[tuple(period)]] = value
        return results

    def at(self, period: Period | None) -> dict[str, Row]:
        """Every place's row for a period."""
        if period is None:
            return {}
        time_period, kind, span = self._key(period)
        rows = self.frame.filter(
            (pl.col("time_period") == time_period)
            & (pl.col("time_identifier") == kind)
            & (pl.col("span_years") == span)
        )
        return {row["place"]: row for row in rows.iter_rows(named=True)}

    @staticmethod
    def _key(period: Period) -> tuple[str, str, int]:
        return period.time_period, period.time_identifier, period.span_years


def why_missing(row: Row | None) -> str:
    """Why there is no figure, in words."""
    return describe(row["missing"]) if row and row["missing"] else "no figure is held"
