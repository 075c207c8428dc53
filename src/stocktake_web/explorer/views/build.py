"""Build your own: any areas, indicators and years, in a link that can be kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import markup
from stocktake_web.explorer import selection as own
from stocktake_web.explorer.asked import asked as read_asked
from stocktake_web.explorer.views.pages import (
    address,
    cite,
    explorer_page,
    published,
    release_options,
    show,
)
from stocktake_web.gateway.figures import Shelf


@explorer_page
def build(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """The selection, its table, and the form that adds to it."""
    asked = read_asked(shelf, request.GET)
    chosen = own.selection(asked, request.GET)
    rows = own.frame(chosen)
    table, count = own.table(chosen, rows, own.SHOWN_ROWS)
    groups = markup.indicator_groups(asked.catalogue)
    every = [*shelf.authorities.values(), *shelf.regions.values(), shelf.country]
    drawn = own.pictures(chosen, rows) if count else []
    shown: dict[str, Any] = {
        "asked": asked,
        "chosen": chosen,
        "groups": markup.options([("", list(own.GROUPS.items()))], [chosen.group]),
        "indicators": markup.options([("", [("", "none")]), *groups], [""]),
        "places": markup.options([("", [("", "none")]), *markup.place_groups(every)], [""]),
        "releases": release_options(shelf, asked),
        "vintages": markup.options(
            [("", [(str(each), f"list of {each}") for each in shelf.vintages])],
            [str(asked.vintage)],
        ),
        "added": [
            (each.title, address(area, "build", chosen.without(each.id)))
            for each in chosen.indicators
        ],
        "added_places": [
            (each.name, address(area, "build", chosen.without(each.id))) for each in chosen.places
        ],
        "result": markup.table(table) if count else None,
        "count": count,
        "limit": own.SHOWN_ROWS,
        "pictures": [
            (picture, replace(chosen, indicators=(listed,)).query()) for listed, picture in drawn
        ],
        "query": chosen.query(),
        "permanent": address(
            area, "build", replace(chosen, asked=replace(asked, pinned=True)).query()
        ),
        "cite": cite(asked, [each.id for each in chosen.indicators]),
        "published": published(asked.release),
    }
    return show(request, "build", shown)
