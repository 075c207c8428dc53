"""Proposes levels, and takes what head and chair reply."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import propose_levels
from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.levels.models import (
    SCHOOL_CAPACITIES,
    LevelReply,
    LevelRound,
    SchoolLevel,
)
from stocktake_web.services.school_improvement import measures_of


@transaction.atomic
def propose(
    *,
    area: Area,
    actor: User | None,
    measure: str,
    target: Decimal,
    by_year: int,
    starts: pl.DataFrame,
    is_rare: Callable[[int, float], bool | None] = lambda urn, level: None,
) -> LevelRound:
    """Propose a level for each school, so that together they meet the area's target.

    Parameters
    ----------
    starts : DataFrame
        ``school_urn``, ``start``, ``pupil_count`` of each school.
    is_rare : callable, optional
        Says of a school's number and a level whether it is rarely reached from its start.

    Raises
    ------
    ValidationError
        The measure is unknown, levels were proposed for the target before, or none can be.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    definition = measures_of(area).get(measure)
    if definition is None:
        raise ValidationError({"measure": "Select a measure"})
    if LevelRound.objects.filter(area=area, measure=measure, by_year=by_year).exists():
        raise ValidationError("Levels were proposed for this measure and year already")
    try:
        proposal = propose_levels(starts, float(target), definition)
    except UsageError as error:
        raise ValidationError([str(fault) for fault in error.faults] or [error.summary]) from None
    values = {"measure": measure, "target": target, "by_year": by_year}
    round_ = change(LevelRound(area=area), actor=actor, values=values, verb="propose")
    schools = {school.urn: school for school in School.objects.filter(area=area)}
    for level in proposal.levels:
        school = schools.get(str(level.school_urn))
        if school is not None:
            change(
                SchoolLevel(area=area, school=school, round=round_),
                actor=actor,
                values={
                    "start": _decimal(level.start),
                    "pupil_count": level.pupil_count,
                    "level": _decimal(level.level),
                    "is_rare": is_rare(level.school_urn, level.level),
                },
                verb="propose",
            )
    return round_


def reply_to_level(
    *, actor: User, level: SchoolLevel, capacity: str | None, agrees: bool, reason: str
) -> LevelReply:
    """Keep what a head or the chair replied to the level as it stands.

    Raises
    ------
    ValidationError
        It is refused without a reason, or the person is neither head nor chair of the school.
    """
    if capacity not in SCHOOL_CAPACITIES:
        raise ValidationError("Only the head and the chair of governors reply to a level")
    values = {
        "school_level": level,
        "capacity": capacity,
        "level": level.level,
        "agrees": agrees,
        "reason": reason,
        "by": actor,
        "at": services.now(),
    }
    verb = "agree" if agrees else "refuse"
    row = LevelReply(area=level.area, school=level.school)
    return change(row, actor=actor, values=values, verb=verb)


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
