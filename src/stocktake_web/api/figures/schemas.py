"""The shapes of figures and benchmarks."""

from __future__ import annotations

from ninja import Field, Schema


class BasisOut(Schema):
    """Why figures may be shown: which public source they stand in."""

    kind: str = Field(examples=["published"])
    release: str = Field(examples=["lait/2026-04-08-11d2842f6eda-r1"])
    sha256: str
    locator: str


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


class _Page(Schema):
    release: str
    count: int
    offset: int
    limit: int
    bases: list[BasisOut]


class Figures(_Page):
    """A page of figures."""

    results: list[FigureOut]


class Benchmarks(_Page):
    """A page of placed figures."""

    neighbours_vintage: int | None = Field(description="Year of the list of neighbours used")
    results: list[BenchmarkOut]
