"""The shape of an indicator."""

from __future__ import annotations

from ninja import Field, Schema


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
