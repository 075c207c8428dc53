"""Reads revisions, the plan in force and its judgement."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake.plan import Judgement, Plan
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.formats import LONDON
from stocktake_web.plans.revisions.models import PlanRevision


class NoPlan(ObjectDoesNotExist):  # noqa: N818 - like Django's DoesNotExist
    """The area has no plan yet."""


def revisions(area: Area) -> QuerySet[PlanRevision]:
    """Every revision, the latest first, without the texts."""
    return (
        PlanRevision.objects.filter(area=area)
        .select_related("author")
        .defer("plan_toml", "figures_csv")
    )


def published_revisions(area: Area) -> QuerySet[PlanRevision]:
    """Those that were published, the latest first, with their texts."""
    return PlanRevision.objects.filter(area=area, published_at__isnull=False)


def revision(area: Area, number: int) -> PlanRevision:
    """One revision by its number."""
    row: PlanRevision = PlanRevision.objects.select_related("author").get(area=area, number=number)
    return row


def revision_pair(area: Area, before: int, after: int) -> tuple[PlanRevision, PlanRevision]:
    """Two revisions by their numbers."""
    return revision(area, before), revision(area, after)


def current_revision(area: Area) -> PlanRevision:
    """The revision in force.

    Raises
    ------
    NoPlan
        The area has none yet.
    """
    row: PlanRevision | None = PlanRevision.objects.filter(area=area).first()
    if row is None:
        raise NoPlan("This place has no plan yet.")
    return row


def find_plan(area: Area) -> Plan | None:
    """The plan in force; None where the area has none yet."""
    try:
        return plan(area)
    except NoPlan:
        return None


def plan(area: Area) -> Plan:
    """The plan in force.

    Raises
    ------
    NoPlan
    """
    return services.plan_of(current_revision(area))


def judgement(area: Area, as_of: date) -> Judgement:
    """The plan in force, judged on the releases known on a day.

    Raises
    ------
    NoPlan
    """
    return services.judge_area(area, current_revision(area), as_of=as_of)


def day_of(moment: datetime | date) -> date:
    """The day in England of a moment; a day is itself."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment
