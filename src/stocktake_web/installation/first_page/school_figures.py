"""Reads a school's published figures, next to those of its place and the country.

Local returns are never among them. Most releases hold authorities alone, so which schools a release
knows is found out once.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from stocktake.standards import StocktakeError
from stocktake.statistics import CatalogueEntry, Release
from stocktake_web.accounts.models import Area, School
from stocktake_web.explorer.wording import figure
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData, explorer_data

PREFIX = "school-"
MOST = 20
_schools = LRUCache[frozenset[str]](size=64)


@dataclass(frozen=True)
class SchoolFigure:
    """The latest published figure of one series, written out.

    Parameters
    ----------
    area, country : str
        The same of the area's place and of the country; ``"not published"`` where there is none.
    """

    title: str
    period: str
    school: str
    area: str
    country: str


@dataclass(frozen=True)
class SchoolView:
    """A school and its published figures.

    Parameters
    ----------
    name : str
        As the area's list of schools has it, else the register of places; else its number.
    """

    urn: str
    name: str
    figures: tuple[SchoolFigure, ...]


def school_view(area: Area, urn: str) -> SchoolView:
    """A school of an area with its latest published figures; none where no release has its rows."""
    data = explorer_data(area)
    place = f"{PREFIX}{urn}"
    figures: list[SchoolFigure] = []
    for release in data.current:
        if place in _schools_of(release):
            figures += _figures(data, release, place)
    school = School.objects.filter(area=area, urn=urn).first()
    name = school.name if school else _name(data, place, urn)
    return SchoolView(urn, name, tuple(figures[:MOST]))


def _schools_of(release: Release) -> frozenset[str]:
    def read() -> frozenset[str]:
        places = release.scan().select("place").filter(pl.col("place").str.starts_with(PREFIX))
        return frozenset(places.unique().collect()["place"].to_list())

    return _schools.get((release.id, str(release.folder)), read)


def _figures(data: ExplorerData, release: Release, place: str) -> list[SchoolFigure]:
    places = {place, data.home, data.country.id}
    rows = (
        release.scan()
        .filter(
            pl.col("place").is_in(list(places))
            & (pl.col("group") == "all")
            & pl.col("value").is_not_null()
        )
        .select("series", "place", "time_period", "value")
        .collect()
    )
    values = {(series, at, period): value for series, at, period, value in rows.iter_rows()}
    latest: dict[str, str] = {}
    for series, at, period in values:
        if at == place:
            latest[series] = max(period, latest.get(series, ""))
    entries = data.catalogue(release).series
    return [
        _figure(entries[series], period, values, (place, data.home, data.country.id))
        for series, period in sorted(latest.items())
        if series in entries
    ]


def _figure(
    entry: CatalogueEntry,
    period: str,
    values: dict[tuple[str, str, str], float],
    places: tuple[str, str, str],
) -> SchoolFigure:
    texts = [
        figure(entry, value) if value is not None else "not published"
        for value in (values.get((entry.id, place, period)) for place in places)
    ]
    label = f"{period[:4]}/{period[4:]}" if len(period) == 6 else period
    return SchoolFigure(entry.title, label, *texts)


def _name(data: ExplorerData, place: str, urn: str) -> str:
    try:
        return data.register.get(place).name
    except StocktakeError:
        return f"School {urn}"
