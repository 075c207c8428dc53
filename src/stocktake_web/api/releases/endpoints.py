"""The releases of published statistics."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from stocktake.statistics import Release
from stocktake_web.api.examples import example
from stocktake_web.api.params import AreaSlug, data_of
from stocktake_web.api.releases.schemas import ReleaseOut
from stocktake_web.api.responses import cacheable
from stocktake_web.api.schemas import PROBLEMS

router = Router(tags=["releases"])


@router.get("{area}/releases", response={200: list[ReleaseOut], **PROBLEMS})
@example()
def list_releases(request: HttpRequest, response: HttpResponse, area: AreaSlug) -> Any:
    """Every release that is held, the latest first."""
    data = data_of(area)
    cacheable(response)
    return [_release(release, latest=release in data.current) for release in data.releases]


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
