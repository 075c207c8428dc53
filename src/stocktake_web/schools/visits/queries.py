"""Reads records of visits, as far as a reader may open them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit, VisitState

SEE = "schools.see_visit"


def visits(area: Area) -> QuerySet[Visit]:
    """Every record that was not discarded, the latest visit first."""
    rows = Visit.objects.filter(area=area).exclude(state=VisitState.DISCARDED)
    return rows.select_related("area", "school", "owner_user")


def visit(area: Area, pk: int) -> Visit:
    """One record, a discarded one too."""
    return Visit.objects.select_related("area", "school", "owner_user").get(area=area, pk=pk)


def not_hidden(user: Person, rows: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
    """Without the drafts of others; ``prefix`` leads from the rows to their visit."""
    drafts = Q(**{f"{prefix}state__in": DRAFT_STATES})
    return rows.filter(~drafts | Q(**{f"{prefix}owner_user": user.pk}))


def visits_of(user: Person, school: School) -> list[Visit]:
    """The records of a school that a person may open, the latest visit first."""
    rows = not_hidden(user, visits(school.area).filter(rows_about([school])))
    return [row for row in rows if has_permission(user, school.area, SEE, row)]
