"""Levels and objectives of the demonstration, from invented starts."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import polars as pl

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.levels.actions import propose, reply_to_level
from stocktake_web.schools.levels.models import Capacity, SchoolLevel
from stocktake_web.schools.objectives.models import SchoolObjective

MEASURE, TARGET = "ks2.rwm_expected", Decimal("66.0")
PRIMARIES = 12
OBJECTIVES = (
    ("leadership", "Every subject leader checks books twice.", "Twelve dated notes of checks."),
    ("teaching", "Reading is taught daily in every class.", "Timetables, and five visits."),
    ("behaviour", "Fewer lessons are left.", "The log of lessons left, week by week."),
    ("achievement", "More pupils read at the expected standard.", "The test of December."),
)


def add_levels(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Levels of some primary schools; the first agreed as head, and has objectives."""
    primaries = [school for school in schools if school.phase == "Primary"][:PRIMARIES]
    if not primaries:
        return
    starts = pl.DataFrame(
        {
            "school_urn": [int(school.urn) for school in primaries],
            "start": [round(rng.uniform(48, 72), 1) for _ in primaries],
            "pupil_count": [rng.randint(28, 88) for _ in primaries],
        }
    )
    officer = users[Role.IMPROVEMENT_OFFICER]
    round_ = propose(
        area=area,
        actor=officer,
        measure=MEASURE,
        target=TARGET,
        by_year=services.today().year + 2,
        starts=starts,
    )
    level = SchoolLevel.objects.select_related("area", "school").get(
        round=round_, school=primaries[0]
    )
    reply_to_level(
        actor=users[Role.HEADTEACHER], level=level, capacity=Capacity.HEAD, agrees=True, reason=""
    )
    year = academic_year_of(services.today())
    due = date(int(year[:4]) + 1, 3, 20)
    for aspect, text, evidence in OBJECTIVES:
        change(
            SchoolObjective(area=area, school=primaries[0]),
            actor=officer,
            values={
                "aspect": aspect,
                "term": "spring",
                "academic_year": year,
                "due": due,
                "text": text,
                "evidence": evidence,
            },
        )
