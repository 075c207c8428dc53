"""The schools that a person is about: by their role, or by the trust that they lead."""

from __future__ import annotations

from django.db.models import Q

from stocktake_web.accounts.models import Area, Role, School
from stocktake_web.accounts.permissions import has_permission, memberships_of
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.queries import TRUST_PREFIX, is_trust_key, open_schools

SCHOOL_PEOPLE = frozenset({Role.HEADTEACHER, Role.GOVERNOR, Role.CLERK, Role.TRUST_LEADER})


def own_schools(user: Person, area: Area) -> list[School]:
    """The open schools of a head, governor, clerk or trust leader, by name; else none."""
    about = Q()
    for row in memberships_of(user, area):
        if row.role not in SCHOOL_PEOPLE:
            continue
        if row.school_urn:
            about |= Q(urn=row.school_urn)
        if row.role == Role.TRUST_LEADER and is_trust_key(row.body_id):
            about |= Q(trust_uid=row.body_id.removeprefix(TRUST_PREFIX))
    if not about:
        return []
    schools = open_schools(area).filter(about).select_related("area")
    return [school for school in schools if has_permission(user, area, "schools.see", school)]
