"""Where one begins: search, topics, the releases that are held."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.models import Area
from stocktake_web.explorer.asked import asked as read_asked
from stocktake_web.explorer.views.pages import (
    address,
    explorer_page,
    published,
    release_name,
    show,
)
from stocktake_web.gateway.figures import Shelf

RESULTS = 30
LONGEST_SEARCH = 100


@explorer_page
def start(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """The front page of the explorer."""
    asked = read_asked(shelf, request.GET)
    topics = [
        {
            "name": topic,
            "count": len(listed),
            "href": address(area, "search", asked.query(indicator="", topic=topic)),
        }
        for topic, listed in asked.catalogue.topics.items()
    ]
    shown = {
        "asked": asked,
        "topics": topics,
        "releases": [(release_name(each), published(each), each) for each in shelf.releases],
        "published": published(asked.release),
    }
    return show(request, "start", shown)


@explorer_page
def search(request: HttpRequest, area: Area, shelf: Shelf) -> HttpResponse:
    """Indicators and authorities by the words that people use, or those of a topic."""
    asked = read_asked(shelf, request.GET)
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    topic = request.GET.get("topic", "")
    found = asked.catalogue.search(words) if words else asked.catalogue.topics.get(topic, [])
    places = [p for p in shelf.register.find(words) if p.id in shelf.authorities][:5]
    page = Paginator(found, RESULTS).get_page(request.GET.get("page"))
    shown = {
        "asked": asked,
        "words": words,
        "topic": topic,
        "count": len(found),
        "page": page,
        "query": asked.query(indicator="", q=words, topic=topic) + "&",
        "results": [
            {
                "title": each.title,
                "topic": each.topic,
                "href": address(area, "authority", asked.query(indicator=each.id)),
            }
            for each in page.object_list
        ],
        "places": [
            {"name": p.name, "href": address(area, "authority", asked.query(place=p.id))}
            for p in places
        ],
    }
    return show(request, "search", shown)
