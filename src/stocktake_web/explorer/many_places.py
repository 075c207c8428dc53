"""One indicator and many authorities: a region, statistical neighbours, all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from stocktake_web.explorer import writing
from stocktake_web.explorer.asked import Asked
from stocktake_web.explorer.bars import Bar, Bars
from stocktake_web.explorer.one_place_tables import notes_on_years
from stocktake_web.explorer.slices import PERIOD, Row, Slice
from stocktake_web.gateway.charts import Role
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Period, Place


@dataclass(frozen=True)
class Beside:
    """Figures of several places, by place and period."""

    asked: Asked
    slice: Slice

    def table(
        self,
        caption: str,
        places: Iterable[Place],
        *,
        ranked: bool = True,
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
        listed, periods = self.asked.listed, self.slice.periods
        chosen = list(places)
        values = self.slice.among(place.id for place in chosen)
        latest = self.slice.at(self.slice.latest)
        rows = tuple(
            (
                Cell(place.name),
                *((Cell(self._region(place)),) if region else ()),
                *((Cell((more or {}).get(place.id, "")),) if heading else ()),
                *(self._cell(values, place, period) for period in periods),
                self._change(latest.get(place.id)),
                *(
                    (
                        Cell(writing.rank(latest.get(place.id)).partition(",")[0]),
                        Cell(writing.band(latest.get(place.id))),
                    )
                    if ranked
                    else ()
                ),
            )
            for place in chosen
        )
        columns = (
            Column("Area"),
            *((Column("Region"),) if region else ()),
            *((Column(heading),) if heading else ()),
            *(Column(period.label, True, listed.decimal_places) for period in periods),
            Column("Change from previous year", True, listed.decimal_places),
            *((Column("Rank"), Column("Band")) if ranked else ()),
        )
        said = f"{caption}: {listed.title} ({writing.unit_words(listed)})"
        notes = (*notes_on_years(listed, periods), *self._symbols({p.id for p in chosen}))
        return Table(said, columns, rows, notes)

    def by_latest(self, places: Iterable[Place]) -> list[Place]:
        """Places by their latest figure, the best first; those without one last."""
        latest = self.slice.at(self.slice.latest)
        sign = 1 if self.asked.listed.better == "lower" else -1

        def key(place: Place) -> tuple[bool, float, str]:
            value = (latest.get(place.id) or {}).get("value")
            return value is None, sign * (value or 0.0), place.name

        return sorted(places, key=key)

    def with_figures(self, places: Iterable[Place]) -> list[Place]:
        """Those that have a figure in any period shown."""
        chosen = list(places)
        values = self.slice.among(place.id for place in chosen)
        return [p for p in chosen if any(v is not None for v in values.get(p.id, {}).values())]

    def bars(self, title: str, places: Iterable[Place], extra: Iterable[Place] = ()) -> Bars:
        """The latest figures as bars, the place of the page in focus."""
        latest = self.slice.at(self.slice.latest)
        when = self.slice.latest.label if self.slice.latest else "no year"
        bars = [self._bar(place, latest) for place in (*places, *extra)]
        said = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
        return Bars(f"{title}, {when}", f"{said}. The table holds the same figures.", tuple(bars))

    def _bar(self, place: Place, latest: dict[str, Row]) -> Bar:
        value = (latest.get(place.id) or {}).get("value")
        roles: dict[str | None, Role] = {
            self.asked.place.id: "home",
            self.asked.place.region: "region",
            self.asked.shelf.country.id: "england",
        }
        text = "no figure" if value is None else writing.short(self.asked.listed, value)
        return Bar(place.name, value, text, roles.get(place.id, "other"))

    def _cell(
        self, values: dict[str, dict[Period, float | None]], place: Place, period: Period
    ) -> Cell:
        value = values.get(place.id, {}).get(period)
        if value is not None:
            return Cell(writing.short(self.asked.listed, value), value)
        return Cell(self._missing.get((place.id, period), "-"))

    @cached_property
    def _missing(self) -> dict[tuple[str, Period], str]:
        """Symbols that say more than that there is no figure."""
        told = pl.col("missing").is_not_null() & (pl.col("missing") != "-")
        rows = self.slice.frame.filter(told).select("place", *PERIOD, "missing").iter_rows()
        return {(place, Period(*period)): symbol for place, *period, symbol in rows}

    def _symbols(self, places: set[str]) -> tuple[str, ...]:
        rows = self.slice.frame.filter(
            pl.col("missing").is_not_null() & pl.col("place").is_in(list(places))
        )
        return writing.symbols(rows.select("missing").unique().to_dicts())

    def _change(self, row: Row | None) -> Cell:
        if self.slice.latest and self.slice.latest.time_period in self.asked.listed.breaks:
            return Cell("break")
        return writing.change_cell(self.asked.listed, row["change"] if row else None)

    def _region(self, place: Place) -> str:
        return self.asked.shelf.register.get(place.region).name if place.region else ""


def beside(asked: Asked, frame: pl.DataFrame) -> Beside:
    """Figures of many places out of a slice."""
    return Beside(asked, Slice(frame))


def mean_table(
    asked: Asked, slice_: Slice, names: tuple[tuple[str, str], ...], caption: str
) -> Table:
    """What the place is set beside, by period: columns of its own rows as rows of a table."""
    home = slice_.of(asked.place.id)
    rows = tuple(
        (
            Cell(name),
            *(
                writing.plain_cell(asked.listed, (home.get(period) or {}).get(column))
                for period in slice_.periods
            ),
        )
        for name, column in names
    )
    columns = (
        Column("Area"),
        *(Column(p.label, True, asked.listed.decimal_places) for p in slice_.periods),
    )
    return Table(caption, columns, rows)
