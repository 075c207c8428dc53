"""Writes the plan's text: the draft, and revisions that never change."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked
from stocktake_web.gateway.judgements import KeptPlan, digest_of
from stocktake_web.plans.models import PlanDraft, PlanRevision


@transaction.atomic
def add_revision(*, area: Area, actor: User | None, kept: KeptPlan, reason: str) -> PlanRevision:
    """Make a text the plan in force.

    Raises
    ------
    PlanError
        The text has faults, all told at once.
    """
    gateway.plan_of(kept)
    # The area's row is the queue: of two revisions made together, one waits and gets the next.
    Area.objects.select_for_update().get(pk=area.pk)
    last = PlanRevision.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0
    revision = PlanRevision(
        area=area,
        number=last + 1,
        author=actor,
        created=gateway.now(),
        reason=reason,
        plan_toml=kept.plan_toml,
        figures_csv=kept.figures_csv,
        digest=digest_of(kept),
    )
    revision.full_clean()
    revision.save()
    values = {"number": revision.number, "digest": revision.digest}
    record(area=area, actor=actor, verb="revise", obj=revision, values=values, reason=reason)
    return revision


@transaction.atomic
def start_draft(*, area: Area, actor: User) -> PlanDraft:
    """Begin the next revision from the one in force; the draft that there is, if there is one."""
    base = PlanRevision.objects.filter(area=area).first()
    draft, made = PlanDraft.objects.get_or_create(
        area=area,
        defaults={
            "base": base,
            "plan_toml": base.plan_toml if base else "",
            "figures_csv": base.figures_csv if base else "",
            "changed": gateway.now(),
            "changed_by": actor,
        },
    )
    if made:
        values = {"base": base.number if base else 0}
        record(area=area, actor=actor, verb="start draft", obj=draft, values=values)
    return draft


@transaction.atomic
def import_draft(*, area: Area, actor: User, kept: KeptPlan) -> PlanDraft:
    """Make a text the draft; what the draft held before is replaced.

    Raises
    ------
    PlanError
        The text has faults; the draft stays as it was.
    """
    draft = start_draft(area=area, actor=actor)
    return change_draft(
        area=area,
        actor=actor,
        draft=draft,
        plan_toml=kept.plan_toml,
        figures_csv=kept.figures_csv or draft.figures_csv,
        expected_version=draft.version,
        what="import",
    )


@transaction.atomic
def change_draft(
    *,
    area: Area,
    actor: User,
    draft: PlanDraft,
    plan_toml: str,
    expected_version: int,
    what: str = "the text",
    figures_csv: str | None = None,
) -> PlanDraft:
    """Change the draft's text.

    Raises
    ------
    PlanError
        The new text has faults; the draft stays as it was.
    Conflict
        Somebody else changed it since.
    """
    changes = {"plan_toml": plan_toml}
    row = locked(PlanDraft, draft.pk, expected_version=expected_version, changes=changes)
    row.plan_toml = plan_toml
    if figures_csv is not None:
        row.figures_csv = figures_csv
    gateway.plan_of(row)
    row.changed, row.changed_by = gateway.now(), actor
    row.save()
    values = {"what": what, "digest": digest_of(row)}
    record(area=area, actor=actor, verb="change", obj=row, values=values)
    return row


@transaction.atomic
def discard_draft(*, area: Area, actor: User, draft: PlanDraft, expected_version: int) -> None:
    """Throw the draft away.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(PlanDraft, draft.pk, expected_version=expected_version, changes={})
    record(area=area, actor=actor, verb="discard", obj=row, values={"digest": digest_of(row)})
    row.delete()


@transaction.atomic
def make_revision(
    *, area: Area, actor: User, draft: PlanDraft, reason: str, expected_version: int
) -> PlanRevision:
    """Make the draft the plan in force; the draft is gone then.

    Raises
    ------
    Conflict
        Somebody else changed the draft since.
    PlanError
        The draft names what does not exist: it could not be judged, and no page would open.
    """
    row = locked(PlanDraft, draft.pk, expected_version=expected_version, changes={})
    gateway.judge_area(area, row, as_of=gateway.today())
    revision = add_revision(area=area, actor=actor, kept=row, reason=reason)
    row.delete()
    return revision


@transaction.atomic
def publish_revision(
    *, area: Area, actor: User | None, revision: PlanRevision, reason: str
) -> PlanRevision:
    """Say that the public may read a revision. Once said, the day stays."""
    row: PlanRevision = PlanRevision.objects.select_for_update().get(area=area, pk=revision.pk)
    if row.published_at is None:
        row.published_at = gateway.now()
        row.save(update_fields=["published_at"])
        values = {"number": row.number, "published_at": row.published_at}
        record(area=area, actor=actor, verb="publish", obj=row, values=values, reason=reason)
    return row
