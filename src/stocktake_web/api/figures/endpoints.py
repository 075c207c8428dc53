"""Published figures, and how each compares with the others."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from stocktake.standards import Basis
from stocktake_web.api.examples import example
from stocktake_web.api.figures.params import FigureQuery, series_of
from stocktake_web.api.figures.rows import count_rows, read_rows, refuse_unmatched, select_rows
from stocktake_web.api.figures.schemas import Benchmarks, Figures
from stocktake_web.api.figures.stream import stream_rows
from stocktake_web.api.params import AreaSlug, data_of, release_of
from stocktake_web.api.responses import cacheable, etag_of, not_modified
from stocktake_web.api.schemas import PROBLEMS
from stocktake_web.services.figure_tables import vintage_of

router = Router()

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


@router.get("{area}/figures", response={200: Figures, **PROBLEMS}, tags=["figures"], **STREAMS)
@example("?indicator=lait:TotPermEx&time_period=202324")
def list_figures(
    request: HttpRequest, response: HttpResponse, area: AreaSlug, query: Query[FigureQuery]
) -> Any:
    """Published figures as they stand in a release."""
    return _figures(request, response, area, query, benchmarks=False)


@router.get(
    "{area}/benchmarks", response={200: Benchmarks, **PROBLEMS}, tags=["benchmarks"], **STREAMS
)
@example("?indicator=lait:TotPermEx&time_period=202324&format=csv")
def list_benchmarks(
    request: HttpRequest, response: HttpResponse, area: AreaSlug, query: Query[FigureQuery]
) -> Any:
    """Published figures placed among the others: rank, band, comparators, change."""
    return _figures(request, response, area, query, benchmarks=True)


def _figures(
    request: HttpRequest, response: HttpResponse, slug: str, query: FigureQuery, *, benchmarks: bool
) -> Any:
    data = data_of(slug)
    release = release_of(data, query.release)
    series = series_of(data, release, query)
    etag = etag_of(request, release.id, data.digest, data.state)
    if (unmodified := not_modified(request, etag)) is not None:
        return unmodified
    selection = select_rows(
        data, release, series=series, places=query.place, periods=query.time_period
    )
    refuse_unmatched(
        selection,
        {"indicator": series, "place": query.place, "time_period": query.time_period},
    )
    if query.format != "json":
        stream = stream_rows(data, release, query, series, benchmarks=benchmarks)
        return cacheable(stream, etag)  # type: ignore[arg-type]
    page = read_rows(
        data,
        data.catalogue(release),
        selection,
        benchmarks=benchmarks,
        offset=query.offset,
        limit=query.limit,
    )
    cacheable(response, etag)
    result = {
        "release": release.id,
        "count": count_rows(selection),
        "offset": query.offset,
        "limit": query.limit,
        "bases": [_basis(basis) for basis in page.bases],
        "results": page.content.to_dicts(),
    }
    return result | ({"neighbours_vintage": vintage_of(data)} if benchmarks else {})


def _basis(basis: Basis) -> dict[str, str]:
    return {
        "kind": basis.kind,
        "release": basis.release,
        "sha256": basis.sha256,
        "locator": basis.locator,
    }
