"""Writes what the public reads: every function is one transaction with its event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from stocktake.publish import PublicAccount
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import publish_revision
from stocktake_web.public import site
from stocktake_web.public.editions import digest_of, read_edition
from stocktake_web.public.models import (
    Correction,
    Incident,
    Publication,
    PublishedFile,
    SiteExport,
)


@transaction.atomic
def prepare(
    *,
    area: Area,
    actor: User | None,
    revision: PlanRevision,
    account: PublicAccount,
    documents: Mapping[str, bytes],
    drawings: Mapping[str, bytes],
    reason: str,
) -> Publication:
    """Keep an account with its files until it is approved and published.

    Raises
    ------
    ValidationError
        The revision belongs to another place, or the reason is too long.
    """
    if revision.area_id != area.pk:
        raise ValidationError("The revision belongs to another place.")
    # The area's row is the queue: of two accounts made together, one waits and gets the next.
    Area.objects.select_for_update().get(pk=area.pk)
    last = Publication.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0
    text = account.model_dump_json()
    publication = Publication(
        area=area,
        number=last + 1,
        revision=revision,
        as_of=account.as_of,
        reason=reason,
        content=text,
        digest=digest_of(text),
        prepared_at=services.now(),
        prepared_by=actor,
    )
    publication.full_clean(
        exclude=("prepared_by", "approved_at", "approved_by", "published_at")
        + ("published_by", "recalled_at")
    )
    publication.save()
    for kept, drawing in ((documents, False), (drawings, True)):
        for name, body in kept.items():
            PublishedFile(
                publication=publication,
                name=name,
                body=body,
                bytes_count=len(body),
                sha256=digest_of(body),
                drawing=drawing,
            ).save()
    values = {
        "number": publication.number,
        "revision": revision.number,
        "as_of": publication.as_of,
        "judged_year": account.chosen_year or "the latest",
        "digest": publication.digest,
    }
    record(area=area, actor=actor, verb="prepare", obj=publication, values=values, reason=reason)
    return publication


@transaction.atomic
def approve(
    *, area: Area, actor: User | None, publication: Publication, expected_version: int
) -> Publication:
    """Say that an account may be published.

    Raises
    ------
    ValidationError
        It does not wait for approval.
    Conflict
        Somebody else changed it since.
    """
    row = _locked(publication, expected_version)
    if row.state != Publication.State.PREPARED:
        raise ValidationError("This account does not wait for approval.")
    row.approved_at, row.approved_by = services.now(), actor
    row.save()
    values = {"digest": row.digest, "approved_at": row.approved_at}
    record(area=area, actor=actor, verb="approve", obj=row, values=values)
    return row


@transaction.atomic
def publish(
    *, area: Area, actor: User | None, publication: Publication, expected_version: int
) -> Publication:
    """Put an approved account, and the revision of the plan that it is about, before the public.

    Raises
    ------
    ValidationError
        It is not approved, or a newer account has been published.
    Conflict
        Somebody else changed it since.
    """
    row = _locked(publication, expected_version)
    if row.state != Publication.State.APPROVED:
        raise ValidationError("Only an approved account can be published.")
    newer = Publication.objects.filter(area=area, number__gt=row.number, published_at__isnull=False)
    if newer.exists():
        raise ValidationError("A newer account has been published. Prepare another one.")
    row.published_at, row.published_by = services.now(), actor
    row.save()
    publish_revision(area=area, actor=actor, revision=row.revision, reason=row.reason)
    values = {"digest": row.digest, "published_at": row.published_at}
    record(area=area, actor=actor, verb="publish", obj=row, values=values, reason=row.reason)
    return row


@transaction.atomic
def recall(
    *,
    area: Area,
    actor: User | None,
    publication: Publication,
    reason: str,
    note: str = "",
    expected_version: int,
) -> Incident:
    """Withdraw a published account: its text and files are gone, an incident record stays.

    Parameters
    ----------
    reason : str
        Shown to the public where the account was.
    note : str
        For the record; not shown.

    Raises
    ------
    ValidationError
        It is not published.
    Conflict
        Somebody else changed it since.
    """
    row = _locked(publication, expected_version)
    if row.state != Publication.State.PUBLISHED:
        raise ValidationError("Only what is published can be recalled.")
    # Locked, so that a download counted while this runs is in the record or gets nothing.
    files = list(row.files.select_for_update())
    downloads = {
        each.name: {"sha256": each.sha256, "downloads": each.downloads_count}
        for each in files
        if not each.drawing
    }
    incident = Incident(
        area=area,
        publication=row,
        at=services.now(),
        by=actor,
        reason=reason,
        note=note,
        downloads_count=sum(each.downloads_count for each in files),
        downloads=downloads,
        exports_count=row.exports.count(),
        paths=list(site.paths(read_edition(row.content))),
    )
    incident.full_clean(exclude=("by",))
    incident.save()
    for each in files:
        each.body = b""
        each.save(update_fields=["body"])
    row.recalled_at, row.content = incident.at, ""
    row.save()
    values = {
        "digest": row.digest,
        "downloads_count": incident.downloads_count,
        "exports_count": incident.exports_count,
        "note": note,
    }
    record(area=area, actor=actor, verb="recall", obj=row, values=values, reason=reason)
    return incident


def count_download(file: PublishedFile) -> None:
    """Count that a document was taken. By whom is neither asked nor kept."""
    PublishedFile.objects.filter(pk=file.pk).update(downloads_count=F("downloads_count") + 1)


@transaction.atomic
def record_export(*, area: Area, publication: Publication | None, digest: str) -> SiteExport:
    """Remember that the public pages were copied as files, so that a recall can name the copy."""
    made = SiteExport(area=area, publication=publication, at=services.now(), digest=digest)
    made.save()
    values = {"publication": publication.number if publication else 0, "digest": digest}
    record(area=area, actor=None, verb="export", obj=made, values=values)
    return made


@transaction.atomic
def correct(
    *,
    area: Area,
    actor: User,
    by_role: str,
    what: str,
    was_wrong: str,
    since: date,
    is_now: str,
) -> Correction:
    """Add to the log of corrections.

    Raises
    ------
    ValidationError
        It was wrong since a day that has not come.
    """
    if since > services.today():
        raise ValidationError({"since": "Since when must be today or in the past"})
    made = Correction(
        area=area,
        what=what,
        was_wrong=was_wrong,
        since=since,
        is_now=is_now,
        at=services.now(),
        by=actor,
        by_role=by_role,
    )
    made.full_clean(exclude=("by", "withdrawn_at"))
    made.save()
    values = {"what": what, "was_wrong": was_wrong, "since": since, "is_now": is_now}
    record(area=area, actor=actor, verb="correct", obj=made, values=values)
    return made


@transaction.atomic
def withdraw_correction(
    *, area: Area, actor: User, correction: Correction, reason: str, expected_version: int
) -> Correction:
    """Withdraw a correction that should not have been made; its words are gone.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = lock_for_update(Correction, correction.pk, expected_version=expected_version, changes={})
    if row.withdrawn_at is not None:
        raise ValidationError("This correction is withdrawn already.")
    row.withdrawn_at, row.withdrawn_because = services.now(), reason
    row.what = row.was_wrong = row.is_now = ""
    row.save()
    record(area=area, actor=actor, verb="withdraw", obj=row, values={}, reason=reason)
    return row


def _locked(publication: Publication, expected_version: int) -> Publication:
    return lock_for_update(
        Publication, publication.pk, expected_version=expected_version, changes={}
    )
