"""Reads revisions, the draft, the plan in force and its judgement."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.formats import LONDON
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.models import PlanDraft, PlanRevision

NoDraft = PlanDraft.DoesNotExist


class NoPlan(ObjectDoesNotExist):  # noqa: N818 - it says what is so
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
    found: PlanRevision = PlanRevision.objects.select_related("author").get(
        area=area, number=number
    )
    return found


def current_revision(area: Area) -> PlanRevision:
    """The revision in force.

    Raises
    ------
    NoPlan
        The area has none yet.
    """
    found: PlanRevision | None = PlanRevision.objects.filter(area=area).first()
    if found is None:
        raise NoPlan("This place has no plan yet.")
    return found


def draft(area: Area) -> PlanDraft:
    """The draft of the next revision."""
    return PlanDraft.objects.select_related("base", "changed_by").get(area=area)


def pair(area: Area, before: int, after: int) -> tuple[PlanRevision, PlanRevision]:
    """Two revisions by their numbers."""
    return revision(area, before), revision(area, after)


def plan(area: Area) -> plan_texts.Plan:
    """The plan in force.

    Raises
    ------
    NoPlan
    """
    return gateway.plan_of(current_revision(area))


def judgement(area: Area, as_of: date) -> plan_texts.Judgement:
    """The plan in force, judged on the releases known on a day.

    Raises
    ------
    NoPlan
    """
    return plan_texts.judge_latest(area, current_revision(area), as_of=as_of)


def judgement_in_hand(area: Area, as_of: date) -> plan_texts.Judgement:
    """The plan in force, judged at the year in hand: what leading indicators are read from.

    Raises
    ------
    NoPlan
    """
    return gateway.judge_area(area, current_revision(area), as_of=as_of)


def day_of(now: datetime | date) -> date:
    """The day in England of a moment; a day is itself."""
    return now.astimezone(LONDON).date() if isinstance(now, datetime) else now
