"""The start page."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.permissions import public_page
from stocktake_web.installation.start.queries import place_states

PAGE_SIZE = 24
LONGEST_NAME = 120


@public_page
def show_start(request: HttpRequest) -> HttpResponse:
    """What this is, and how each place stands in the account that the public reads."""
    every_area = list(areas())
    query = request.GET.get("q", "").strip()[:LONGEST_NAME]
    matches = [area for area in every_area if query.casefold() in area.name.casefold()]
    page = Paginator(matches, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "states": place_states(list(page.object_list)),
        "place_count": len(every_area),
        "match_count": len(matches),
        "is_paged": len(every_area) > PAGE_SIZE,
        "query": query,
        "documentation_url": settings.STOCKTAKE_DOCUMENTATION_URL,
    }
    return render(request, "installation/start/page.html", context)
