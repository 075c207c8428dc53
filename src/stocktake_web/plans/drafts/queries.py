"""Reads the draft of the next revision."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.plans.drafts.models import PlanDraft


def draft(area: Area) -> PlanDraft:
    """The draft of the next revision.

    Raises
    ------
    PlanDraft.DoesNotExist
        Nobody has begun one.
    """
    return PlanDraft.objects.select_related("base", "changed_by").get(area=area)


def find_draft(area: Area) -> PlanDraft | None:
    """The draft; None where nobody has begun one."""
    return PlanDraft.objects.filter(area=area).first()
