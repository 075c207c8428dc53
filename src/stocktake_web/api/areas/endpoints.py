"""The places of the installation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.api.areas.schemas import AreaOut
from stocktake_web.api.examples import example
from stocktake_web.api.responses import cacheable
from stocktake_web.api.schemas import PROBLEMS

router = Router(tags=["areas"], by_alias=True)


@router.get("areas", response={200: list[AreaOut], **PROBLEMS})
@example()
def list_areas(request: HttpRequest, response: HttpResponse) -> Any:
    """The places of this installation; the other addresses begin with one."""
    cacheable(response)
    return [
        {
            "area": area.slug,
            "name": area.name,
            "place": area.place_id,
            "invented": area.invented,
        }
        for area in areas()
    ]
