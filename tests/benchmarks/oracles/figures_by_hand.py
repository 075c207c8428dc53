"""Frames of figures written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from stocktake.benchmarks.figures import FIGURES
from stocktake.standards.periods import Period

YEAR = Period("202021", "Academic year")


def row(place: str, value: float | None, period: Period = YEAR, **more: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(FIGURES) | {
        "place": place,
        "value": value,
        "time_period": period.time_period,
        "time_identifier": period.time_identifier,
        "span_years": period.span_years,
    }
    return blank | more


def figures(values: Mapping[str, float | None], period: Period = YEAR) -> pl.DataFrame:
    """One figure per place for one period."""
    return pl.DataFrame([row(p, v, period) for p, v in values.items()], schema=FIGURES)


def over_years(place: str, values: Mapping[str, float | None]) -> pl.DataFrame:
    """One place's figures by academic year."""
    return pl.DataFrame(
        [row(place, v, Period(year, "Academic year")) for year, v in values.items()],
        schema=FIGURES,
    )
