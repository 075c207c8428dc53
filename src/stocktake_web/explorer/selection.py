"""A table of one's own: any areas, indicators and years, kept in the address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl
from django.http import QueryDict

from stocktake_web.explorer import writing
from stocktake_web.explorer.asked import Asked
from stocktake_web.explorer.lines import Series, lines_chart
from stocktake_web.explorer.slices import PERIOD, Slice
from stocktake_web.gateway import figures
from stocktake_web.gateway.charts import Chart, Role
from stocktake_web.gateway.documents import Cell, Column, Table
from stocktake_web.gateway.figures import Fault, Listed, Period, Place, UsageError

GROUPS = {
    "": "Only the areas that I add",
    "all": "All authorities",
    "region": "Authorities of the same region",
    "neighbours": "Statistical neighbours",
}
MOST_INDICATORS, MOST_PLACES = 20, 200
SHOWN_ROWS = 300
DRAWN_PLACES, DRAWN_INDICATORS = 4, 3
ROLES: tuple[Role, ...] = ("home", "england", "neighbours", "region")


@dataclass(frozen=True)
class Selection:
    """What a reader has put together.

    Parameters
    ----------
    asked : Asked
        The release and the list of neighbours.
    indicators, places : tuple
        Those added one by one.
    group : str
        A key of ``GROUPS``: further authorities, in respect of those added.
    regions, country : bool
    first, last : int or None
        Calendar years in which the first and the last period begin.
    """

    asked: Asked
    indicators: tuple[Listed, ...]
    places: tuple[Place, ...]
    group: str
    regions: bool
    country: bool
    first: int | None
    last: int | None

    @property
    def every_place(self) -> list[Place]:
        """The areas added, those of the group, the regions and the country, each once."""
        shelf = self.asked.shelf
        found = {place.id: place for place in self.places}
        if self.group == "all":
            found |= shelf.authorities
        for place in self.places:
            if self.group == "region" and place.id in shelf.authorities:
                found |= {each.id: each for each in shelf.in_region(place)}
            if self.group == "neighbours":
                near = shelf.neighbours_of(place.id, self.asked.vintage)
                found |= {each: shelf.register.get(each) for each in near}
        if self.regions:
            found |= shelf.regions
        if self.country:
            found[shelf.country.id] = shelf.country
        return list(found.values())

    def query(self) -> str:
        """The query of the address that holds the selection."""
        asked = self.asked
        said: list[tuple[str, str]] = [("i", each.id) for each in self.indicators]
        said += [("p", each.id) for each in self.places]
        said += [("group", self.group)] if self.group else []
        said += [("regions", "on")] if self.regions else []
        said += [("country", "on")] if self.country else []
        said += [("from", str(self.first))] if self.first else []
        said += [("to", str(self.last))] if self.last else []
        said += [("release", asked.release.id)] if asked.pinned else []
        said += [("neighbours", str(asked.vintage))] if asked.chosen_vintage else []
        return urlencode(said)

    def without(self, name: str) -> str:
        """The query without an area or an indicator."""
        return replace(
            self,
            indicators=tuple(each for each in self.indicators if each.id != name),
            places=tuple(each for each in self.places if each.id != name),
        ).query()


def selection(asked: Asked, query: QueryDict) -> Selection:
    """Read a selection from an address.

    Raises
    ------
    UsageError
        It names what there is not, or more than a table holds.
    """
    names = dict.fromkeys(filter(None, query.getlist("i")))
    areas = dict.fromkeys(filter(None, query.getlist("p")))
    faults = []
    if len(names) > MOST_INDICATORS:
        faults.append(Fault("i", f"{len(names)} indicators", f"{MOST_INDICATORS} at most"))
    if len(areas) > MOST_PLACES:
        faults.append(Fault("p", f"{len(areas)} areas", f"{MOST_PLACES} at most"))
    years = {}
    for name in ("from", "to"):
        said = query.get(name, "")
        if said and not (said.isascii() and said.isdigit() and len(said) == 4):
            faults.append(Fault(name, f"is {said!r}", "a year such as 2019"))
        years[name] = int(said) if said and not faults else None
    if faults:
        raise UsageError("the selection cannot be read", faults)
    group = query.get("group", "")
    return Selection(
        asked=asked,
        indicators=tuple(asked.catalogue.get(name) for name in names),
        places=tuple(asked.shelf.place(area) for area in areas),
        group=group if group in GROUPS else "",
        regions="regions" in query,
        country="country" in query,
        first=years["from"],
        last=years["to"],
    )


def frame(chosen: Selection) -> pl.DataFrame:
    """The placed figures of a selection, in the order of its indicators."""
    wanted = [place.id for place in chosen.every_place]
    frames = []
    for each in chosen.indicators:
        rows = figures.of_series(
            chosen.asked.shelf, chosen.asked.release, each.id, chosen.asked.vintage
        ).filter(pl.col("place").is_in(wanted))
        begins = pl.col("time_period").str.slice(0, 4).cast(pl.Int32)
        if chosen.first:
            rows = rows.filter(begins >= chosen.first)
        if chosen.last:
            rows = rows.filter(begins <= chosen.last)
        frames.append(rows)
    return pl.concat(frames) if frames else pl.DataFrame()


def table(chosen: Selection, rows: pl.DataFrame, most: int | None = None) -> tuple[Table, int]:
    """The selection as a table, one column a period; how many rows it has in all."""
    if rows.is_empty():
        return Table("Your table", (Column("Area"),), ()), 0
    periods = sorted(
        {Period(*each) for each in rows.select(PERIOD).unique().iter_rows()},
        key=lambda p: (p.ends, p.span_years, p.time_identifier),
    )
    places = chosen.every_place
    lines = list(_lines(chosen, rows, places, periods))
    shown = lines if most is None else lines[:most]
    columns = (
        Column("Area"),
        Column("Number"),
        Column("Region"),
        Column("Topic"),
        Column("Indicator"),
        *(Column(period.label, True, 2) for period in periods),
    )
    return Table("Your table", columns, tuple(shown)), len(lines)


def _lines(
    chosen: Selection, rows: pl.DataFrame, places: list[Place], periods: list[Period]
) -> Iterator[tuple[Cell, ...]]:
    register = chosen.asked.shelf.register
    values = {
        (series, place, Period(*period)): (value, missing)
        for series, place, *period, value, missing in rows.select(
            "series", "place", *PERIOD, "value", "missing"
        ).iter_rows()
    }
    present = {(series, place) for series, place, _ in values}
    for listed in chosen.indicators:
        for place in places:
            if (listed.id, place.id) not in present:
                continue
            cells = []
            for period in periods:
                value, missing = values.get((listed.id, place.id, period), (None, None))
                cells.append(
                    Cell(missing or "-")
                    if value is None
                    else Cell(writing.short(listed, value), value)
                )
            region = register.get(place.region).name if place.region else "none"
            yield (
                Cell(place.name),
                Cell(place.old_la_code or "none"),
                Cell(region),
                Cell(listed.topic),
                Cell(listed.title),
                *cells,
            )


def pictures(chosen: Selection, rows: pl.DataFrame) -> list[tuple[Listed, Chart]]:
    """A picture for each indicator, where there are few enough of them and of areas."""
    places = chosen.every_place
    if not places or len(places) > DRAWN_PLACES or len(chosen.indicators) > DRAWN_INDICATORS:
        return []
    found = []
    for listed in chosen.indicators:
        slice_ = Slice(rows.filter(pl.col("series") == listed.id))
        values = slice_.among(place.id for place in places)
        series: list[Series] = [
            (place.name, role, tuple(values.get(place.id, {}).get(p) for p in slice_.periods))
            for place, role in zip(places, ROLES, strict=False)
        ]
        drawn = lines_chart(listed, listed.title, slice_.periods, series)
        if drawn.lines:
            found.append((listed, drawn))
    return found
