"""What a request to the API asks for, and how long an answer may be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from ninja import Field, Path, Query, Schema

from stocktake.standards import Fault, UsageError, nearest
from stocktake.statistics import Release
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import Area
from stocktake_web.api.released_rows import read_rows, select_rows
from stocktake_web.services.explorer_data import ExplorerData, explorer_data

CACHED_SECONDS = 60
"""What is recalled must be gone from caches within a minute."""

MOST = 1_000
SLUG = r"^[-a-zA-Z0-9_]{1,50}$"
AreaSlug = Annotated[
    str, Path(description="A place of this installation, as in its addresses", pattern=SLUG)
]
ReleaseName = Annotated[
    str, Query(description="A release's id; the latest by default", max_length=120)
]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class Wanted(Schema):
    """Which figures are wanted."""

    indicator: list[Name] = Field(
        default=[], max_length=50, description="Series; may be repeated; all by default"
    )
    place: list[Name] = Field(
        default=[], max_length=200, description="Place ids; may be repeated; all by default"
    )
    time_period: list[Annotated[str, Field(pattern=r"^[0-9]{4}([0-9]{2})?$")]] = Field(
        default=[], max_length=50, description="Six digits, or four; all by default"
    )
    release: str = Field(default="", max_length=120, description="By default the latest")
    format: Literal["json", "csv", "jsonl"] = Field(
        default="json", description="csv and jsonl stream every row; json gives a page"
    )
    offset: int = Field(default=0, ge=0, le=10_000_000)
    limit: int = Field(default=MOST, ge=1, le=MOST)


def shelf_at(slug: str) -> tuple[Area, ExplorerData]:
    """The area of a request and what it can explore.

    Raises
    ------
    Http404
        There is no such area.
    """
    area = areas().filter(slug=slug).first()
    if area is None:
        raise Http404
    return area, explorer_data(area)


def release_at(shelf: ExplorerData, name: str) -> Release:
    """The release of a request.

    Raises
    ------
    Http404
        No release is loaded.
    UsageError
        There is none of that name.
    """
    if not shelf.releases:
        raise Http404
    return shelf.release(name)


def known(shelf: ExplorerData, release: Release, wanted: Wanted) -> list[str]:
    """The series of a request, which may be named by our own definitions too.

    Raises
    ------
    UsageError
        One of them, or a place, is not known.
    """
    catalogue = shelf.catalogue(release)
    for place in wanted.place:
        shelf.place(place)
    return [catalogue.get(name).id for name in wanted.indicator]


def refuse_empty(
    name: str, value: str, found: Collection[object], known_values: Collection[str] = ()
) -> None:
    """Refuse a filter that matches nothing.

    Raises
    ------
    UsageError
        A value was given, and nothing has it.
    """
    if value and not found:
        fault = Fault(name, f"nothing has {value!r}", "", nearest(value, known_values))
        raise UsageError("a filter matches nothing", [fault])


def tag_of(request: HttpRequest, *parts: object) -> str:
    """The ETag of an answer: what it rests on and what was asked."""
    said = "\0".join([request.get_full_path(), *(str(part) for part in parts)])
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The answer 304 where the asker holds the same; else None."""
    answer = get_conditional_response(request, etag=tag)
    return keep(answer, tag) if answer is not None and answer.status_code == 304 else None


def keep(response: HttpResponse, tag: str = "") -> HttpResponse:
    """Say how long an answer may be kept, and what it is known by."""
    response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    if tag:
        response["ETag"] = tag
    return response


def streamed(
    shelf: ExplorerData, release: Release, wanted: Wanted, series: list[str], *, placed: bool
) -> StreamingHttpResponse:
    """Every row of an answer, one series after the other, as CSV or as lines of JSON."""
    catalogue = shelf.catalogue(release)
    names = series or sorted(catalogue.series)

    def lines() -> Iterator[str]:
        first = True
        for name in names:
            found = select_rows(
                shelf, release, series=[name], places=wanted.place, periods=wanted.time_period
            )
            part = read_rows(shelf, catalogue, found, benchmarks=placed).content
            if wanted.format == "csv":
                yield part.write_csv(include_header=first)
            elif part.height:
                yield part.write_ndjson()
            first = False

    kind = "text/csv; charset=utf-8" if wanted.format == "csv" else "application/x-ndjson"
    response = StreamingHttpResponse(lines(), content_type=kind)
    if wanted.format == "csv":
        response["Content-Disposition"] = 'attachment; filename="stocktake-figures.csv"'
    return response


__all__ = [
    "AreaSlug",
    "ReleaseName",
    "UsageError",
    "Wanted",
    "keep",
    "known",
    "release_at",
    "shelf_at",
    "streamed",
    "tag_of",
    "unchanged",
]
