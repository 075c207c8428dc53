"""What the definition files of this room must look like."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field, field_validator

from stocktake.standards.definitions import Definition, Source
from stocktake.standards.period_kinds import KINDS

Level: TypeAlias = Literal[
    "National",
    "Regional",
    "Local authority",
    "Local authority district",
    "Opportunity area",
    "MAT",
    "School",
    "Area",
]


class CodeEntry(Definition):
    """One ONS code of a place, with the days between which it was in force.

    A missing ``starts`` means "since such codes exist"; a missing ``ends`` means "still".
    ``verified`` says that a published file which the tests read carries the code.
    """

    code: str = Field(pattern=r"^[A-Z]\d{8}$")
    starts: date | None = None
    ends: date | None = None
    verified: bool = False
    source: str


class PlaceEntry(Definition):
    """One place of the register, as written in a places file."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[A-Za-z0-9]+)*$")
    name: str
    dfe: str | None = Field(default=None, pattern=r"^\d{3}$")
    ons: str | None = Field(default=None, pattern=r"^[A-Z]\d{8}$")
    codes: tuple[CodeEntry, ...] = ()
    kind: Literal["", "UA", "MD", "SC", "ILB", "OLB"] = ""
    region: str | None = None
    starts: date | None = None
    ends: date | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    note: str = ""


class ReservedEntry(Definition):
    """Numbers kept for invented places, none of which a real place has had."""

    level: Level
    first: int
    last: int
    source: str
    note: str = ""


class Reorganisation(Definition):
    """The end of a place that has been decided, and who takes its place.

    It changes the register only where somebody has read it in its order.
    """

    place: str
    ends: date
    successors: tuple[str, ...] = ()
    source: str
    verified: bool
    note: str = ""


class PlaceFile(Definition):
    """A file of places: one level, its sources by short name, and the places themselves.

    ``ons`` on a place is short for one verified code without dates, from ``ons_source``.
    """

    level: Level | None = None
    ons_source: str = ""
    sources: dict[str, Source]
    place: tuple[PlaceEntry, ...] = ()
    reserved: tuple[ReservedEntry, ...] = ()
    reorganisation: tuple[Reorganisation, ...] = ()


class PeriodCorrection(Definition):
    """A kind of year that a producer names wrongly, or not in the terms of the DfE.

    It applies where the producer says ``stated``: to the series listed, or, where none is, to
    every series. ``time_identifier`` is what takes its place.
    """

    series: tuple[str, ...] = ()
    stated: str
    time_identifier: str
    reason: str
    decided: date
    source: Source

    @field_validator("time_identifier")
    @classmethod
    def _must_be_a_kind_of_period(cls, name: str) -> str:
        if name not in KINDS:
            raise ValueError(f"{name!r} is no kind of period")
        return name


class PeriodCorrections(Definition):
    """The corrections to one producer's kinds of year."""

    producer: str
    correction: tuple[PeriodCorrection, ...]
