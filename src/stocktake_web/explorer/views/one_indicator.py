"""The views of one indicator: an authority, its region, its neighbours, all authorities."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import (
    many_places,
    one_place,
    one_place_pictures,
    one_place_tables,
    queries,
    writing,
)
from stocktake_web.explorer.asked import Asked, authority
from stocktake_web.explorer.chance import Behind, significance
from stocktake_web.explorer.many_places import Beside
from stocktake_web.explorer.one_place import History
from stocktake_web.explorer.slices import Slice
from stocktake_web.explorer.views.pages import about, explorer_page, show
from stocktake_web.gateway import figures
from stocktake_web.gateway.asked_for import AskedFor, asked_for
from stocktake_web.gateway.documents import Table
from stocktake_web.gateway.figures import Period, Shelf


def history_of(asked: Asked) -> History:
    """The history that an address asks for."""
    frame = figures.of_series(asked.shelf, asked.release, asked.listed.id, asked.vintage)
    return one_place.history(asked, frame)


def beside_of(asked: Asked) -> Beside:
    """The figures of many places that an address asks for."""
    frame = figures.of_series(asked.shelf, asked.release, asked.listed.id, asked.vintage)
    return many_places.beside(asked, frame)


def targets_of(area: Area, asked: Asked) -> list[AskedFor]:
    """What the published plan asks of the area's own place for the indicator."""
    if asked.place.id != asked.shelf.home:
        return []
    published = queries.published_plan(area)
    if published is None:
        return []
    return asked_for(area, published.revision, asked.listed, as_of=published.as_of)


def behind_of(asked: Asked, told: History) -> Behind:
    """How many people are behind the latest figure, where any release publishes it."""
    if told.now is None or told.latest is None:
        return Behind(None)
    size = told.now["denominator"] or _at(asked, asked.listed.denominators, told.latest)
    count = told.now["numerator"]
    if count is None:
        count = _at(asked, asked.listed.numerators, told.latest)
    return Behind(size, count)


def _at(asked: Asked, names: tuple[str, ...], period: Period) -> float | None:
    """The authority's figure of the first of some series that has one for a period."""
    for series in names:
        for release in (asked.release, *asked.shelf.current):
            if release.may_hold(series) and series in asked.shelf.catalogue(release).series:
                frame = figures.of_series(asked.shelf, release, series, None)
                row = Slice(frame).of(asked.place.id).get(period)
                if row is not None and row["value"] is not None:
                    return float(row["value"])
    return None


@explorer_page
def one(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """An authority over time, beside its region, its neighbours and the country."""
    asked = authority(shelf, request.GET)
    told = history_of(asked)
    targets = targets_of(area, asked)
    picture = one_place_pictures.lines_picture(told, targets)
    shown: dict[str, Any] = about(area, "authority", asked) | {
        "sentence": one_place.sentence(told),
        "change": one_place.change_of(told),
        "trend": one_place.trend_of(told),
        "rank": writing.rank(told.now),
        "band": writing.band(told.now),
        "figures": one_place_tables.figures_table(told),
        "positions": one_place_tables.positions_table(told),
        "bands": one_place_tables.bands_table(told),
        "chance": significance(told, behind_of(asked, told)),
        "own_set": one_place.own_set_words(told),
        "targets": targets,
        "picture": picture if told.periods else None,
        "ranks": one_place_pictures.ranks_picture(told),
    }
    return show(request, "authority", shown)


@explorer_page
def region(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """The authorities of a region, and the regions."""
    asked = authority(shelf, request.GET)
    beside = beside_of(asked)
    first, second = region_tables(asked, beside)
    title = f"{asked.listed.title}: the authorities of the region"
    shown = about(area, "region", asked) | {
        "region": region_name(asked),
        "first": first,
        "second": second,
        "picture": beside.bars(title, of_region(asked, beside), above(asked)),
    }
    return show(request, "region", shown)


def region_tables(asked: Asked, beside: Beside) -> tuple[Table, Table]:
    """The authorities of the region with the country last; then the regions."""
    country = asked.shelf.country
    regions = beside.by_latest(beside.with_figures(asked.shelf.regions.values()))
    return (
        beside.table(
            f"Authorities of {region_name(asked)}", [*of_region(asked, beside), *above(asked)]
        ),
        beside.table("Regions", [*regions, country], ranked=False),
    )


@explorer_page
def neighbours(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """An authority among its ten statistical neighbours, or among the reader's own set."""
    asked = authority(shelf, request.GET)
    beside = beside_of(asked)
    first, second = neighbour_tables(asked, beside)
    near = neighbour_places(asked)
    title = f"{asked.listed.title}: {asked.place.name} and its neighbours"
    shown = about(area, "neighbours", asked) | {
        "first": first,
        "second": second,
        "near": near,
        "own_set": one_place.own_set_words(one_place.history(asked, beside.slice.frame)),
        "picture": beside.bars(
            title, beside.by_latest([asked.place, *near]), [asked.shelf.country]
        ),
    }
    return show(request, "neighbours", shown)


def neighbour_places(asked: Asked) -> list[figures.Place]:
    """The reader's own set where there is one, else the statistical neighbours."""
    listed = asked.own_set or asked.shelf.neighbours_of(asked.place.id, asked.vintage)
    return [asked.shelf.register.get(each) for each in listed]


def neighbour_tables(asked: Asked, beside: Beside) -> tuple[Table, Table]:
    """The authority and its neighbours by their latest figure; then what stands above them."""
    places = beside.by_latest([asked.place, *neighbour_places(asked)])
    close = asked.shelf.closeness(asked.place.id, asked.vintage)
    words = {place.id: close.get(place.id, "your own choice") for place in places}
    words[asked.place.id] = "itself"
    name = f"{asked.place.name} and "
    name += "your own set" if asked.own_set else f"its statistical neighbours of {asked.vintage}"
    first = beside.table(name, places, more=words, heading="Closeness")
    names = (
        ("Statistical neighbours, mean", "neighbours_mean"),
        ("Statistical neighbours, median", "neighbours_median"),
        (region_name(asked), "region"),
        (asked.shelf.country.name, "england"),
    )
    unit = writing.unit_words(asked.listed)
    caption = f"Other geographies: {asked.listed.title} ({unit})"
    return first, many_places.mean_table(asked, beside.slice, names, caption)


@explorer_page
def everyone(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """All authorities, every year."""
    asked = authority(shelf, request.GET)
    first, second = everyone_tables(asked, beside_of(asked))
    return show(
        request, "everyone", about(area, "everyone", asked) | {"first": first, "second": second}
    )


def everyone_tables(asked: Asked, beside: Beside) -> tuple[Table, Table]:
    """Every authority that has a figure, by name; then the regions, which are not ranked."""
    places = beside.with_figures(asked.shelf.authorities.values())
    regions = beside.with_figures(asked.shelf.regions.values())
    return (
        beside.table("All authorities", places, region=True),
        beside.table(
            "Regions, which are not ranked", [*regions, asked.shelf.country], ranked=False
        ),
    )


def of_region(asked: Asked, beside: Beside) -> list[figures.Place]:
    """The authorities of the region that have a figure, the best first."""
    return beside.by_latest(beside.with_figures(asked.shelf.in_region(asked.place)))


def above(asked: Asked) -> list[figures.Place]:
    """The region and the country."""
    region = asked.shelf.regions.get(asked.place.region or "")
    return [*([region] if region else []), asked.shelf.country]


def region_name(asked: Asked) -> str:
    """What the region is called."""
    place = asked.place
    return asked.shelf.register.get(place.region).name if place.region else "its region"
