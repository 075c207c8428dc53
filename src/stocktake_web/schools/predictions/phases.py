"""Which schools have pupils of a year."""

from __future__ import annotations

from stocktake_web.accounts.models import Area, School, SchoolType
from stocktake_web.accounts.schools.queries import open_schools

PHASES = {
    6: frozenset({"primary", "middle deemed primary", "middle deemed secondary", "all-through"}),
    11: frozenset({"secondary", "middle deemed secondary", "all-through"}),
}
"""Phases of the register, by the last year of a key stage."""
NOT_ASKED = frozenset({SchoolType.INDEPENDENT, SchoolType.COLLEGE})


def schools_with_year(area: Area, nc_year: int) -> list[School]:
    """The open state schools of an area that have pupils of a year, by name."""
    phases = PHASES.get(nc_year, frozenset())
    return [
        school
        for school in open_schools(area)
        if school.phase.lower() in phases and school.type_group not in NOT_ASKED
    ]
