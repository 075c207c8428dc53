"""Reads the supply of teachers of each open school."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import SchoolSupply, SupplyFigure
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.services.teacher_supply import StoredSupply, stored_supply


@dataclass(frozen=True)
class SupplyLine:
    """A school with its figures; None where no profile of it is ready."""

    school: School
    supply: SchoolSupply | None

    def figure(self, measure: str) -> SupplyFigure | None:
        """The figure of a measure."""
        return self.supply.figure(measure) if self.supply else None

    def value(self, measure: str) -> float | None:
        """What the school is sorted by."""
        figure = self.figure(measure)
        return figure.value if figure else None


def supply_lines(area: Area, stored: StoredSupply) -> list[SupplyLine]:
    """Every open school by name."""
    supplies = {str(row.urn): row for row in stored.supply.schools}
    return [SupplyLine(school, supplies.get(school.urn)) for school in open_schools(area)]


def supply_of(school: School) -> SchoolSupply | None:
    """The figures of one school; None where none are ready."""
    stored = stored_supply(school.area)
    rows = stored.supply.schools if stored else ()
    return next((row for row in rows if str(row.urn) == school.urn), None)
