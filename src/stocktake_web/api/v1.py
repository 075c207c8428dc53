"""Version 1 of the API: read-only, over what is published."""

from __future__ import annotations

import json
from typing import Annotated, Any

import polars as pl
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Query

from stocktake.publish import place_columns
from stocktake.standards import Basis
from stocktake.statistics import CatalogueEntry, Release
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.api import given, schemas
from stocktake_web.api.errors import answer_errors
from stocktake_web.api.given import AreaSlug, ReleaseName, Wanted
from stocktake_web.api.released_rows import count_rows, read_rows, refuse_unmatched, select_rows
from stocktake_web.api.throttle import SharedThrottle
from stocktake_web.public.editions import queries as public
from stocktake_web.public.models import Publication
from stocktake_web.public.pages.queries import recall_of
from stocktake_web.services import plan_of
from stocktake_web.services.figure_tables import vintage_of
from stocktake_web.services.judgements import StoredPlan

RATE = getattr(settings, "STOCKTAKE_API_RATE", "300/m")
"""How often one address may ask; all processes count together."""

api = NinjaAPI(
    title="Stocktake",
    version="1",
    description=(
        "Published figures placed among others, and the plans and verdicts that places have put "
        "before the public. Read-only. Figures have the column names of the Department for "
        "Education's open data standard. Every error has the shape `Problem`."
    ),
    urls_namespace="api:v1",
    docs_url=None,
    throttle=[SharedThrottle(RATE)],
)
answer_errors(api)

# Every operation may answer these.
PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 404, 429, 503), schemas.Problem)


@api.get("areas", response={200: list[schemas.AreaOut], **PROBLEMS}, tags=["areas"])
def list_areas(request: HttpRequest, response: HttpResponse) -> Any:
    """The places of this installation; the other addresses begin with one."""
    given.keep(response)
    return [
        {"area": a.slug, "name": a.name, "place": a.place_id, "invented": a.invented}
        for a in areas()
    ]


@api.get("{area}/releases", response={200: list[schemas.ReleaseOut], **PROBLEMS}, tags=["releases"])
def list_releases(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """Every release that is held, the latest first."""
    _, shelf = given.shelf_at(area)
    given.keep(response)
    return [_release(each, latest=each in shelf.current) for each in shelf.releases]


@api.get(
    "{area}/indicators", response={200: list[schemas.IndicatorOut], **PROBLEMS}, tags=["indicators"]
)
def list_indicators(
    request: HttpRequest,
    response: HttpResponse,
    area: AreaSlug,
    q: Annotated[str, Query(description="Words that people use", max_length=100)] = "",
    topic: Annotated[
        str, Query(description="A topic, as an indicator has it", max_length=100)
    ] = "",
    release: ReleaseName = "",
) -> Any:
    """The indicators of a release, all or those that words find."""
    _, shelf = given.shelf_at(area)
    catalogue = shelf.catalogue(given.release_at(shelf, release))
    found = catalogue.search(q) if q else list(catalogue.series.values())
    given.refuse_empty("q", q, found)
    topics = {series.topic for series in catalogue.series.values()}
    on_topic = [series for series in found if series.topic == topic]
    given.refuse_empty("topic", topic, on_topic, topics)
    given.keep(response)
    return [_indicator(each) for each in found if not topic or each.topic == topic]


@api.get("{area}/places", response={200: list[schemas.PlaceOut], **PROBLEMS}, tags=["places"])
def list_places(
    request: HttpRequest,
    response: HttpResponse,
    area: AreaSlug,
    q: Annotated[str, Query(description="A name, a number or a code", max_length=100)] = "",
    release: ReleaseName = "",
) -> Any:
    """Authorities, abolished ones too, regions and the country."""
    _, shelf = given.shelf_at(area)
    day = given.release_at(shelf, release).known_on
    every = {**shelf.authorities, **shelf.regions, shelf.country.id: shelf.country}
    found = [p for p in shelf.register.find(q) if p.id in every] if q else list(every.values())
    given.refuse_empty("q", q, found)
    given.keep(response)
    return [
        place_columns(place, shelf.register, place.ends or day)
        | {
            "place": place.id,
            "name": place.name,
            "starts": place.starts,
            "ends": place.ends,
            "predecessors": list(place.predecessors),
            "successors": list(place.successors),
        }
        for place in found
    ]


STREAMS: dict[str, Any] = {
    "openapi_extra": {
        "responses": {
            200: {
                "content": {
                    "text/csv": {"schema": {"type": "string"}},
                    "application/x-ndjson": {"schema": {"type": "string"}},
                }
            },
            304: {"description": "What the asker holds is still so"},
        }
    }
}


@api.get("{area}/figures", response={200: schemas.Figures, **PROBLEMS}, tags=["figures"], **STREAMS)
def list_figures(
    request: HttpRequest, response: HttpResponse, area: AreaSlug, wanted: Query[Wanted]
) -> Any:
    """Published figures as they stand in a release."""
    return _figures(request, response, area, wanted, placed=False)


@api.get(
    "{area}/benchmarks",
    response={200: schemas.Benchmarks, **PROBLEMS},
    tags=["benchmarks"],
    **STREAMS,
)
def list_benchmarks(
    request: HttpRequest, response: HttpResponse, area: AreaSlug, wanted: Query[Wanted]
) -> Any:
    """Published figures placed among the others: rank, band, comparators, change."""
    return _figures(request, response, area, wanted, placed=True)


def _figures(
    request: HttpRequest, response: HttpResponse, slug: str, wanted: Wanted, *, placed: bool
) -> Any:
    _, shelf = given.shelf_at(slug)
    release = given.release_at(shelf, wanted.release)
    series = given.known(shelf, release, wanted)
    tag = given.tag_of(request, release.id, shelf.digest, shelf.state)
    same = given.unchanged(request, tag)
    if same is not None:
        return same
    found = select_rows(
        shelf, release, series=series, places=wanted.place, periods=wanted.time_period
    )
    refuse_unmatched(
        found,
        {"indicator": series, "place": wanted.place, "time_period": wanted.time_period},
    )
    if wanted.format != "json":
        return given.keep(given.streamed(shelf, release, wanted, series, placed=placed), tag)  # type: ignore[arg-type]
    page = read_rows(
        shelf,
        shelf.catalogue(release),
        found,
        benchmarks=placed,
        offset=wanted.offset,
        limit=wanted.limit,
    )
    given.keep(response, tag)
    about = {
        "release": release.id,
        "count": count_rows(found),
        "offset": wanted.offset,
        "limit": wanted.limit,
        "bases": [_basis(each) for each in page.bases],
        "results": _plain(page.content),
    }
    return about | ({"neighbours_vintage": vintage_of(shelf)} if placed else {})


@api.get("{area}/plans", response={200: list[schemas.PlanListed], **PROBLEMS}, tags=["plans"])
def list_plans(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """The public accounts of the plan, the latest first; recalled ones without what they said."""
    found, _ = given.shelf_at(area)
    given.keep(response)
    return [_listed(each) for each in public.published(found)]


@api.get("{area}/plans/{number}", response={200: schemas.PlanOut, **PROBLEMS}, tags=["plans"])
def one_plan(request: HttpRequest, response: HttpResponse, area: AreaSlug, number: int) -> Any:
    """The plan as it was published, by the keys of its schema."""
    found, _ = given.shelf_at(area)
    # A number beyond what a database holds is no number of a plan.
    publication = public.published(found).filter(number=number).first() if number < 2**31 else None
    if publication is None or publication.recalled_at:
        raise Http404
    given.keep(response)
    return _listed(publication) | {"plan": _plan_json(publication.revision)}


@api.get("{area}/verdicts", response={200: schemas.VerdictsOut, **PROBLEMS}, tags=["verdicts"])
def verdicts(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """The verdicts as they were published: a release loaded since changes nothing here."""
    found, _ = given.shelf_at(area)
    publication = public.latest(found)
    if publication is None or publication.recalled_at:
        raise Http404
    kept = get_object_or_404(public.documents(publication), name="verdicts.json")
    given.keep(response)
    return json.loads(bytes(kept.body)) | {"number": publication.number}


def _release(release: Release, *, latest: bool) -> dict[str, Any]:
    source = release.provenance
    return {
        "release": release.id,
        "source": release.source,
        "producer": source.producer,
        "title": source.title,
        "address": source.address,
        "licence": source.licence,
        "published": source.published,
        "retrieved": source.retrieved,
        "sha256": source.file_sha256,
        "indicator_count": release.series_count,
        "figure_count": release.observation_count,
        "latest": latest,
    }


def _indicator(listed: CatalogueEntry) -> dict[str, Any]:
    return {
        "indicator": listed.id,
        "title": listed.title,
        "topic": listed.topic,
        "unit": listed.unit,
        "better": listed.better,
        "decimal_places": listed.decimal_places,
        "description": listed.description,
        "definition": listed.indicator_id,
        "group": listed.group,
        "breaks": sorted(listed.breaks),
    }


def _listed(publication: Publication) -> dict[str, Any]:
    recalled = publication.recalled_at
    return {
        "number": publication.number,
        "published": publication.published_at,
        "recalled": recalled,
        "recalled_because": recall_of(publication)["reason"] if recalled else "",
        "revision": None if recalled else publication.revision.number,
        "as_of": None if recalled else publication.as_of,
    }


def _basis(basis: Basis) -> dict[str, str]:
    return {
        "kind": basis.kind,
        "release": basis.release,
        "sha256": basis.sha256,
        "locator": basis.locator,
    }


def _plain(table: pl.DataFrame) -> list[dict[str, Any]]:
    return table.to_dicts()


def _plan_json(revision: StoredPlan) -> dict[str, Any]:
    """A plan as data, by the keys of its schema."""
    return plan_of(revision).model_dump(mode="json", by_alias=True, exclude_none=True)
