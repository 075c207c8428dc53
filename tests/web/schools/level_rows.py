"""Levels and objectives for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.levels.actions import propose
from stocktake_web.schools.levels.models import LevelRound, SchoolLevel
from stocktake_web.schools.objectives.models import SchoolObjective


def propose_for(
    area: Area, starts: dict[str, tuple[float, int]], target: str = "50", actor: User | None = None
) -> LevelRound:
    """Levels in Attainment 8 by 2028, from a start and a number of pupils for each school."""
    frame = pl.DataFrame(
        {
            "school_urn": [int(urn) for urn in starts],
            "start": [start for start, _ in starts.values()],
            "pupil_count": [count for _, count in starts.values()],
        },
        schema={"school_urn": pl.Int64, "start": pl.Float64, "pupil_count": pl.Int64},
    )
    return propose(
        area=area, actor=actor, measure="ks4.attainment_8", target=Decimal(target), by_year=2028,
        starts=frame,
    )  # fmt: skip


def level_of(school: School) -> SchoolLevel:
    """The level of a school in a round of its own kind."""
    existing = SchoolLevel.objects.filter(school=school).first()
    if existing:
        return existing
    area = school.area
    rounds = LevelRound.objects.filter(area=area)
    round_ = rounds.first() or change(
        LevelRound(area=area),
        actor=None,
        values={"measure": "ks4.attainment_8", "target": Decimal(50), "by_year": 2028},
    )
    values = {"round": round_, "start": Decimal(40), "pupil_count": 100, "level": Decimal(45)}
    return change(SchoolLevel(area=area, school=school), actor=None, values=values)


def objective_of(school: School, **values: Any) -> SchoolObjective:
    """An objective of the spring term of 2026/27."""
    fields = {
        "aspect": "teaching", "term": "spring", "academic_year": "202627",
        "due": date(2027, 3, 20), "text": "Reading is taught daily.", "evidence": "Timetables.",
    } | values  # fmt: skip
    return change(SchoolObjective(area=school.area, school=school), actor=None, values=fields)
