"""Invented schools for tests: one of each footing."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.models import TrustAgreement

OLD_MILL, HARBOUR, PIER, UNKNOWN = "999001", "999002", "999003", "999004"
ROWS = (
    SchoolRow(OLD_MILL, "Old Mill School", "Milton", None, "Secondary", "maintained"),
    SchoolRow(
        HARBOUR, "Harbour Academy", "Milton", None, "Secondary", "academy", "90001", "Mole Trust"
    ),
    SchoolRow(PIER, "Pier Primary", "Farton", None, "Primary", "academy", "90002", "Pier Trust"),
    SchoolRow(UNKNOWN, "Dune School", "", None),
)


def add_schools(area: Area) -> dict[str, School]:
    """The schools by their number."""
    load_schools(area=area, actor=None, rows=ROWS)
    return {school.urn: school for school in School.objects.filter(area=area)}


def agree(school: School, actor: User | None = None, **values: Any) -> TrustAgreement:
    """An agreement about a school since September."""
    values = {
        "agreed_with": "Chief executive",
        "terms": "Visits.",
        "starts_on": date(2026, 9, 1),
    } | values
    return change(TrustAgreement(area=school.area, school=school), actor=actor, values=values)
