"""Plans and verdicts as they were published."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from stocktake_web.api.examples import example
from stocktake_web.api.params import AreaSlug, area_of
from stocktake_web.api.plans.schemas import PlanListed, PlanOut, VerdictsOut
from stocktake_web.api.responses import cacheable
from stocktake_web.api.schemas import PROBLEMS
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.editions.queries import documents, in_force, published
from stocktake_web.services import plan_of

router = Router(tags=["plans"], by_alias=True)


@router.get("{area}/plans", response={200: list[PlanListed], **PROBLEMS})
@example()
def list_plans(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """The public accounts of the plan, the latest first; recalled ones without what they said."""
    publications = published(area_of(area))
    cacheable(response)
    return [_entry(publication) for publication in publications]


@router.get("{area}/plans/{number}", response={200: PlanOut, **PROBLEMS})
@example(number=2)
def one_plan(request: HttpRequest, response: HttpResponse, area: AreaSlug, number: int) -> Any:
    """The plan as it was published, by the keys of its schema."""
    publications = published(area_of(area))
    # A number beyond what a database holds is no number of a plan.
    publication = publications.filter(number=number).first() if number < 2**31 else None
    if publication is None or publication.recalled_at:
        raise Http404
    cacheable(response)
    plan = plan_of(publication.revision)
    return _entry(publication) | {
        "plan": plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    }


@router.get("{area}/verdicts", response={200: VerdictsOut, **PROBLEMS}, tags=["verdicts"])
@example()
def verdicts(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """The verdicts as they were published: a release loaded since changes nothing here."""
    publication = in_force(area_of(area))
    if publication is None:
        raise Http404
    file = get_object_or_404(documents(publication), name="verdicts.json")
    cacheable(response)
    return json.loads(bytes(file.body)) | {"number": publication.number}


def _entry(publication: Publication) -> dict[str, Any]:
    is_recalled = publication.recalled_at is not None
    return {
        "number": publication.number,
        "published": publication.published_at,
        "recalled": publication.recalled_at,
        "recalled_because": publication.incident.reason if is_recalled else "",
        "revision": None if is_recalled else publication.revision.number,
        "as_of": None if is_recalled else publication.as_of,
    }
