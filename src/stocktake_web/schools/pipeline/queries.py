"""Reads what is planned for schools, by officers and by the register."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import settings_of
from stocktake_web.schools.pipeline.models import PlannedChange
from stocktake_web.services.school_histories import stored_history


@dataclass(frozen=True)
class Origin:
    """A school that became part of another, with a record of its own.

    Parameters
    ----------
    category : CategorySetting or None
        The last that was set for it, which is not that of the school it became part of; None where
        none was set or the reader may not see it.
    is_readable : bool
        Whether the reader may see what was judged of it.
    """

    school: School
    category: CategorySetting | None
    is_readable: bool


def planned_changes(area: Area, school: School | None = None) -> QuerySet[PlannedChange]:
    """What officers entered, by the day that is planned; of one school if named."""
    rows = PlannedChange.objects.filter(area=area).select_related("area", "school")
    return rows if school is None else rows.filter(rows_about([school]))


def origins_of(user: Person, school: School) -> list[Origin]:
    """The area's schools that merged into a school, or of which it was split off, by name."""
    stored = stored_history(school.area, int(school.urn))
    if stored is None:
        return []
    history, today = stored.history, services.today()
    steps = [step for step in history.hand_overs if step.date is None or step.date <= today]
    numbers = {int(school.urn), *(step.new_urn for step in steps)}
    changes = [row for row in history.changes if row.date is None or row.date <= today]
    old_urns = {step.old_urn for step in steps if step.new_urn in numbers}
    old_urns |= {row.old_urn for row in changes if row.new_urn in numbers}
    rows = School.objects.filter(area=school.area, urn__in=old_urns, continued_urn="")
    return [_origin(user, row) for row in rows.exclude(pk=school.pk).select_related("area")]


def _origin(user: Person, school: School) -> Origin:
    is_readable = has_permission(user, school.area, "schools.see_judgements", school)
    return Origin(school, settings_of(school).first() if is_readable else None, is_readable)
