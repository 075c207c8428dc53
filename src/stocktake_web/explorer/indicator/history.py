"""One authority and one indicator: its history, and what a person would say of it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import polars as pl

from stocktake.benchmarks import compare_with_set
from stocktake.standards import Period
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer import wording
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.explorer.slices import Row, Slice, why_missing

NO_COMPARISON_YET = "No figure for the year before, so no change can be given."


@dataclass(frozen=True)
class History:
    """An authority's figures and those of others, by period.

    Parameters
    ----------
    params : ExplorerQuery
    periods : tuple of Period
    latest : Period or None
        The latest for which any authority has a figure.
    home : dict of Period to row
    set_mean : dict of Period to float or None
        The mean of the reader's own set; empty without one.
    """

    params: ExplorerQuery
    slice: Slice
    periods: tuple[Period, ...]
    latest: Period | None
    home: dict[Period, Row]
    set_mean: dict[Period, float | None]

    @property
    def entry(self) -> CatalogueEntry:
        """The indicator."""
        return self.params.entry

    @property
    def latest_row(self) -> Row | None:
        """The row of the latest period."""
        return self.home.get(self.latest) if self.latest else None

    @property
    def value(self) -> float | None:
        """The latest figure."""
        return self.latest_row["value"] if self.latest_row else None

    def column(self, name: str) -> tuple[float | None, ...]:
        """A column of the authority's rows, by period."""
        return tuple((self.home.get(period) or {}).get(name) for period in self.periods)


def read_history(params: ExplorerQuery, frame: pl.DataFrame) -> History:
    """Read an authority's history out of a slice."""
    slice_ = Slice(frame)
    means: dict[Period, float | None] = {}
    if params.own_set:
        values = slice_.among(params.own_set)
        for period in slice_.periods:
            values_known = [v for place in values.values() if (v := place.get(period)) is not None]
            means[period] = fmean(values_known) if values_known else None
    home = slice_.of(params.place.id)
    return History(params, slice_, slice_.periods, slice_.latest, home, means)


def sentence(history: History) -> str:
    """What a person would say of the latest figure."""
    entry, name = history.entry, history.params.place.name
    if history.latest is None:
        return f"The release has no figure of any authority for this indicator, nor of {name}."
    if history.value is None:
        reason = why_missing(history.latest_row)
        return f"{name} has no figure for {history.latest.label}: {reason}."
    row = history.latest_row or {}
    comparators = (
        (row["england"], history.params.data.country.name),
        (row["neighbours_mean"], "the mean of its statistical neighbours"),
    )
    pictures = wording.picture_rates(entry, history.value, *(value for value, _ in comparators))
    own_figure = wording.with_picture(entry, history.value, pictures)
    parts = [f"{name}: {own_figure} in {history.latest.label}"]
    if row["rank"] is not None:
        parts.append(f"{wording.rank(row)} (1 is best), {wording.QUARTERS[row['quartile']]}")
    elif entry.better == "neither":
        parts.append("not ranked, since neither direction is better")
    set_comparison = [
        wording.against(entry, history.value, value, comparator_name, pictures)
        for value, comparator_name in comparators
    ]
    first = "; ".join(parts) + "."
    second = " and ".join(filter(None, set_comparison))
    return f"{first} {second[:1].upper()}{second[1:]}." if second else first


def describe_change(history: History) -> str:
    """The change on the year before, or why none is given."""
    entry, latest = history.entry, history.latest
    if latest is None or history.latest_row is None:
        return NO_COMPARISON_YET
    series_break = entry.breaks.get(latest.time_period)
    if series_break:
        return f"Not comparable with the year before: {series_break.reason}."
    before = entry.special.get(latest.previous(1).time_period) if latest else None
    words = wording.change_words(entry, history.latest_row["change"], NO_COMPARISON_YET)
    return f"{words} In the year before, {before.reason}." if before else words


def describe_trend(history: History) -> str:
    """The direction over the last three years; not across a break."""
    if history.latest is None or history.latest_row is None:
        return wording.NO_TREND
    series_break = wording.recent_break(history.entry, history.latest)
    if series_break:
        return f"{wording.ACROSS_A_BREAK}: {series_break.reason}"
    return wording.trend_words(history.entry, history.latest_row["trend"])


def describe_own_set(history: History) -> str:
    """The authority compared with the reader's own set; empty without one."""
    params = history.params
    if not params.own_set or history.latest is None:
        return ""
    at = history.slice.at(history.latest)
    values = {place: row["value"] for place, row in at.items() if row["value"] is not None}
    better = history.entry.better if history.entry.better in ("higher", "lower") else None
    set_comparison = compare_with_set(params.place.id, params.own_set, values, better)  # type: ignore[arg-type]
    names = ", ".join(params.data.authorities[place].name for place in set_comparison.places)
    parts = [f"Your own set: {names}."]
    if set_comparison.mean is not None:
        parts.append(
            f"Mean {wording.figure(history.entry, set_comparison.mean)}, "
            f"median {wording.figure(history.entry, set_comparison.median)}."
        )
    if set_comparison.rank is not None:
        rank, n = set_comparison.rank.rank, set_comparison.rank.n
        parts.append(f"{params.place.name} ranks {rank} of {n} among them.")
    if set_comparison.missing:
        parts.append(
            f"{len(set_comparison.missing)} of them have no figure for {history.latest.label}."
        )
    return " ".join(parts)
