"""Which figures a request asks for."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Field, Schema

from stocktake.statistics import Release
from stocktake_web.services.explorer_data import ExplorerData

PAGE_ROWS = 1_000
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class FigureQuery(Schema):
    """Which figures a request asks for."""

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
        default="json", description="csv and jsonl stream every row; json returns a page"
    )
    offset: int = Field(default=0, ge=0, le=10_000_000)
    limit: int = Field(default=PAGE_ROWS, ge=1, le=PAGE_ROWS)


def series_of(data: ExplorerData, release: Release, query: FigureQuery) -> list[str]:
    """The series of a request, which may be named by our own definitions too.

    Raises
    ------
    UsageError
        One of them, or a place, is not known.
    """
    catalogue = data.catalogue(release)
    for place in query.place:
        data.place(place)
    return [catalogue.get(name).id for name in query.indicator]
