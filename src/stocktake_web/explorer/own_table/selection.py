"""A table of one's own: any areas, indicators and years, kept in the address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import polars as pl
from django.http import QueryDict

from stocktake.publish import Cell, Chart, Column, Role, Table
from stocktake.standards import Fault, Period, Place, UsageError
from stocktake.statistics import CatalogueEntry
from stocktake_web.explorer import wording
from stocktake_web.explorer.figure_notes import figure_note_sentences
from stocktake_web.explorer.line_chart import Series, lines_chart
from stocktake_web.explorer.page_table import arrange_columns
from stocktake_web.explorer.query_params import ExplorerQuery
from stocktake_web.explorer.slices import PERIOD, Slice
from stocktake_web.services import figures

GROUPS = {
    "": "Only the areas that I add",
    "all": "All authorities",
    "region": "Authorities of the same region",
    "neighbours": "Statistical neighbours",
}
MOST_INDICATORS, MOST_PLACES = 20, 200
SHOWN_ROWS = 300
LONGEST_SHOWN = 40
"""How much of what there is not is repeated to the reader."""
DRAWN_PLACES, DRAWN_INDICATORS = 4, 3
ROLES: tuple[Role, ...] = ("home", "england", "neighbours", "region")


@dataclass(frozen=True)
class Selection:
    """What a reader has put together.

    Parameters
    ----------
    params : ExplorerQuery
        The release and the list of neighbours.
    indicators, places : tuple
        Those added one by one.
    group : str
        A key of ``GROUPS``: further authorities, in respect of those added.
    regions, country : bool
    first, last : int or None
        Calendar years in which the first and the last period begin.
    problems : tuple of str
        What the address asks for and there is not, which is left out.
    """

    params: ExplorerQuery
    indicators: tuple[CatalogueEntry, ...]
    places: tuple[Place, ...]
    group: str
    regions: bool
    country: bool
    first: int | None
    last: int | None
    problems: tuple[str, ...] = ()

    @property
    def every_place(self) -> list[Place]:
        """The areas added, those of the group, the regions and the country, each once."""
        data = self.params.data
        results = {place.id: place for place in self.places}
        if self.group == "all":
            results |= data.authorities
        for place in self.places:
            if self.group == "region" and place.id in data.authorities:
                results |= {member.id: member for member in data.in_region(place)}
            if self.group == "neighbours":
                near = data.neighbours_of(place.id, self.params.vintage)
                results |= {neighbour_id: data.register.get(neighbour_id) for neighbour_id in near}
        if self.regions:
            results |= data.regions
        if self.country:
            results[data.country.id] = data.country
        return list(results.values())

    def query(self) -> str:
        """The query of the address that holds the selection."""
        params = self.params
        pairs: list[tuple[str, str]] = [("i", entry.id) for entry in self.indicators]
        pairs += [("p", place.id) for place in self.places]
        pairs += [("group", self.group)] if self.group else []
        pairs += [("regions", "on")] if self.regions else []
        pairs += [("country", "on")] if self.country else []
        pairs += [("from", str(self.first))] if self.first else []
        pairs += [("to", str(self.last))] if self.last else []
        pairs += [("release", params.release.id)] if params.is_pinned else []
        pairs += [("neighbours", str(params.vintage))] if params.chosen_vintage else []
        return urlencode(pairs)

    def without(self, name: str) -> str:
        """The query without an area or an indicator."""
        return replace(
            self,
            indicators=tuple(entry for entry in self.indicators if entry.id != name),
            places=tuple(place for place in self.places if place.id != name),
        ).query()


def read_selection(params: ExplorerQuery, query: QueryDict) -> Selection:
    """Read a selection from an address.

    Raises
    ------
    UsageError
        It names an indicator or an area that there is not, or more than a table holds.
    """
    names = dict.fromkeys(filter(None, query.getlist("i")))
    areas = dict.fromkeys(filter(None, query.getlist("p")))
    faults = []
    if len(names) > MOST_INDICATORS:
        faults.append(Fault("i", f"{len(names)} indicators", f"{MOST_INDICATORS} at most"))
    if len(areas) > MOST_PLACES:
        faults.append(Fault("p", f"{len(areas)} areas", f"{MOST_PLACES} at most"))
    if faults:
        raise UsageError("the selection cannot be read", faults)
    problems: list[str] = []
    group = query.get("group", "")
    if group not in GROUPS:
        problems.append(
            f"There is no group “{group[:LONGEST_SHOWN]}”: only the areas added are shown."
        )
        group = ""
    return Selection(
        params=params,
        indicators=tuple(params.catalogue.get(name) for name in names),
        places=tuple(params.data.place(area) for area in areas),
        group=group,
        regions="regions" in query,
        country="country" in query,
        first=_year(query, "from", problems),
        last=_year(query, "to", problems),
        problems=tuple(problems),
    )


def _year(query: QueryDict, name: str, problems: list[str]) -> int | None:
    text = query.get(name, "").strip()
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    if text:
        problems.append(
            f"“{text[:LONGEST_SHOWN]}” is no year such as 2019: years are shown without that limit."
        )
    return None


def frame(selection: Selection) -> pl.DataFrame:
    """The placed figures of a selection, in the order of its indicators."""
    place_ids = [place.id for place in selection.every_place]
    frames = []
    for entry in selection.indicators:
        rows = figures.load_series(
            selection.params.data, selection.params.release, entry.id, selection.params.vintage
        ).filter(pl.col("place").is_in(place_ids))
        first_years = pl.col("time_period").str.slice(0, 4).cast(pl.Int32)
        if selection.first:
            rows = rows.filter(first_years >= selection.first)
        if selection.last:
            rows = rows.filter(first_years <= selection.last)
        frames.append(rows)
    return pl.concat(frames) if frames else pl.DataFrame()


def arrange(table: Table) -> Table:
    """The table as a page shows it: the indicator and the latest year next to the area.

    The unit is in each figure there, and in a column of the workbook, whose cells are numbers.
    """
    area, number, region, topic, indicator, unit = range(6)
    years = range(len(table.columns) - 1, unit, -1)
    return arrange_columns(table, [area, indicator, *years, number, region, topic])


def table(selection: Selection, rows: pl.DataFrame) -> tuple[Table, int]:
    """The selection as a table, one column a period; how many rows it has in all."""
    if rows.is_empty():
        return Table("Your table", (Column("Area"),), ()), 0
    periods = sorted(
        {Period(*key) for key in rows.select(PERIOD).unique().iter_rows()},
        key=lambda p: (p.ends, p.span_years, p.time_identifier),
    )
    places = selection.every_place
    lines = list(_lines(selection, rows, places, periods))
    columns = (
        Column("Area"),
        Column("Number"),
        Column("Region"),
        Column("Topic"),
        Column("Indicator"),
        Column("Unit"),
        *(Column(period.label, True, 2) for period in periods),
    )
    notes = tuple(
        f"{entry.title}: {note}"
        for entry in selection.indicators
        for note in figure_note_sentences(selection.params, entry, places, periods)
    )
    return Table("Your table", columns, tuple(lines), notes), len(lines)


def _lines(
    selection: Selection, rows: pl.DataFrame, places: list[Place], periods: list[Period]
) -> Iterator[tuple[Cell, ...]]:
    register = selection.params.data.register
    values = {
        (series, place, Period(*period)): (value, missing)
        for series, place, *period, value, missing in rows.select(
            "series", "place", *PERIOD, "value", "missing"
        ).iter_rows()
    }
    present = {(series, place) for series, place, _ in values}
    for entry in selection.indicators:
        for place in places:
            if (entry.id, place.id) not in present:
                continue
            cells = []
            for period in periods:
                value, missing = values.get((entry.id, place.id, period), (None, None))
                cells.append(
                    Cell(missing or "-")
                    if value is None
                    else Cell(wording.figure(entry, value), value)
                )
            region = register.get(place.region).name if place.region else "none"
            yield (
                Cell(place.name),
                Cell(place.old_la_code or "none"),
                Cell(region),
                Cell(entry.topic),
                Cell(entry.title),
                Cell(wording.unit_words(entry)),
                *cells,
            )


def _chart_title(entry: CatalogueEntry, periods: Sequence[Period], series: Sequence[Series]) -> str:
    """What a chart shows: the latest figure of each area, of the latest year that any has."""
    for at in range(len(periods) - 1, -1, -1):
        texts = [
            f"{name} {wording.figure(entry, value)}"
            for name, _, values in series
            if (value := values[at]) is not None
        ]
        if texts:
            return f"{periods[at].label}: {', '.join(texts)}"
    return entry.title


def pictures(selection: Selection, rows: pl.DataFrame) -> list[tuple[CatalogueEntry, Chart]]:
    """A picture for each indicator, where there are few enough of them and of areas."""
    places = selection.every_place
    if not places or len(places) > DRAWN_PLACES or len(selection.indicators) > DRAWN_INDICATORS:
        return []
    results: list[tuple[CatalogueEntry, Chart]] = []
    for entry in selection.indicators:
        slice_ = Slice(rows.filter(pl.col("series") == entry.id))
        values = slice_.among(place.id for place in places)
        series: list[Series] = [
            (place.name, role, tuple(values.get(place.id, {}).get(p) for p in slice_.periods))
            for place, role in zip(places, ROLES, strict=False)
        ]
        chart = lines_chart(
            entry,
            _chart_title(entry, slice_.periods, series),
            slice_.periods,
            series,
            id=f"own-{len(results)}",
        )
        if chart.lines:
            results.append((entry, chart))
    return results
