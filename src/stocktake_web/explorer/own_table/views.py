"""Build your own: any areas, indicators and years, in a link that can be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake.publish import Chart
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.drawings import Drawing, draw_lines
from stocktake_web.explorer import markup
from stocktake_web.explorer.own_table import selection as selections
from stocktake_web.explorer.page_table import PageTables
from stocktake_web.explorer.pages import (
    address,
    citation,
    explorer_page,
    publication_words,
    release_options,
    render_page,
)
from stocktake_web.explorer.query_params import read_params
from stocktake_web.formats import day
from stocktake_web.services.explorer_data import ExplorerData


@explorer_page
def build(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """The selection, its table, and the form that adds to it."""
    params = read_params(data, request.GET)
    selection = selections.read_selection(params, request.GET)
    rows = selections.frame(selection)
    table, count = selections.table(selection, rows)
    groups = markup.indicator_groups(params.catalogue)
    all_places = [*data.authorities.values(), *data.regions.values(), data.country]
    charts = selections.pictures(selection, rows) if count else []
    context: dict[str, Any] = {
        "params": params,
        "selection": selection,
        "groups": markup.options([("", list(selections.GROUPS.items()))], [selection.group]),
        "indicators": markup.options([("", [("", "none")]), *groups], [""]),
        "places": markup.options([("", [("", "none")]), *markup.place_groups(all_places)], [""]),
        "releases": release_options(data, params),
        "vintages": markup.options(
            [("", [(str(year), f"list of {year}") for year in data.vintages])],
            [str(params.vintage)],
        ),
        "added": [
            (entry.title, address(area, "build", selection.without(entry.id)))
            for entry in selection.indicators
        ],
        "added_places": [
            (place.name, address(area, "build", selection.without(place.id)))
            for place in selection.places
        ],
        "result": PageTables(request.GET)(
            selections.arrange(table),
            table_id="table",
            focus=data.authorities[data.home].name if data.home in data.authorities else "",
            has_filter=True,
            most=selections.SHOWN_ROWS,
        )
        if count
        else None,
        "count": count,
        "limit": selections.SHOWN_ROWS,
        "pictures": [
            _chart_context(request, area, replace(selection, indicators=(entry,)), picture)
            for entry, picture in charts
        ],
        "query": selection.query(),
        "permanent": address(
            area, "build", replace(selection, params=replace(params, is_pinned=True)).query()
        ),
        "cite": citation(params, [entry.id for entry in selection.indicators]),
        "published": publication_words(params.release),
    }
    return render_page(request, "own_table/page", context)


def _chart_context(
    request: HttpRequest, area: Area, selection: selections.Selection, picture: Chart
) -> tuple[Drawing, str, str]:
    """A chart of one indicator, the query of its files, and how to cite it."""
    params = replace(selection.params, is_pinned=True)
    permanent = address(area, "build", replace(selection, params=params).query())
    cite = (
        f"{citation(params, [entry.id for entry in selection.indicators])} "
        f"Retrieved {day(services.today())} from {request.build_absolute_uri(permanent)}"
    )
    return draw_lines(picture), selection.query(), cite
