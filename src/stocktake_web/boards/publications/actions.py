"""Publishes redacted minutes, and takes them back."""

from __future__ import annotations

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.bodies.queries import roles_of_names
from stocktake_web.boards.meetings.early import early_reason
from stocktake_web.boards.meetings.models import Meeting, State
from stocktake_web.boards.meetings.states import lock_meeting
from stocktake_web.boards.minutes.queries import record_of
from stocktake_web.boards.publications.models import Publication
from stocktake_web.boards.publications.redaction import RedactedMinutes, redact
from stocktake_web.optimistic_locking import lock_for_update


def redact_minutes(area: Area, meeting: Meeting) -> RedactedMinutes:
    """The minutes of a meeting as they would be published now."""
    return redact(record_of(area, meeting), roles_of_names(area))


@transaction.atomic
def publish_minutes(
    *, actor: User | None, meeting: Meeting, read_sha256: str, reason: str = ""
) -> Publication:
    """Publish the redacted minutes exactly as the secretary read them.

    Parameters
    ----------
    read_sha256 : str
        Digest of the redacted minutes that were shown.
    reason : str
        Why they are published before the day of the meeting, where they are.

    Raises
    ------
    UsageError
        The meeting is not closed, something changed since the minutes were read, or its day is
        still to come and no reason is stated.
    """
    row = lock_meeting(meeting.pk, State.CLOSED, State.APPROVED, to="publish its minutes")
    redacted = redact_minutes(row.area, row)
    if redacted.sha256 != read_sha256:
        raise UsageError("The minutes changed since you read them. Read them again, then publish.")
    reason = early_reason(row, reason, to="publish its minutes")
    publication = Publication(
        area=row.area,
        meeting=row,
        content=redacted.to_json(),
        sha256=redacted.sha256,
        by=actor,
        at=services.now(),
        early_reason=reason,
    )
    publication.save()
    # The history names the content by its digest: once recalled, nothing shows it any more.
    values = {"sha256": redacted.sha256, "left_out_count": redacted.left_out_count}
    record(
        area=row.area, actor=actor, verb="publish", obj=publication, values=values, reason=reason
    )
    return publication


@transaction.atomic
def recall_publication(
    *, actor: User | None, publication: Publication, reason: str, expected_version: int
) -> Publication:
    """Take published minutes back: nothing shows them any more.

    Raises
    ------
    Conflict
        Somebody else recalled them.
    """
    row = lock_for_update(
        Publication,
        publication.pk,
        expected_version=expected_version,
        changes={"recall_reason": reason},
    )
    row.recalled_at, row.recall_reason = services.now(), reason
    row.save()
    record(area=row.area, actor=actor, verb="recall", obj=row, values={}, reason=reason)
    return row
