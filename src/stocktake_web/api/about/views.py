"""How to use the API, with examples."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.permissions import public_page
from stocktake_web.api.examples import example_of
from stocktake_web.api.v1 import RATE, api
from stocktake_web.services.explorer_data import explorer_data


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Every operation, in words, with an address to try."""
    # An example is to answer: of a place for which a release is loaded, where there is one.
    every_area = list(areas())
    area = next(
        (area for area in every_area if explorer_data(area).releases),
        every_area[0] if every_area else None,
    )
    operations = []
    for path, methods in api.get_openapi_schema()["paths"].items():
        example = example_of(methods["get"]["operationId"])
        # What has a part of its own, such as a number, is there in some places and not in others.
        if not example.parts:
            address = example.address(
                path, area=area.slug if area else "area", place=area.place_id if area else ""
            )
            description = methods["get"]["description"]
            operations.append({"path": path, "description": description, "example": address})
    context = {
        "operations": operations,
        "rate": RATE.partition("/")[0],
        "has_area": area is not None,
    }
    return render(request, "api/about/page.html", context)
