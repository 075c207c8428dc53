"""Where one begins: search, topics, the releases that are held."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer.pages import (
    address,
    explorer_page,
    publication_words,
    release_name,
    render_page,
)
from stocktake_web.explorer.query_params import read_params
from stocktake_web.explorer.search import release_entries
from stocktake_web.search.queries import search_entries
from stocktake_web.search.sources import INDICATORS, PLACES
from stocktake_web.services.explorer_data import ExplorerData

RESULTS = 30
MOST_PLACES = 5
LONGEST_SEARCH = 100


@explorer_page
def start(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """The front page of the explorer."""
    params = read_params(data, request.GET)
    topics = [
        {
            "name": topic,
            "count": len(entry),
            "href": address(area, "search", params.query(indicator="", topic=topic)),
        }
        for topic, entry in params.catalogue.topics.items()
    ]
    context = {
        "params": params,
        "topics": topics,
        "releases": [
            (release_name(release), publication_words(release), release)
            for release in data.releases
        ],
        "published": publication_words(params.release),
    }
    return render_page(request, "start/page", context)


@explorer_page
def search(request: HttpRequest, area: Area, data: ExplorerData) -> HttpResponse:
    """Indicators and authorities of one release by the words that people use, or of a topic."""
    params = read_params(data, request.GET)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    topic = request.GET.get("topic", "")
    results = search_entries(area, words, release_entries(area, data, [params.catalogue]))
    indicators, places = results.of_kind(INDICATORS.id), results.of_kind(PLACES.id)
    names = [entry.id for entry in indicators.entries] if indicators else []
    indicator_entries = [params.catalogue.series[name] for name in names]
    entries = indicator_entries if words else params.catalogue.topics.get(topic, [])
    authorities = [e for e in places.entries if e.id in data.authorities] if places else []
    page = Paginator(entries, RESULTS).get_page(request.GET.get("page"))
    context = {
        "params": params,
        "words": words,
        "topic": topic,
        "corrected": results.corrected,
        "missing": results.missing,
        "count": len(entries),
        "page": page,
        "query": params.query(indicator="", q=words, topic=topic) + "&",
        "results": [
            {
                "title": entry.title,
                "topic": entry.topic,
                "href": address(area, "authority", params.query(indicator=entry.id)),
            }
            for entry in page.object_list
        ],
        "places": [
            {"name": e.title, "href": address(area, "authority", params.query(place=e.id))}
            for e in authorities[:MOST_PLACES]
        ],
    }
    return render_page(request, "start/search", context)
