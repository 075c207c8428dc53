"""The parameters that operations share, and what they name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from django.http import Http404
from ninja import Path, Query

from stocktake.standards import Fault, UsageError, nearest
from stocktake.statistics import Release
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.models import Area
from stocktake_web.services.explorer_data import ExplorerData, explorer_data

SLUG = r"^[-a-zA-Z0-9_]{1,50}$"
AreaSlug = Annotated[
    str, Path(description="A place of this installation, as in its addresses", pattern=SLUG)
]
ReleaseName = Annotated[
    str, Query(description="A release's id; the latest by default", max_length=120)
]


def area_of(slug: str) -> Area:
    """The area of a request.

    Raises
    ------
    Http404
        There is no such area.
    """
    area = areas().filter(slug=slug).first()
    if area is None:
        raise Http404
    return area


def data_of(slug: str) -> ExplorerData:
    """What the area of a request can explore.

    Raises
    ------
    Http404
        There is no such area.
    """
    return explorer_data(area_of(slug))


def release_of(data: ExplorerData, name: str) -> Release:
    """The release of a request.

    Raises
    ------
    Http404
        No release is loaded.
    UsageError
        There is none of that name.
    """
    if not data.releases:
        raise Http404
    return data.release(name)


def refuse_empty(
    name: str, value: str, matches: Collection[object], known_values: Collection[str] = ()
) -> None:
    """Refuse a filter that matches nothing.

    Raises
    ------
    UsageError
        A value was sent, and nothing has it.
    """
    if value and not matches:
        fault = Fault(name, f"nothing has {value!r}", "", nearest(value, known_values))
        raise UsageError("a filter matches nothing", [fault])
