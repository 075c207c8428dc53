"""Hands the record of a school over to the number under which it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.schools.models import School
from stocktake_web.audit import record

Steps = Mapping[str, tuple[str, date | None]]
"""By an earlier number, that of today and the first day of the number that followed."""


@transaction.atomic
def hand_over_records(*, area: Area, actor: User | None, steps: Steps) -> int:
    """Let each school's record be read under its number of today; how many schools changed.

    Roles that still hold go with the school; those that ended stay as they were. What the
    register no longer links is taken back: the rows are where they were recorded, and roles stay
    with the number that they have.
    """
    schools = {row.urn: row for row in School.objects.select_for_update().filter(area=area)}
    change_count = 0
    for urn, school in schools.items():
        new_urn, since = steps.get(urn, ("", None))
        if new_urn not in schools:
            new_urn, since = "", None
        if (school.continued_urn, school.continued_on) != (new_urn, since):
            _hand_over(area, actor, school, new_urn, since)
            change_count += 1
        if new_urn:
            _move_roles(area, actor, urn, new_urn)
    update_trusts(area)
    return change_count


def update_trusts(area: Area) -> None:
    """Keep with each earlier number the trust that runs the school today."""
    current = School.objects.filter(area=area, urn=OuterRef("continued_urn"))
    rows = School.objects.filter(area=area).exclude(continued_urn="")
    rows.update(continued_trust_uid=Subquery(current.values("trust_uid")[:1]))


def _hand_over(
    area: Area, actor: User | None, school: School, new_urn: str, since: date | None
) -> None:
    school.continued_urn, school.continued_on = new_urn, since
    school.continued_trust_uid = ""
    school.full_clean()
    school.save()
    values = {"continued_urn": new_urn, "continued_on": since}
    verb = "hand over" if new_urn else "take back"
    record(area=area, actor=actor, verb=verb, obj=school, values=values)


def _move_roles(area: Area, actor: User | None, urn: str, new_urn: str) -> None:
    in_force = Q(ends=None) | Q(ends__gte=services.today())
    for row in Membership.objects.select_for_update(of=("self",)).filter(
        in_force, area=area, school_urn=urn
    ):
        row.school_urn = new_urn
        row.version += 1
        row.save()
        values = {"school_urn": new_urn}
        record(
            area=area,
            actor=actor,
            verb="change role",
            obj=row,
            values=values,
            reason=f"The school’s number {urn} was followed by {new_urn}.",
        )
