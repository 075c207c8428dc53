"""Pictures by address, as SVG and as PNG."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from stocktake_web.accounts.models import Area
from stocktake_web.explorer import one_place_pictures
from stocktake_web.explorer import selection as own
from stocktake_web.explorer.asked import Asked, authority
from stocktake_web.explorer.asked import asked as read_asked
from stocktake_web.explorer.bars import draw_bars
from stocktake_web.explorer.views.one_indicator import (
    above,
    beside_of,
    history_of,
    neighbour_places,
    of_region,
    targets_of,
)
from stocktake_web.explorer.views.pages import explorer_file
from stocktake_web.gateway.charts import draw
from stocktake_web.gateway.documents import png
from stocktake_web.gateway.figures import Shelf
from stocktake_web.gateway.memory import Memory

_pngs = Memory[bytes](size=64)


@explorer_file
def picture(request: HttpRequest, area: Area, shelf: Shelf, what: str, kind: str) -> HttpResponse:
    """A picture: ``figures``, ``ranks``, ``region``, ``neighbours``, or a selection's ``own``."""
    svg = (
        of_selection(shelf, request.GET)
        if what == "own"
        else drawn(area, what, authority(shelf, request.GET))
    )
    if kind == "svg":
        return HttpResponse(svg, content_type="image/svg+xml")
    return HttpResponse(_pngs.get(svg, lambda: png(svg)), content_type="image/png")


def drawn(area: Area, name: str, asked: Asked) -> str:
    """A picture as SVG.

    Raises
    ------
    Http404
        There is none of that name, or too few figures for it.
    """
    if name == "figures":
        return draw(one_place_pictures.lines_picture(history_of(asked), targets_of(area, asked)))
    if name == "ranks":
        ranks = one_place_pictures.ranks_picture(history_of(asked))
        if ranks is None:
            raise Http404
        return draw(ranks)
    beside = beside_of(asked)
    title = asked.listed.title
    if name == "region":
        places = of_region(asked, beside)
        shown = f"{title}: the authorities of the region"
        return draw_bars(beside.bars(shown, places, above(asked)))
    if name == "neighbours":
        places = beside.by_latest([asked.place, *neighbour_places(asked)])
        shown = f"{title}: {asked.place.name} and its neighbours"
        return draw_bars(beside.bars(shown, places, [asked.shelf.country]))
    raise Http404


def of_selection(shelf: Shelf, query: QueryDict) -> str:
    """The picture of the first indicator of a selection, as SVG.

    Raises
    ------
    Http404
        There are too few figures for one, or too many areas.
    """
    chosen = own.selection(read_asked(shelf, query), query)
    found = own.pictures(chosen, own.frame(chosen)) if chosen.indicators else []
    if not found:
        raise Http404
    return draw(found[0][1])
