"""What ``programmes.toml`` of a plan may say: barriers, coverage rules, drivers, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field

from stocktake.programmes.coverage_rules import CoverageRule
from stocktake.programmes.programme import Phase
from stocktake.standards.definition_faults import CrossFault
from stocktake.standards.definitions import Definition
from stocktake.statistics.schema import Text
from stocktake.targets.fields import Id


class Organisation(Definition):
    """One that pays or provides and is no partner of the plan."""

    id: Id
    name: Text


class Barrier(Definition):
    """What the plan says holds children back, and which themes would work on it.

    ``phases`` names those in which it holds them back, where it is not all.
    """

    id: Id
    text: Text
    themes: tuple[Text, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = ()
    priority: str = ""
    source_page: int | None = None


class Driver(Definition):
    """A root cause of a target, and what works on it: themes, or programmes by id."""

    id: Id
    title: Text
    target: Text
    themes: tuple[Text, ...] = ()
    programmes: tuple[Id, ...] = ()
    measures: tuple[Text, ...] = ()


class PlaceMap(Definition):
    """What a plan says about its programmes as a whole."""

    organisation: tuple[Organisation, ...] = ()
    barrier: tuple[Barrier, ...] = ()
    coverage: tuple[Annotated[CoverageRule, Field(discriminator="kind")], ...] = ()
    driver: tuple[Driver, ...] = ()

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice."""
        return tuple(_repeated_ids(self))


def _repeated_ids(place_map: PlaceMap) -> Iterator[CrossFault]:
    for key in ("organisation", "barrier", "coverage", "driver"):
        ids = [item.id for item in getattr(place_map, key)]
        for row, identity in enumerate(ids):
            if identity in ids[:row]:
                yield CrossFault((key, row, "id"), f"{identity!r} is written twice", "each id once")
