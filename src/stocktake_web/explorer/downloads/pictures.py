"""Pictures by address, as SVG and as PNG."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from stocktake.publish import (
    WIDE,
    bars_svg,
    chart_svg,
    multiples_svg,
    strip_svg,
    svg_to_png,
    tile_map_svg,
)
from stocktake_web.accounts.models import Area
from stocktake_web.explorer.indicator import history_charts
from stocktake_web.explorer.indicator.country import Country
from stocktake_web.explorer.indicator.views import (
    load_comparison,
    load_history,
    load_targets,
    neighbour_bars,
    neighbour_multiples,
    neighbour_places,
    region_bars,
)
from stocktake_web.explorer.own_table import selection as selections
from stocktake_web.explorer.pages import explorer_file
from stocktake_web.explorer.query_params import ExplorerQuery, read_authority_params, read_params
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData

_pngs = LRUCache[bytes](size=64)


@explorer_file
def picture(
    request: HttpRequest, area: Area, data: ExplorerData, subject: str, kind: str
) -> HttpResponse:
    """A picture: figures, ranks, region, neighbours, multiples, strip, map, or ``own``."""
    svg = (
        selection_picture(data, request.GET)
        if subject == "own"
        else picture_svg(area, subject, read_authority_params(data, request.GET))
    )
    if kind == "svg":
        return HttpResponse(svg, content_type="image/svg+xml")
    return HttpResponse(_pngs.get(svg, lambda: svg_to_png(svg)), content_type="image/png")


def picture_svg(area: Area, subject: str, params: ExplorerQuery) -> str:
    """A picture as SVG.

    Raises
    ------
    Http404
        There is none of that name, or too few figures for it.
    """
    if subject == "figures":
        chart = history_charts.figures_chart(load_history(params), load_targets(area, params))
        return chart_svg(chart, WIDE)
    if subject == "ranks":
        ranks = history_charts.ranks_chart(load_history(params))
        if ranks is None:
            raise Http404
        return chart_svg(ranks, WIDE)
    if subject in ("strip", "map"):
        return _country_svg(subject, params)
    comparison = load_comparison(params)
    if subject == "region":
        return bars_svg(region_bars(params, comparison))
    if subject == "neighbours":
        return bars_svg(neighbour_bars(params, comparison))
    if subject == "multiples" and neighbour_places(params):
        return multiples_svg(neighbour_multiples(params, comparison))
    raise Http404


def _country_svg(subject: str, params: ExplorerQuery) -> str:
    country = Country(load_history(params))
    strip, tile_map = country.strip(), country.tile_map()
    if subject == "strip" and strip:
        return strip_svg(strip)
    if subject == "map" and tile_map:
        return tile_map_svg(tile_map, has_size=True)
    raise Http404


def selection_picture(data: ExplorerData, query: QueryDict) -> str:
    """The picture of the first indicator of a selection, as SVG.

    Raises
    ------
    Http404
        There are too few figures for one, or too many areas.
    """
    selection = selections.read_selection(read_params(data, query), query)
    charts = (
        selections.pictures(selection, selections.frame(selection)) if selection.indicators else []
    )
    if not charts:
        raise Http404
    return chart_svg(charts[0][1], WIDE)
