"""By which path a school is challenged: the council's own, or that of academies."""

from __future__ import annotations

from stocktake_web.accounts.models import School, SchoolType
from stocktake_web.schools.agreements.footing import ACADEMIES
from stocktake_web.services.school_escalation import SchoolPath


def path_of(school: School) -> SchoolPath | None:
    """Its path; None where the register does not say who runs it, or nobody here may ask."""
    if school.type_group == SchoolType.MAINTAINED:
        return "maintained"
    return "academy" if school.type_group in ACADEMIES else None
