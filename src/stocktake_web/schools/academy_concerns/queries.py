"""Reads concerns about academies, as far as a reader may open them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernStep
from stocktake_web.schools.left_records.writers import TAKE_OVER, has_no_writer

SEE = "schools.see_academy_concern"


def concerns(area: Area) -> QuerySet[AcademyConcern]:
    """Every concern with its replies, the latest first."""
    rows = AcademyConcern.objects.filter(area=area).select_related("area", "school", "owner_user")
    return rows.prefetch_related("replies")


def concern(area: Area, pk: int) -> AcademyConcern:
    """One concern."""
    return concerns(area).get(pk=pk)


def left_drafts(user: Person, area: Area) -> list[AcademyConcern]:
    """The drafts of whoever left, for who may take them over; two queries."""
    if not has_permission(user, area, TAKE_OVER):
        return []
    return list(concerns(area).filter(has_no_writer(area), step=ConcernStep.DRAFT))


def readable(user: Person, area: Area, schools: list[School] | None = None) -> list[AcademyConcern]:
    """Those that a person may open; of some schools alone where they are named."""
    rows = concerns(area).filter(~Q(step=ConcernStep.DRAFT) | Q(owner_user=user.pk))
    if schools is not None:
        rows = rows.filter(rows_about(schools))
    return [row for row in rows if has_permission(user, area, SEE, row)]
