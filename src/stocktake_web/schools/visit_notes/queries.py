"""Reads what old notes may name."""

from __future__ import annotations

from stocktake_web.accounts.memberships.queries import memberships
from stocktake_web.accounts.models import Area, Role, School, User

ADVISERS = (Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER)


def school_numbers(area: Area) -> set[str]:
    """The URNs of the area's schools."""
    return set(School.objects.filter(area=area).values_list("urn", flat=True))


def past_advisers(area: Area) -> dict[str, User]:
    """Everybody who may have led a visit, past ones too, by address in small letters."""
    rows = memberships(area).filter(role__in=ADVISERS)
    return {row.user.email.casefold(): row.user for row in rows}
