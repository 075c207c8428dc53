"""Writes comments and their answers; empties those of a person who is erased."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import Thing, record
from stocktake_web.audit.actions import erase_values
from stocktake_web.audit.queries import done_by
from stocktake_web.conflicts import Conflict, Difference, locked
from stocktake_web.plans.models import Comment

ERASED = "erased"
SAY = "comment"


@transaction.atomic
def comment(*, area: Area, actor: User, on: Thing, words: str) -> Comment:
    """Comment on a thing; it waits for an answer from then on."""
    row = Comment(
        area=area,
        object_type=on.type,
        object_id=on.id,
        by=actor,
        at=gateway.now(),
        words=words,
    )
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb=SAY, obj=on, values={SAY: row.pk, "words": words})
    return row


@transaction.atomic
def answer_comment(
    *, area: Area, actor: User, comment: Comment, answer: str, expected_version: int
) -> Comment:
    """Answer a comment, which is closed by that.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    changes = {"answer": answer}
    row = locked(Comment, comment.pk, expected_version=expected_version, changes=changes)
    if not row.is_open:
        raise Conflict(str(row), row.version, (Difference("answer", row.answer, answer),))
    row.answer, row.answered_by, row.answered_at = answer, actor, gateway.now()
    row.full_clean()
    row.save()
    values = {SAY: row.pk, "answer": answer}
    record(area=area, actor=actor, verb="answer", obj=row.thing, values=values)
    return row


@transaction.atomic
def erase_comments(*, user: User) -> int:
    """Empty a person's comments, and the words of them in the history; the answers stay.

    Returns
    -------
    int
        How many comments and values were emptied.
    """
    count = 0
    for row in Comment.objects.select_for_update().filter(by=user).exclude(words=ERASED):
        row.words = ERASED
        row.version += 1
        row.save()
        count += 1
    why = "the account is erased"
    for event in done_by(user).filter(verb=SAY):
        count += erase_values(event, ["words"], actor=None, reason=why)
    return count
