"""One authority and one indicator: its history, and what a person would say of it."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import polars as pl

from stocktake_web.explorer import writing
from stocktake_web.explorer.asked import Asked
from stocktake_web.explorer.slices import Row, Slice, why_missing
from stocktake_web.gateway.figures import Listed, Period, among_set

NO_COMPARISON_YET = "No figure for the year before, so no change can be given."


@dataclass(frozen=True)
class History:
    """An authority's figures and those beside them, by period.

    Parameters
    ----------
    asked : Asked
    periods : tuple of Period
    latest : Period or None
        The latest for which any authority has a figure.
    home : dict of Period to row
    set_mean : dict of Period to float or None
        The mean of the reader's own set; empty without one.
    """

    asked: Asked
    slice: Slice
    periods: tuple[Period, ...]
    latest: Period | None
    home: dict[Period, Row]
    set_mean: dict[Period, float | None]

    @property
    def listed(self) -> Listed:
        """The indicator."""
        return self.asked.listed

    @property
    def now(self) -> Row | None:
        """The row of the latest period."""
        return self.home.get(self.latest) if self.latest else None

    @property
    def value(self) -> float | None:
        """The latest figure."""
        return self.now["value"] if self.now else None

    def column(self, name: str) -> tuple[float | None, ...]:
        """A column of the authority's rows, by period."""
        return tuple((self.home.get(period) or {}).get(name) for period in self.periods)


def history(asked: Asked, frame: pl.DataFrame) -> History:
    """Read an authority's history out of a slice."""
    slice_ = Slice(frame)
    means: dict[Period, float | None] = {}
    if asked.own_set:
        values = slice_.among(asked.own_set)
        for period in slice_.periods:
            known = [v for place in values.values() if (v := place.get(period)) is not None]
            means[period] = fmean(known) if known else None
    home = slice_.of(asked.place.id)
    return History(asked, slice_, slice_.periods, slice_.latest, home, means)


def sentence(told: History) -> str:
    """What a person would say of the latest figure."""
    listed, name = told.listed, told.asked.place.name
    if told.latest is None:
        return f"The release has no figure of any authority for this indicator, nor of {name}."
    if told.value is None:
        why = why_missing(told.now)
        return f"{name} has no figure for {told.latest.label}: {why}."
    row = told.now or {}
    said = [f"{name}: {writing.figure(listed, told.value)} in {told.latest.label}"]
    if row["rank"] is not None:
        said.append(f"{writing.rank(row)} (1 is best), {writing.QUARTERS[row['quartile']]}")
    elif listed.better == "neither":
        said.append("not ranked, since neither direction is better")
    beside = [
        writing.against(listed, told.value, row["england"], told.asked.shelf.country.name),
        writing.against(
            listed, told.value, row["neighbours_mean"], "the mean of its statistical neighbours"
        ),
    ]
    first = "; ".join(said) + "."
    second = " and ".join(filter(None, beside))
    return f"{first} {second[:1].upper()}{second[1:]}." if second else first


def change_of(told: History) -> str:
    """The change on the year before, or why none is given."""
    listed, latest = told.listed, told.latest
    if latest is None or told.now is None:
        return NO_COMPARISON_YET
    broken = listed.breaks.get(latest.time_period)
    if broken:
        return f"Not comparable with the year before: {broken.reason}."
    before = listed.special.get(latest.previous(1).time_period) if latest else None
    words = writing.change_words(listed, told.now["change"], NO_COMPARISON_YET)
    return f"{words} In the year before, {before.reason}." if before else words


def trend_of(told: History) -> str:
    """The direction over the last three years; not across a break."""
    if told.latest is None or told.now is None:
        return writing.NO_TREND
    broken = writing.broken_lately(told.listed, told.latest)
    if broken:
        return f"{writing.ACROSS_A_BREAK}: {broken.reason}"
    return writing.trend_words(told.listed, told.now["trend"])


def own_set_words(told: History) -> str:
    """The authority beside the reader's own set; empty without one."""
    asked = told.asked
    if not asked.own_set or told.latest is None:
        return ""
    at = told.slice.at(told.latest)
    values = {place: row["value"] for place, row in at.items() if row["value"] is not None}
    better = told.listed.better if told.listed.better in ("higher", "lower") else None
    beside = among_set(asked.place.id, asked.own_set, values, better)  # type: ignore[arg-type]
    names = ", ".join(asked.shelf.authorities[each].name for each in beside.places)
    said = [f"Your own set: {names}."]
    if beside.mean is not None:
        said.append(
            f"Mean {writing.figure(told.listed, beside.mean)}, "
            f"median {writing.figure(told.listed, beside.median)}."
        )
    if beside.rank is not None:
        said.append(f"{asked.place.name} ranks {beside.rank.rank} of {beside.rank.n} among them.")
    if beside.missing:
        said.append(f"{len(beside.missing)} of them have no figure for {told.latest.label}.")
    return " ".join(said)
