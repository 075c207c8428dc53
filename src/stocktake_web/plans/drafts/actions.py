"""Writes the draft: begun, replaced, changed, thrown away, made a revision.

The texts are long and the revision keeps them; the history holds what was changed and the digest.
"""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.plans.drafts.models import PlanDraft
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.services.judgements import StoredPlan, digest_of


@transaction.atomic
def start_draft(*, area: Area, actor: User) -> PlanDraft:
    """Begin the next revision from the one in force; the draft that there is, if there is one."""
    base = PlanRevision.objects.filter(area=area).first()
    draft, is_new = PlanDraft.objects.get_or_create(
        area=area,
        defaults={
            "base": base,
            "plan_toml": base.plan_toml if base else "",
            "figures_csv": base.figures_csv if base else "",
            "changed_at": services.now(),
            "changed_by": actor,
        },
    )
    if is_new:
        values = {"base": base.number if base else 0}
        record(area=area, actor=actor, verb="start draft", obj=draft, values=values)
    return draft


@transaction.atomic
def import_draft(*, area: Area, actor: User, text: StoredPlan) -> PlanDraft:
    """Make a text the draft; what was in the draft before is replaced.

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
        plan_toml=text.plan_toml,
        figures_csv=text.figures_csv or draft.figures_csv,
        expected_version=draft.version,
        part="import",
    )


@transaction.atomic
def change_draft(
    *,
    area: Area,
    actor: User,
    draft: PlanDraft,
    plan_toml: str,
    expected_version: int,
    part: str = "the text",
    figures_csv: str | None = None,
) -> PlanDraft:
    """Change the draft's text.

    Parameters
    ----------
    part : str
        Which part of the text was changed, for the history.

    Raises
    ------
    PlanError
        The new text has faults, or promises what cannot be meant; the draft stays as it was.
    Conflict
        Somebody else changed it since.
    """
    changes = {"plan_toml": plan_toml}
    row = lock_for_update(PlanDraft, draft.pk, expected_version=expected_version, changes=changes)
    row.plan_toml = plan_toml
    if figures_csv is not None:
        row.figures_csv = figures_csv
    services.refuse_area_promises(area, row)
    row.changed_at, row.changed_by = services.now(), actor
    row.save()
    values = {"part": part, "digest": digest_of(row)}
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
    row = lock_for_update(PlanDraft, draft.pk, expected_version=expected_version, changes={})
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
        The draft names what does not exist or promises what cannot be meant: it could not be
        judged.
    """
    row = lock_for_update(PlanDraft, draft.pk, expected_version=expected_version, changes={})
    services.refuse_area_promises(area, row)
    services.judge_area(area, row, as_of=services.today())
    revision = add_revision(area=area, actor=actor, text=row, reason=reason)
    row.delete()
    return revision
