"""The shape of a place."""

from __future__ import annotations

from datetime import date

from ninja import Field, Schema


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
