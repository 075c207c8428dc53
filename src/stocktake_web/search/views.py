"""The pages of the search: of one place, and of all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from stocktake_web import services
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.memberships.queries import areas_of
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import public_page
from stocktake_web.search.queries import SearchResults, search_area, search_areas
from stocktake_web.search.terms import LONGEST_QUERY

FEW = 5
"""So many of each kind stand on the first page."""
PAGE = 20
MOST_AREAS = 12
"""So many places are searched at once; each asks the database a bounded number of times."""


@public_page
def search(request: HttpRequest, area: Area) -> HttpResponse:
    """What the reader may open and a query means, by kind; one kind on its own pages."""
    query = _query(request)
    context = _results_context(request, query, search_area(request.user, area, query))
    action = reverse("search:area", kwargs={"area": area.slug})
    return _private(render(request, "search/results.html", context | {"action": action}))


@public_page
def search_everywhere(request: HttpRequest) -> HttpResponse:
    """The same over all places; where there is but one, or one is the reader's own, of that."""
    query = _query(request)
    every_area = list(areas())
    user = request.user
    member_areas = list(areas_of(user, services.today())) if isinstance(user, User) else []
    only = member_areas if len(member_areas) == 1 else every_area if len(every_area) == 1 else []
    suffix = f"?{urlencode({'q': query})}" if query else ""
    if only:
        address = reverse("search:area", kwargs={"area": only[0].slug})
        return _private(redirect(address + suffix))
    listed_areas = [*member_areas, *(area for area in every_area if area not in member_areas)]
    results = (
        search_areas(user, listed_areas[:MOST_AREAS], query)
        if listed_areas
        else SearchResults((), ())
    )
    context = _results_context(request, query, results) | {
        "action": reverse("search:everywhere"),
        "areas": listed_areas,
        "unsearched_areas": listed_areas[MOST_AREAS:] if query else [],
        "suffix": suffix,
    }
    return _private(render(request, "search/everywhere.html", context))


def _results_context(request: HttpRequest, query: str, results: SearchResults) -> dict[str, Any]:
    only_kind = results.of_kind(request.GET.get("kind", ""))
    groups = [
        {
            "heading": kind_results.kind.heading,
            "count": kind_results.count,
            "entries": kind_results.entries[:FEW],
            "more": f"?{urlencode({'q': query, 'kind': kind_results.kind.id})}"
            if kind_results.count > FEW
            else "",
        }
        for kind_results in results.kinds
    ]
    return {
        "query": query,
        "longest": LONGEST_QUERY,
        "results": results,
        "groups": groups,
        "only_kind": only_kind,
        "all_kinds": f"?{urlencode({'q': query})}",
        "page": Paginator(only_kind.entries, PAGE).get_page(request.GET.get("page"))
        if only_kind
        else None,
        "page_query": urlencode({"q": query, "kind": only_kind.kind.id}) + "&" if only_kind else "",
    }


def _query(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", " ").split())


def _private(response: HttpResponse) -> HttpResponse:
    """What a person may open is no other's business, whatever lies between."""
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Cookie"])
    return response
