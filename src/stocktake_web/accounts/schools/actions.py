"""Writes the list of a place's schools."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.schools.hand_over.actions import update_trusts
from stocktake_web.accounts.schools.models import School
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.audit import record


@transaction.atomic
def load_schools(*, area: Area, actor: User | None, rows: Iterable[SchoolRow]) -> int:
    """Bring a place's list of schools up to the register; how many rows are new or other.

    A school that the register no longer has stays: roles may be about it.
    """
    stored = {school.urn: school for school in School.objects.select_for_update().filter(area=area)}
    change_count = 0
    for row in rows:
        school = stored.get(row.urn) or School(area=area, urn=row.urn)
        fields = {name: value for name, value in asdict(row).items() if name != "urn"}
        if school.pk and all(getattr(school, name) == value for name, value in fields.items()):
            continue
        for name, value in fields.items():
            setattr(school, name, value)
        school.full_clean()
        school.save()
        change_count += 1
    update_trusts(area)
    values = {"change_count": change_count}
    record(area=area, actor=actor, verb="load schools", obj=area, values=values)
    return change_count
