"""How many people are behind figures, where any release publishes it."""

from __future__ import annotations

from collections.abc import Iterator

from stocktake.standards import Period
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.indicator.uncertainty import GroupSize
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.explorer.slices import Row, Slice
from stocktake_web.services import figures


def load_group_size(params: ExplorerQuery, history: History) -> GroupSize:
    """How many people are behind an authority's latest figure."""
    if history.latest_row is None or history.latest is None:
        return GroupSize(None)
    place = params.place.id
    sizes = load_group_sizes(params, history.latest, {place: history.latest_row})
    return sizes[place]


def load_group_sizes(
    params: ExplorerQuery, period: Period, rows: dict[str, Row]
) -> dict[str, GroupSize]:
    """How many people are behind the figures of many places for a period.

    Parameters
    ----------
    rows : dict of str to row
        Each place's own row for the period, which may say it.
    """
    sizes = {place: row["denominator"] for place, row in rows.items()}
    counts = {place: row["numerator"] for place, row in rows.items()}
    for values, names in ((sizes, params.entry.denominators), (counts, params.entry.numerators)):
        for slice_ in _slices(params, names):
            missing = {place for place, value in values.items() if not value}
            if not missing:
                break
            for place, row in slice_.at(period).items():
                if place in missing and row["value"] is not None:
                    values[place] = float(row["value"])
    return {place: GroupSize(sizes[place], counts[place]) for place in rows}


def _slices(params: ExplorerQuery, names: tuple[str, ...]) -> Iterator[Slice]:
    """Some series in every release that has them."""
    for series in names:
        for release in (params.release, *params.data.current):
            if release.may_hold(series) and series in params.data.catalogue(release).series:
                yield Slice(figures.load_series(params.data, release, series, None))
