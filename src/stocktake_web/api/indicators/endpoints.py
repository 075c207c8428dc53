"""The indicators of a release."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from stocktake.statistics import CatalogueEntry
from stocktake_web.api.examples import example
from stocktake_web.api.indicators.schemas import IndicatorOut
from stocktake_web.api.params import AreaSlug, ReleaseName, data_of, refuse_empty, release_of
from stocktake_web.api.responses import cacheable
from stocktake_web.api.schemas import PROBLEMS

router = Router(tags=["indicators"])


@router.get("{area}/indicators", response={200: list[IndicatorOut], **PROBLEMS})
@example("?q=permanent+exclusions")
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
    data = data_of(area)
    catalogue = data.catalogue(release_of(data, release))
    every_series = list(catalogue.series.values())
    matches = catalogue.search(q) if q else every_series
    refuse_empty("q", q, matches)
    on_topic = [series for series in matches if not topic or series.topic == topic]
    refuse_empty("topic", topic, on_topic, {series.topic for series in every_series})
    cacheable(response)
    return [_indicator(series) for series in on_topic]


def _indicator(series: CatalogueEntry) -> dict[str, Any]:
    return {
        "indicator": series.id,
        "title": series.title,
        "topic": series.topic,
        "unit": series.unit,
        "better": series.better,
        "decimal_places": series.decimal_places,
        "description": series.description,
        "definition": series.indicator_id,
        "group": series.group,
        "breaks": sorted(series.breaks),
    }
