"""One authority and one indicator: the sentence, the tables, the picture."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import polars as pl

from stocktake_web.explorer import writing
from stocktake_web.explorer.asked import Asked
from stocktake_web.explorer.slices import Row, Slice, why_missing
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import (
    Listed,
    Period,
    among_set,
    interval,
    rank_interval,
)

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
        return "not enough figures to tell"
    since = {told.latest.previous(back).time_period for back in range(3)}
    broken = next((b for period, b in told.listed.breaks.items() if period in since), None)
    if broken:
        return f"not told across the break: {broken.reason}"
    return writing.trend_words(told.listed, told.now["trend"])


def figures_table(told: History) -> Table:
    """The time series: the authority, its region, its neighbours, England, the own set."""
    listed, asked = told.listed, told.asked
    rows = [(Cell(asked.place.name), *(
        writing.cell(listed, told.home.get(period), value)
        for period, value in zip(told.periods, told.column("value"), strict=True)
    ), _change(told))]  # fmt: skip
    region = asked.shelf.register.get(asked.place.region).name if asked.place.region else "Region"
    beside = [(region, "region"), ("Statistical neighbours, mean", "neighbours_mean")]
    beside.append((asked.shelf.country.name, "england"))
    for name, column in beside:
        values = told.column(column)
        if any(value is not None for value in values):
            rows.append(_comparator(told, name, values))
    if told.set_mean:
        values = tuple(told.set_mean.get(period) for period in told.periods)
        rows.append(_comparator(told, f"Your own set of {len(asked.own_set)}, mean", values))
    columns = (
        Column("Area"),
        *(Column(p.label, True, listed.decimal_places) for p in told.periods),
        Column("Change from previous year", True, listed.decimal_places),
    )
    return Table(
        f"{listed.title} ({writing.unit_words(listed)}): {asked.place.name} and others by year",
        columns,
        tuple(rows),
        (*notes_on_years(listed, told.periods), *writing.symbols(list(told.home.values()))),
    )


def _comparator(told: History, name: str, values: tuple[float | None, ...]) -> tuple[Cell, ...]:
    at = told.periods.index(told.latest) if told.latest in told.periods else 0
    change = None
    if at and told.latest and told.periods[at - 1] == told.latest.previous(1):
        now, before = values[at], values[at - 1]
        change = now - before if now is not None and before is not None else None
    if told.latest and told.latest.time_period in told.listed.breaks:
        change = None
    cells = (writing.plain_cell(told.listed, value) for value in values)
    return (Cell(name), *cells, writing.change_cell(told.listed, change))


def _change(told: History) -> Cell:
    if told.latest and told.latest.time_period in told.listed.breaks:
        return Cell("break")
    return writing.change_cell(told.listed, told.now["change"] if told.now else None)


def notes_on_years(listed: Listed, periods: tuple[Period, ...]) -> tuple[str, ...]:
    """Breaks and years of special arrangements among some periods."""
    shown = {period.time_period: period.label for period in periods}
    return (
        *(
            f"{shown[period]}: {year.reason}."
            for period, year in sorted(listed.special.items())
            if period in shown
        ),
        *(
            f"From {shown[period]} on not comparable with earlier years: {each.reason}."
            for period, each in sorted(listed.breaks.items())
            if period in shown
        ),
    )


def positions_table(told: History) -> Table:
    """Where the authority stood, year by year: rank, band, rank in region and among neighbours."""
    rows = tuple(
        (
            Cell(period.label),
            Cell(writing.rank(row)),
            Cell(writing.band(row)),
            Cell(_among(row, "rank_in_region", "n_in_region")),
            Cell(_among(row, "rank_among_neighbours", "n_among_neighbours")),
        )
        for period in reversed(told.periods)
        if (row := told.home.get(period)) is not None
    )
    columns = (
        Column("Year"),
        Column("Rank in the country"),
        Column("Quartile band"),
        Column("Rank in its region"),
        Column("Rank among its neighbours"),
    )
    return Table(
        f"Where {told.asked.place.name} ranked",
        columns,
        rows,
        ("1 is best. Bands go by rank: A is the best quarter, D the weakest.",),
    )


def _among(row: Row, rank: str, n: str) -> str:
    return f"{row[rank]} of {row[n]}" if row[rank] is not None else "no rank"


def bands_table(told: History) -> Table | None:
    """From which figure to which each quartile band reaches in the latest period."""
    at = [row for row in told.slice.at(told.latest).values() if row["quartile"] is not None]
    at = [row for row in at if row["place"] in told.asked.shelf.authorities]
    if not at:
        return None
    listed = told.listed
    rows = []
    for letter, words in zip("ABCD", ("best", "second-best", "second-weakest", "weakest"),
                             strict=True):  # fmt: skip
        values = sorted(row["value"] for row in at if row["quartile"] == letter)
        if not values:
            continue
        first, last = (values[0], values[-1]) if listed.better == "lower" else values[:-2:-1] + (
            values[:1]
        )  # fmt: skip
        rows.append(
            (
                Cell(f"{letter}, the {words} quarter"),
                Cell(writing.short(listed, first), first),
                Cell(writing.short(listed, last), last),
                Cell(str(len(values)), float(len(values))),
            )
        )
    columns = (
        Column("Band"),
        Column("From", True, listed.decimal_places),
        Column("To", True, listed.decimal_places),
        Column("Authorities", True),
    )
    label = told.latest.label if told.latest else ""
    return Table(f"What the quartile bands mean in {label}", columns, tuple(rows))


def significance(told: History, sizes: dict[Period, float | None]) -> str:
    """Whether chance alone could explain the difference from England; empty where untold.

    Parameters
    ----------
    sizes : dict of Period to float or None
        The size of the group behind the figure.
    """
    row, latest = told.now, told.latest
    if row is None or latest is None or told.value is None:
        return ""
    size = row["denominator"] or sizes.get(latest)
    ends = interval(told.value, size, told.listed.unit)
    if ends is None or size is None:
        return ""
    low, high = (writing.figure(told.listed, end) for end in ends)
    said = (
        f"The figure is about {size:,.0f} people. Chance alone moves such a figure between {low} "
        f"and {high} (95% interval)."
    )
    england = row["england"]
    if england is not None:
        country = told.asked.shelf.country.name
        if ends[0] <= england <= ends[1]:
            said += f" {country}'s lies within: the difference may be chance."
        else:
            side = "above" if england < ends[0] else "below"
            said += f" It is significantly {side} {country}'s."
    if row["rank"] is not None and told.listed.better in ("higher", "lower"):
        others = [
            other["value"]
            for other in told.slice.at(latest).values()
            if other["rank"] is not None and other["place"] != told.asked.place.id
        ]
        span = rank_interval(told.value, size, others, told.listed.better, told.listed.unit)  # type: ignore[arg-type]
        if span:
            said += f" Its rank could by chance be anything from {span[0]} to {span[1]}."
    return said


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
