"""The views of one indicator: an authority, its region, its neighbours, all authorities."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake.publish import BarChart, Multiples, Table
from stocktake.standards import Place
from stocktake_web.accounts.models import Area
from stocktake_web.drawings import draw_bars, draw_lines, draw_multiples, draw_strip, draw_tile_map
from stocktake_web.explorer import queries, wording
from stocktake_web.explorer.indicator import comparison as comparisons
from stocktake_web.explorer.indicator import history as histories
from stocktake_web.explorer.indicator import history_charts, history_tables
from stocktake_web.explorer.indicator.comparison import PlaceComparison
from stocktake_web.explorer.indicator.country import Country
from stocktake_web.explorer.indicator.group_sizes import load_group_size
from stocktake_web.explorer.indicator.history import History
from stocktake_web.explorer.indicator.targets import IndicatorTarget, find_targets
from stocktake_web.explorer.indicator.uncertainty import describe_uncertainty
from stocktake_web.explorer.page_table import shows_all_years
from stocktake_web.explorer.pages import explorer_page, indicator_context, render_page
from stocktake_web.explorer.query_params import ExplorerQuery, read_authority_params
from stocktake_web.services import figures
from stocktake_web.services.explorer_data import ExplorerData


def load_history(params: ExplorerQuery) -> History:
    """The history that an address asks for."""
    frame = figures.load_series(params.data, params.release, params.entry.id, params.vintage)
    return histories.read_history(params, frame)


def load_comparison(params: ExplorerQuery) -> PlaceComparison:
    """The figures of many places that an address asks for."""
    frame = figures.load_series(params.data, params.release, params.entry.id, params.vintage)
    return comparisons.compare_places(params, frame)


def load_targets(area: Area, params: ExplorerQuery) -> list[IndicatorTarget]:
    """What the published plan asks of the area's own place for the indicator."""
    if params.place.id != params.data.home:
        return []
    publication = queries.published_plan(area)
    if publication is None:
        return []
    return find_targets(area, publication.revision, params.entry, as_of=publication.as_of)


@explorer_page
def authority(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """An authority over time, compared with its region, its neighbours and the country."""
    params = read_authority_params(data, request.GET)
    history = load_history(params)
    targets = load_targets(area, params)
    figures_table = history_tables.figures_table(history)
    ranks = history_charts.ranks_chart(history)
    country = Country(history, f"?{params.query(place='')}&place=")
    strip, tile_map = country.strip(), country.tile_map()
    context: dict[str, Any] = indicator_context(request, area, "authority", params) | {
        "sentence": histories.sentence(history),
        "figure": "No figure"
        if history.value is None
        else wording.figure(history.entry, history.value),
        "figure_label": history.latest.label if history.latest else "",
        "change": histories.describe_change(history),
        "trend": histories.describe_trend(history),
        "rank": wording.rank(history.latest_row),
        "band": wording.band(history.latest_row),
        "figures": comparisons.latest_first(history.slice, figures_table),
        "positions": history_tables.positions_table(history),
        "bands": history_tables.bands_table(history),
        "chance": describe_uncertainty(history, load_group_size(params, history)),
        "own_set": histories.describe_own_set(history),
        "targets": targets,
        "picture": draw_lines(history_charts.figures_chart(history, targets))
        if history.periods
        else None,
        "ranks": draw_lines(ranks) if ranks else None,
        "strip": draw_strip(strip) if strip else None,
        "map": draw_tile_map(tile_map) if tile_map else None,
        "not_on_map": tile_map.not_on_map if tile_map else (),
        "everyone": country.table() if strip or tile_map else None,
    }
    return render_page(request, "indicator/authority", context)


@explorer_page
def region(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """The authorities of a region, and the regions."""
    params = read_authority_params(data, request.GET)
    comparison = load_comparison(params)
    all_years = shows_all_years(request.GET)
    first, second = region_tables(params, comparison)
    context = indicator_context(request, area, "region", params) | {
        "region": region_name(params),
        "first": comparison.on_page(first, earlier=all_years),
        "second": comparison.on_page(second, earlier=all_years),
        "picture": draw_bars(region_bars(params, comparison)),
    }
    return render_page(request, "indicator/region", context)


def region_tables(params: ExplorerQuery, comparison: PlaceComparison) -> tuple[Table, Table]:
    """The authorities of the region with the country last; then the regions."""
    country = params.data.country
    regions = comparison.by_latest(comparison.with_figures(params.data.regions.values()))
    return (
        comparison.table(
            f"Authorities of {region_name(params)}",
            [*region_places(params, comparison), *region_and_country(params)],
        ),
        comparison.table("Regions", [*regions, country], has_ranks=False),
    )


@explorer_page
def neighbours(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """An authority among its ten statistical neighbours, or among the reader's own set."""
    params = read_authority_params(data, request.GET)
    comparison = load_comparison(params)
    all_years = shows_all_years(request.GET)
    first, second = neighbour_tables(params, comparison)
    near = neighbour_places(params)
    context = indicator_context(request, area, "neighbours", params) | {
        "first": comparison.on_page(first, earlier=all_years),
        "second": comparison.on_page(second, earlier=all_years),
        "near": near,
        "own_set": histories.describe_own_set(
            histories.read_history(params, comparison.slice.frame)
        ),
        "picture": draw_bars(neighbour_bars(params, comparison)),
        "multiples": draw_multiples(neighbour_multiples(params, comparison)) if near else None,
    }
    return render_page(request, "indicator/neighbours", context)


def neighbour_places(params: ExplorerQuery) -> list[Place]:
    """The reader's own set where there is one, else the statistical neighbours."""
    place_ids = params.own_set or params.data.neighbours_of(params.place.id, params.vintage)
    return [params.data.register.get(place_id) for place_id in place_ids]


def neighbour_tables(params: ExplorerQuery, comparison: PlaceComparison) -> tuple[Table, Table]:
    """The authority and its neighbours by their latest figure; then what stands above them."""
    places = comparison.by_latest([params.place, *neighbour_places(params)])
    close = params.data.closeness(params.place.id, params.vintage)
    words = {place.id: close.get(place.id, "your own choice") for place in places}
    words[params.place.id] = "itself"
    name = f"{params.place.name} and "
    name += "your own set" if params.own_set else f"its statistical neighbours of {params.vintage}"
    first = comparison.table(name, places, more=words, heading="Closeness")
    names = (
        ("Statistical neighbours, mean", "neighbours_mean"),
        ("Statistical neighbours, median", "neighbours_median"),
        (region_name(params), "region"),
        (params.data.country.name, "england"),
    )
    unit = wording.unit_words(params.entry)
    caption = f"Other geographies: {params.entry.title} ({unit})"
    return first, comparisons.mean_table(params, comparison.slice, names, caption)


@explorer_page
def all_authorities(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """All authorities, every year."""
    params = read_authority_params(data, request.GET)
    comparison, all_years = load_comparison(params), shows_all_years(request.GET)
    first, second = all_tables(params, comparison)
    context = indicator_context(request, area, "everyone", params) | {
        "first": comparison.on_page(first, earlier=all_years),
        "second": comparison.on_page(second, earlier=all_years),
    }
    return render_page(request, "indicator/everyone", context)


def all_tables(params: ExplorerQuery, comparison: PlaceComparison) -> tuple[Table, Table]:
    """Every authority that has a figure, by name; then the regions, which are not ranked."""
    places = comparison.with_figures(params.data.authorities.values())
    regions = comparison.with_figures(params.data.regions.values())
    return (
        comparison.table("All authorities", places, region=True),
        comparison.table(
            "Regions, which are not ranked", [*regions, params.data.country], has_ranks=False
        ),
    )


def region_bars(params: ExplorerQuery, comparison: PlaceComparison) -> BarChart:
    """The authorities of the region, the region and the country as bars."""
    return comparison.bars("region", region_places(params, comparison), region_and_country(params))


def neighbour_bars(params: ExplorerQuery, comparison: PlaceComparison) -> BarChart:
    """An authority among its neighbours, with the country, as bars."""
    places = comparison.by_latest([params.place, *neighbour_places(params)])
    return comparison.bars("neighbours", places, [params.data.country])


def neighbour_multiples(params: ExplorerQuery, comparison: PlaceComparison) -> Multiples:
    """An authority next to each of its neighbours over time."""
    return comparison.multiples(neighbour_places(params))


def region_places(params: ExplorerQuery, comparison: PlaceComparison) -> list[Place]:
    """The authorities of the region that have a figure, the best first."""
    return comparison.by_latest(comparison.with_figures(params.data.in_region(params.place)))


def region_and_country(params: ExplorerQuery) -> list[Place]:
    """The region and the country."""
    region = params.data.regions.get(params.place.region or "")
    return [*([region] if region else []), params.data.country]


def region_name(params: ExplorerQuery) -> str:
    """What the region is called."""
    place = params.place
    return params.data.register.get(place.region).name if place.region else "its region"
