"""The figures of each indicator of a profile over a few years, drawn the size of a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from markupsafe import Markup

from stocktake.publish import Sparkline, line_of
from stocktake.standards import Period
from stocktake.statistics import CatalogueEntry
from stocktake_web.drawings import draw_sparkline
from stocktake_web.explorer import wording
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.explorer.slices import PERIOD
from stocktake_web.services import figures

if TYPE_CHECKING:
    from stocktake_web.explorer.profile.views import ProfileItem

MOST_YEARS = 8

Values = dict[Period, float]


def sparklines(params: ExplorerQuery, items: list[ProfileItem]) -> dict[str, Markup]:
    """A sparkline for each item by its series, up to the year of its figure."""
    frame = figures.load_place(params.data, params.release, params.place.id)
    rows = frame.filter(
        pl.col("value").is_not_null() & pl.col("series").is_in([item.entry.id for item in items])
    )
    values_by_series: dict[str, Values] = {}
    for series, *period, value in rows.select("series", *PERIOD, "value").iter_rows():
        values_by_series.setdefault(series, {})[Period(*period)] = value
    return {
        item.entry.id: draw_sparkline(
            _sparkline(
                params.place.name, item.entry, item.period, values_by_series.get(item.entry.id, {})
            )
        )
        for item in items
    }


def _sparkline(
    name: str, entry: CatalogueEntry, last: Period, values_by_period: Values
) -> Sparkline:
    first_years = [
        period.first_year
        for period in values_by_period
        if period.time_identifier == last.time_identifier and period.span_years == last.span_years
    ]
    span = min(last.first_year - min(first_years, default=last.first_year), MOST_YEARS - 1)
    years = [last.later(back - span) for back in range(span + 1)]
    values = [values_by_period.get(period) for period in years]
    line = line_of(
        name,
        "home",
        values,
        lambda at: wording.figure(entry, values[at]),
        breaks=[at for at, period in enumerate(years) if period.time_period in entry.breaks],
        special=[at for at, period in enumerate(years) if period.time_period in entry.special],
    )
    return Sparkline(line, tuple(period.label for period in years), ends_in_row=True)
