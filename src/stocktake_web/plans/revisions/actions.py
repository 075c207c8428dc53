"""Makes a text the plan in force, and publishes it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.services.judgements import StoredPlan, digest_of


@transaction.atomic
def add_revision(*, area: Area, actor: User | None, text: StoredPlan, reason: str) -> PlanRevision:
    """Make a text the plan in force; the history holds its digest, not the text.

    Raises
    ------
    PlanError
        The text has faults, all reported at once.
    """
    services.plan_of(text)
    # The area's row is the queue: of two revisions made together, one waits and gets the next.
    Area.objects.select_for_update().get(pk=area.pk)
    last = PlanRevision.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0
    revision = PlanRevision(
        area=area,
        number=last + 1,
        author=actor,
        created_at=services.now(),
        reason=reason,
        plan_toml=text.plan_toml,
        figures_csv=text.figures_csv,
        digest=digest_of(text),
    )
    revision.full_clean()
    revision.save()
    values = {"number": revision.number, "digest": revision.digest}
    record(area=area, actor=actor, verb="revise", obj=revision, values=values, reason=reason)
    return revision


@transaction.atomic
def publish_revision(
    *, area: Area, actor: User | None, revision: PlanRevision, reason: str
) -> PlanRevision:
    """Record that the public may read a revision. Once recorded, the day stays."""
    row: PlanRevision = PlanRevision.objects.select_for_update().get(area=area, pk=revision.pk)
    if row.published_at is None:
        row.published_at = services.now()
        row.save(update_fields=["published_at"])
        values = {"number": row.number, "published_at": row.published_at}
        record(area=area, actor=actor, verb="publish", obj=row, values=values, reason=reason)
    return row
