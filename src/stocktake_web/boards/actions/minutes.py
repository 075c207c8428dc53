"""Writes minutes: edited while they are a draft, approved, then only added to; published."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.actions.steps import locked_meeting, require_state
from stocktake_web.boards.models import (
    Addendum,
    Meeting,
    MinuteEntry,
    Minutes,
    Publication,
    State,
)
from stocktake_web.boards.queries import record_of, roles_of_names
from stocktake_web.boards.redaction import redact
from stocktake_web.conflicts import locked


@transaction.atomic
def edit_minutes(
    *,
    area: Area,
    actor: User,
    minutes: Minutes,
    opening: str,
    entries: Mapping[int, str],
    expected_version: int,
) -> Minutes:
    """Edit the draft.

    Parameters
    ----------
    entries : mapping
        Words by the entry's id.

    Raises
    ------
    Conflict
        Somebody else edited it since.
    UsageError
        The minutes are approved: only an addendum can be added.
    """
    locked_meeting(minutes.meeting, State.CLOSED, to="edit its minutes")
    row = locked(
        Minutes, minutes.pk, expected_version=expected_version, changes={"opening": opening}
    )
    row.opening = opening
    row.save()
    changed = {}
    for entry in MinuteEntry.objects.filter(minutes=row):
        words = entries.get(entry.pk, entry.words)
        if words != entry.words:
            entry.words = words
            entry.save()
            changed[str(entry.item_id)] = words
    values = {"opening": opening, "items": changed}
    record(area=area, actor=actor, verb="edit", obj=row, values=values)
    return row


@transaction.atomic
def approve_minutes(
    *,
    area: Area,
    actor: User | None,
    minutes: Minutes,
    approved_in: Meeting,
    expected_version: int,
) -> Minutes:
    """Record that a later meeting of the body approved the minutes, which locks them.

    Raises
    ------
    Conflict
        Somebody edited them since they were read.
    UsageError
        They are approved already, or the other meeting is not a later one in session.
    """
    meeting = locked_meeting(minutes.meeting, State.CLOSED, to="approve its minutes")
    require_state(approved_in, State.OPEN, to="approve minutes in it")
    if approved_in.body_id != meeting.body_id or approved_in.held_on < meeting.held_on:
        raise gateway.UsageError("Minutes are approved in a later meeting of the same body.")
    row = locked(Minutes, minutes.pk, expected_version=expected_version, changes={})
    row.approved_at, row.approved_in = gateway.now(), approved_in
    row.save()
    meeting.state = State.APPROVED
    meeting.version += 1
    meeting.save()
    values = {"approved_in": approved_in.pk}
    record(area=area, actor=actor, verb="approve", obj=row, values=values)
    return row


@transaction.atomic
def add_addendum(
    *, area: Area, actor: User, minutes: Minutes, words: str, openness: str
) -> Addendum:
    """Add to approved minutes.

    Raises
    ------
    UsageError
        They are still a draft, which is edited instead.
    """
    locked_meeting(minutes.meeting, State.APPROVED, to="add to its minutes")
    addendum = Addendum(
        area=area, minutes=minutes, words=words, openness=openness, by=actor, at=gateway.now()
    )
    addendum.save()
    values = {"words": words, "openness": openness}
    record(area=area, actor=actor, verb="add to minutes", obj=minutes, values=values)
    return addendum


@transaction.atomic
def publish_minutes(
    *, area: Area, actor: User | None, meeting: Meeting, read_sha256: str
) -> Publication:
    """Publish the redacted minutes exactly as the secretary read them.

    Parameters
    ----------
    read_sha256 : str
        Digest of the redacted minutes that were shown.

    Raises
    ------
    UsageError
        The meeting is not closed, or something changed since the minutes were read.
    """
    row = locked_meeting(meeting, State.CLOSED, State.APPROVED, to="publish its minutes")
    redacted = redact(record_of(area, row), roles_of_names(area))
    if redacted.sha256 != read_sha256:
        raise gateway.UsageError(
            "The minutes changed since you read them. Read them again, then publish."
        )
    publication = Publication(
        area=area,
        meeting=row,
        content=redacted.to_json(),
        sha256=redacted.sha256,
        by=actor,
        at=gateway.now(),
    )
    publication.save()
    values = {"sha256": redacted.sha256, "left_out_count": redacted.left_out_count}
    record(area=area, actor=actor, verb="publish", obj=publication, values=values)
    return publication


@transaction.atomic
def recall_publication(
    *, area: Area, actor: User, publication: Publication, reason: str, expected_version: int
) -> Publication:
    """Take published minutes back: nothing shows them any more.

    Raises
    ------
    Conflict
        Somebody else recalled them.
    """
    changes = {"recall_reason": reason}
    row = locked(Publication, publication.pk, expected_version=expected_version, changes=changes)
    row.recalled_at, row.recall_reason = gateway.now(), reason
    row.save()
    record(area=area, actor=actor, verb="recall", obj=row, values={}, reason=reason)
    return row
