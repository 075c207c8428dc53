"""The schools of which a person may see what they are asked."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.own_schools import own_schools


def own_urns(user: Person, area: Area) -> set[int]:
    """The numbers of a head's, governor's, clerk's or trust leader's schools."""
    return {int(school.school_urn) for school in own_schools(user, area)}
