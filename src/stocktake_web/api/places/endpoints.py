"""The places of which a release has figures."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from stocktake.publish import place_columns
from stocktake_web.api.examples import example
from stocktake_web.api.params import AreaSlug, ReleaseName, data_of, refuse_empty, release_of
from stocktake_web.api.places.schemas import PlaceOut
from stocktake_web.api.responses import cacheable
from stocktake_web.api.schemas import PROBLEMS

router = Router(tags=["places"])


@router.get("{area}/places", response={200: list[PlaceOut], **PROBLEMS})
@example("?q={place}")
def list_places(
    request: HttpRequest,
    response: HttpResponse,
    area: AreaSlug,
    q: Annotated[str, Query(description="A name, a number or a code", max_length=100)] = "",
    release: ReleaseName = "",
) -> Any:
    """Authorities, abolished ones too, regions and the country."""
    data = data_of(area)
    day = release_of(data, release).known_on
    places = {**data.authorities, **data.regions, data.country.id: data.country}
    matches = (
        [place for place in data.register.find(q) if place.id in places]
        if q
        else list(places.values())
    )
    refuse_empty("q", q, matches)
    cacheable(response)
    return [
        place_columns(place, data.register, place.ends or day)
        | {
            "place": place.id,
            "name": place.name,
            "starts": place.starts,
            "ends": place.ends,
            "predecessors": list(place.predecessors),
            "successors": list(place.successors),
        }
        for place in matches
    ]
