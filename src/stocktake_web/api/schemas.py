"""The shapes of the API's answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class Problem(Schema):
    """What every error looks like."""

    status: int = Field(examples=[404])
    message: str = Field(examples=["there is no such place"])
    details: list[str] = Field(default=[], examples=[["place: is 'la-000', expected a place"]])


class AreaOut(Schema):
    """A place of this installation."""

    area: str = Field(examples=["blackpool"])
    name: str
    place: str = Field(examples=["la-890"])
    invented: bool


class BasisOut(Schema):
    """Why figures may be shown: which public source they stand in."""

    kind: str = Field(examples=["published"])
    release: str = Field(examples=["lait/2026-04-08-11d2842f6eda-r1"])
    sha256: str
    locator: str


class ReleaseOut(Schema):
    """A release of published statistics."""

    release: str
    source: str
    producer: str
    title: str
    address: str
    licence: str
    published: date | None
    retrieved: date
    sha256: str
    indicator_count: int
    figure_count: int
    latest: bool


class IndicatorOut(Schema):
    """A series of a release, with the definition of ours that uses it."""

    indicator: str = Field(examples=["lait:KS2RWM_Expected_STD"])
    title: str
    topic: str
    unit: str = Field(examples=["percent"])
    better: str = Field(examples=["higher"])
    decimal_places: int
    description: str
    definition: str = Field(description="Id of our definition; empty where there is none")
    group: str = Field(description="Group of pupils in that definition", examples=["all"])
    breaks: list[str] = Field(description="Periods from which figures are not comparable")


class PlaceOut(Schema):
    """A place under the codes of the open data standard, as on the day of the release."""

    place: str = Field(examples=["la-890"])
    name: str
    geographic_level: str
    country_code: str | None
    country_name: str | None
    region_code: str | None
    region_name: str | None
    old_la_code: str | None
    new_la_code: str | None
    starts: date | None
    ends: date | None
    predecessors: list[str]
    successors: list[str]


class FigureOut(Schema):
    """A published figure."""

    time_period: str = Field(examples=["202425"])
    time_identifier: str = Field(examples=["Academic year"])
    span_years: int
    place: str
    geographic_level: str | None
    country_code: str | None
    country_name: str | None
    region_code: str | None
    region_name: str | None
    old_la_code: str | None
    new_la_code: str | None
    la_name: str | None
    indicator: str
    indicator_title: str | None
    unit: str | None
    value: float | None = Field(description="Null where missing; `missing` says why")
    missing: str | None
    note: str | None = Field(description="What was odd about the figure when its file was read")
    stage: str | None
    numerator: float | None
    denominator: float | None
    source_row: int | None


class BenchmarkOut(FigureOut):
    """A published figure placed among the others."""

    rank: int | None = Field(description="1 is best")
    rank_n: int | None
    tied: int | None
    percentile: float | None
    quartile: str | None = Field(description="A best to D, by rank")
    sextile: int | None
    england: float | None = Field(description="The figure of the country that the place lies in")
    region: float | None
    rank_in_region: int | None
    rank_in_region_n: int | None
    neighbours_mean: float | None
    neighbours_median: float | None
    neighbours_n: int | None
    rank_among_neighbours: int | None
    rank_among_neighbours_n: int | None
    gap_to_england: float | None
    gap_to_region: float | None
    gap_to_neighbours_mean: float | None
    change: float | None
    change_3_years: float | None
    trend: str | None


class _Paged(Schema):
    release: str
    count: int
    offset: int
    limit: int
    bases: list[BasisOut]


class Figures(_Paged):
    """A page of figures."""

    results: list[FigureOut]


class Benchmarks(_Paged):
    """A page of placed figures."""

    neighbours_vintage: int | None = Field(description="Year of the list of neighbours used")
    results: list[BenchmarkOut]


class PlanListed(Schema):
    """A public account of the plan; of a recalled one the days and the reason alone."""

    number: int
    published: datetime
    recalled: datetime | None
    recalled_because: str
    revision: int | None
    as_of: date | None


class PlanOut(PlanListed):
    """A published plan as data."""

    plan: dict[str, Any]


class VerdictsOut(Schema):
    """The JSON contract of a judgement, of the targets that rest on published figures."""

    contract: str = Field(examples=["stocktake-judgement/2"])
    plan: dict[str, Any]
    place: dict[str, Any]
    at: str | None = Field(examples=["202021", None])
    as_of: date
    targets: list[dict[str, Any]]
    withheld: list[str] = Field(description="Targets that rest on local returns, for the board")
    number: int = Field(description="Number of the public account")
