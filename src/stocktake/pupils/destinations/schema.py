"""What the definition of destinations must look like: activities, and what sustained means."""

from __future__ import annotations

from typing import Literal, Self, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source

Kind: TypeAlias = Literal[
    "education", "apprenticeship", "employment", "neet", "not_known", "custody"
]


class Activity(Definition):
    """One activity code of a monthly return, and what it counts as."""

    code: str = Field(min_length=1)
    kind: Kind
    meaning: str


class Sustained(Definition):
    """How long each destination must last.

    Parameters
    ----------
    education_months, employment_months, mixed_months : int
        Months out of October to March. ``mixed_months`` is of either, employment or education.
    apprenticeship_months : int
        Months in a row, anywhere from August to July.
    """

    education_months: int = Field(ge=1, le=6)
    employment_months: int = Field(ge=1, le=6)
    mixed_months: int = Field(ge=1, le=6)
    apprenticeship_months: int = Field(ge=1, le=12)
    note: str = ""
    source: tuple[Source, ...] = Field(min_length=1)


class DestinationRules(Definition):
    """The activities that a young person can be returned in, and the rules of sustaining."""

    title: str
    activity: tuple[Activity, ...] = Field(min_length=1)
    sustained: Sustained

    @model_validator(mode="after")
    def _each_code_once(self) -> Self:
        codes = [activity.code for activity in self.activity]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"codes given twice: {', '.join(twice)}")
        return self

    def codes(self, *kinds: Kind) -> list[str]:
        """The codes that count as any of some kinds."""
        return [activity.code for activity in self.activity if activity.kind in kinds]
