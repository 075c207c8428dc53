"""How to use the API, with examples."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.permissions import public_page
from stocktake_web.api.v1 import RATE, api
from stocktake_web.services.explorer_data import explorer_data

EXAMPLES = {
    "areas": "",
    "releases": "",
    "indicators": "?q=permanent+exclusions",
    "places": "?q={place}",
    "figures": "?indicator=lait:TotPermEx&time_period=202324",
    "benchmarks": "?indicator=lait:TotPermEx&format=csv",
    "plans": "",
    "verdicts": "",
}


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Every operation, in words, with an address to try."""
    # An example is to answer: of a place for which a release is loaded, where there is one.
    known = list(areas())
    first = next(
        (area for area in known if explorer_data(area).releases), known[0] if known else None
    )
    slug = first.slug if first else "area"
    operations = []
    for path, methods in api.get_openapi_schema()["paths"].items():
        said = methods["get"]
        name = path.rstrip("/").rpartition("/")[2]
        if name in EXAMPLES:
            query = EXAMPLES[name].replace("{place}", first.place_id if first else "")
            example = path.replace("{area}", slug) + query
            operations.append({"path": path, "words": said["description"], "example": example})
    page = {"operations": operations, "rate": RATE.partition("/")[0], "any": first is not None}
    return render(request, "api/about.html", page)
