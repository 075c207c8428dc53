"""Reads programmes as they are kept."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.programmes.descriptions.models import CLOSED_STAGES, ProgrammeRecord

SEE_PROPOSAL = "programmes.see_proposal"


def programmes(area: Area) -> QuerySet[ProgrammeRecord]:
    """Programmes that somebody has agreed to, by title."""
    return ProgrammeRecord.objects.filter(area=area).exclude(stage__in=CLOSED_STAGES)


def proposals(area: Area) -> QuerySet[ProgrammeRecord]:
    """What is proposed, and what was refused."""
    return ProgrammeRecord.objects.filter(area=area, stage__in=CLOSED_STAGES)


def readable_proposals(user: Person, area: Area) -> list[ProgrammeRecord]:
    """The proposals that a person may see: all of them, or their own."""
    return [row for row in proposals(area) if has_permission(user, area, SEE_PROPOSAL, row)]


def own_programmes(user: Person, area: Area) -> list[ProgrammeRecord]:
    """The programmes that a person's account looks after and somebody has agreed to."""
    return list(programmes(area).filter(owner_user=user.pk)) if user.pk else []


def programme(area: Area, programme: str) -> ProgrammeRecord:
    """A programme or proposal of the area by its id."""
    return ProgrammeRecord.objects.select_related("area", "owner_user").get(
        area=area, programme_id=programme
    )


def taken_ids(area: Area) -> list[str]:
    """The ids of every programme and proposal."""
    return list(ProgrammeRecord.objects.filter(area=area).values_list("programme_id", flat=True))
