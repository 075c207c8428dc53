"""One indicator and many authorities: a region, statistical neighbours, all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import polars as pl

from stocktake.benchmarks import MULTIPLIER, interval
from stocktake.publish import (
    Bar,
    BarChart,
    Cell,
    Column,
    Line,
    Multiples,
    Role,
    Table,
    describe_line,
    line_of,
)
from stocktake.standards import Period, Place
from stocktake_web.explorer import wording
from stocktake_web.explorer.figure_notes import figure_note_sentences
from stocktake_web.explorer.indicator.group_sizes import load_group_sizes
from stocktake_web.explorer.indicator.history_tables import notes_on_years
from stocktake_web.explorer.indicator.uncertainty import GroupSize, unrounded
from stocktake_web.explorer.page_table import put_latest_first
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.explorer.slices import PERIOD, Row, Slice


@dataclass(frozen=True)
class PlaceComparison:
    """Figures of several places, by place and period."""

    params: ExplorerQuery
    slice: Slice

    def table(
        self,
        caption: str,
        places: Iterable[Place],
        *,
        has_ranks: bool = True,
        region: bool = False,
        more: dict[str, str] | None = None,
        heading: str = "",
    ) -> Table:
        """A row for each place: its figures, the change and, of authorities, rank and band.

        Parameters
        ----------
        more : dict of str to str
            A further word for each place, under ``heading``.
        """
        entry, periods = self.params.entry, self.slice.periods
        place_list = list(places)
        values = self.slice.among(place.id for place in place_list)
        latest = self.slice.at(self.slice.latest)
        rows = tuple(
            (
                Cell(place.name),
                *((Cell(self._region(place)),) if region else ()),
                *((Cell((more or {}).get(place.id, "")),) if heading else ()),
                *(self._cell(values, place, period) for period in periods),
                *(
                    (
                        Cell(wording.rank(latest.get(place.id)).partition(",")[0]),
                        Cell(wording.band(latest.get(place.id))),
                    )
                    if has_ranks
                    else ()
                ),
                self._change(latest.get(place.id)),
            )
            for place in place_list
        )
        columns = (
            Column("Area"),
            *((Column("Region"),) if region else ()),
            *((Column(heading),) if heading else ()),
            *(Column(period.label, True, entry.decimal_places) for period in periods),
            *((Column("Rank"), Column("Band")) if has_ranks else ()),
            Column("Change from previous year", True, entry.decimal_places),
        )
        text = f"{caption}: {entry.title} ({wording.unit_words(entry)})"
        notes = (
            *notes_on_years(entry, periods),
            *figure_note_sentences(self.params, entry, place_list, periods),
            *self._symbols({p.id for p in place_list}),
        )
        return Table(text, columns, rows, notes)

    def on_page(self, table: Table, *, earlier: bool) -> Table:
        """One of its tables with the latest year, rank and band first; other years by choice."""
        return latest_first(self.slice, table, earlier=earlier)

    def by_latest(self, places: Iterable[Place]) -> list[Place]:
        """Places by their latest figure, the best first; those without one last."""
        latest = self.slice.at(self.slice.latest)
        sign = 1 if self.params.entry.better == "lower" else -1

        def key(place: Place) -> tuple[bool, float, str]:
            value = (latest.get(place.id) or {}).get("value")
            return value is None, sign * (value or 0.0), place.name

        return sorted(places, key=key)

    def with_figures(self, places: Iterable[Place]) -> list[Place]:
        """Those that have a figure in any period shown."""
        place_list = list(places)
        values = self.slice.among(place.id for place in place_list)
        return [p for p in place_list if any(v is not None for v in values.get(p.id, {}).values())]

    def bars(self, name: str, places: Iterable[Place], extra: Iterable[Place] = ()) -> BarChart:
        """The latest figures as bars, the place of the page in focus.

        Parameters
        ----------
        name : str
            ``region`` or ``neighbours``: among whom the place ranks.
        """
        latest = self.slice.at(self.slice.latest)
        place_list = [*places, *extra]
        sizes = (
            load_group_sizes(
                self.params,
                self.slice.latest,
                {place.id: latest[place.id] for place in place_list if place.id in latest},
            )
            if self.slice.latest and self.params.entry.unit in MULTIPLIER
            else {}
        )
        bars = tuple(self._bar(place, latest, sizes) for place in place_list)
        text = wording.unit_sentence(self.params.entry) + "; ".join(bar.words for bar in bars)
        interval_words = wording.INTERVALS if any(bar.low is not None for bar in bars) else ""
        subtitle = f"{self.params.entry.title}, {wording.unit_words(self.params.entry)}"
        return BarChart(
            self._bars_title(name, latest),
            f"{text}. The table holds the same figures.",
            bars,
            id=name,
            subtitle=f"{subtitle}. {interval_words}" if interval_words else subtitle,
        )

    def multiples(self, places: Iterable[Place]) -> Multiples:
        """The place of the page next to each of some others over time."""
        place, entry, periods = self.params.place, self.params.entry, self.slice.periods
        members = (place, *places)
        values = self.slice.among([member.id for member in members])
        home, *lines = (self._line(member, values.get(member.id, {})) for member in members)
        labels = tuple(period.label for period in periods)
        sentences = [describe_line(line, labels) for line in (home, *lines)]
        return Multiples(
            title=self._multiples_title(home, lines),
            subtitle=f"{entry.title}, {wording.unit_words(entry)}: {place.name} as a solid line "
            "in each, the other dashed",
            description=" ".join(sentences),
            periods=labels,
            home=home,
            compared_lines=tuple(lines),
            unit=wording.unit_words(entry),
        )

    def _line(self, place: Place, values: dict[Period, float | None]) -> Line:
        entry, periods = self.params.entry, self.slice.periods
        row = [values.get(period) for period in periods]
        return line_of(
            place.name,
            "home" if place == self.params.place else "neighbours",
            row,
            lambda at: wording.short(entry, row[at] or 0.0),
            breaks=[at for at, period in enumerate(periods) if period.time_period in entry.breaks],
            special=[at for at, p in enumerate(periods) if p.time_period in entry.special],
        )

    def _multiples_title(self, home: Line, lines: list[Line]) -> str:
        """How many of the others have a higher figure in the latest year."""
        name, latest = self.params.place.name, self.slice.latest
        if latest is None or not home.points or latest != self.slice.periods[home.points[-1].at]:
            return f"{name} and each of the others over time"
        at, value = home.points[-1].at, home.points[-1].value
        levels = [point.value for line in lines for point in line.points if point.at == at]
        higher = sum(level > value for level in levels)
        verb = "has" if higher == 1 else "have"
        return f"{higher} of the {len(levels)} {verb} a higher figure than {name} in {latest.label}"

    def _bars_title(self, name: str, latest: dict[str, Row]) -> str:
        """The place's figure and its rank among those shown."""
        place, entry, row = self.params.place.name, self.params.entry, latest.get(
            self.params.place.id
        )  # fmt: skip
        year = self.slice.latest.label if self.slice.latest else ""
        if row is None or row["value"] is None:
            return f"{place} has no figure for {year}" if year else f"{place} has no figure"
        among = "in_region" if name == "region" else "among_neighbours"
        group = "in its region" if name == "region" else "among its neighbours"
        title = f"{place}: {wording.figure(entry, row['value'])} in {year}"
        if row[f"rank_{among}"] is None or self.params.own_set and name != "region":
            return title
        return f"{title}, {row[f'rank_{among}']} of {row[f'n_{among}']} {group} (1 is best)"

    def _bar(self, place: Place, latest: dict[str, Row], sizes: dict[str, GroupSize]) -> Bar:
        row = latest.get(place.id)
        value = row["value"] if row else None
        roles: dict[str | None, Role] = {
            self.params.place.id: "home",
            self.params.place.region: "region",
            self.params.data.country.id: "england",
        }
        role: Role | Literal["other"] = roles.get(place.id, "other")
        if row is None or value is None:
            return Bar(place.name, None, "no figure", role, place=place.id)
        size = sizes.get(place.id, GroupSize(None))
        ends = interval(
            unrounded(self.params.entry, value, size), size.size, self.params.entry.unit
        )
        low, high = ends or (None, None)
        note = f"rank {wording.rank(row)}" if row["rank"] is not None else ""
        text = wording.short(self.params.entry, value)
        return Bar(place.name, value, text, role, low, high, note, place.id)

    def _cell(
        self, values: dict[str, dict[Period, float | None]], place: Place, period: Period
    ) -> Cell:
        value = values.get(place.id, {}).get(period)
        if value is not None:
            return Cell(wording.short(self.params.entry, value), value)
        return Cell(self._missing.get((place.id, period), "-"))

    @cached_property
    def _missing(self) -> dict[tuple[str, Period], str]:
        """Symbols that say more than that there is no figure."""
        has_reason = pl.col("missing").is_not_null() & (pl.col("missing") != "-")
        rows = self.slice.frame.filter(has_reason).select("place", *PERIOD, "missing").iter_rows()
        return {(place, Period(*period)): symbol for place, *period, symbol in rows}

    def _symbols(self, places: set[str]) -> tuple[str, ...]:
        rows = self.slice.frame.filter(
            pl.col("missing").is_not_null() & pl.col("place").is_in(list(places))
        )
        return wording.symbols(rows.select("missing").unique().to_dicts())

    def _change(self, row: Row | None) -> Cell:
        if self.slice.latest and self.slice.latest.time_period in self.params.entry.breaks:
            return Cell("break")
        return wording.change_cell(self.params.entry, row["change"] if row else None)

    def _region(self, place: Place) -> str:
        return self.params.data.register.get(place.region).name if place.region else ""


def compare_places(params: ExplorerQuery, frame: pl.DataFrame) -> PlaceComparison:
    """Figures of many places out of a slice."""
    return PlaceComparison(params, Slice(frame))


def latest_first(slice_: Slice, table: Table, *, earlier: bool = True) -> Table:
    """A table with a column for each period of a slice, the latest that has a figure first."""
    labels = [period.label for period in slice_.periods]
    headings = [column.heading for column in table.columns]
    start = headings.index(labels[0]) if labels else 0
    latest = slice_.periods.index(slice_.latest) if slice_.latest in slice_.periods else -1
    return put_latest_first(table, range(start, start + len(labels)), latest, earlier=earlier)


def mean_table(
    params: ExplorerQuery, slice_: Slice, names: tuple[tuple[str, str], ...], caption: str
) -> Table:
    """What the place is compared with, by period: columns of its own rows as rows of a table."""
    home = slice_.of(params.place.id)
    rows = tuple(
        (
            Cell(name),
            *(
                wording.plain_cell(params.entry, (home.get(period) or {}).get(column))
                for period in slice_.periods
            ),
        )
        for name, column in names
    )
    columns = (
        Column("Area"),
        *(Column(p.label, True, params.entry.decimal_places) for p in slice_.periods),
    )
    return Table(caption, columns, rows)
