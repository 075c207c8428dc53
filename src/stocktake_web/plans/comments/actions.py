"""Adds and answers comments; empties those of a person who is erased."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef
from stocktake_web.audit.actions import erase_values
from stocktake_web.audit.queries import events_by
from stocktake_web.optimistic_locking import Conflict, Difference
from stocktake_web.plans.comments.models import Comment
from stocktake_web.records.change import change

ERASED = "erased"
COMMENT_VERB = "comment"
TEXT_VALUES = ("text", "words")
"""Under which names events hold a comment: today, and before it was called a text."""


def add_comment(*, area: Area, actor: User, on: ObjectRef, text: str) -> Comment:
    """Comment on a thing; it waits for an answer from then on."""
    values = {
        "object_type": on.type,
        "object_id": on.id,
        "by": actor,
        "at": services.now(),
        "text": text,
    }
    return change(Comment(area=area), actor=actor, values=values, verb=COMMENT_VERB)


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
    row = Comment.objects.select_for_update().get(area=area, pk=comment.pk)
    if not row.is_open:
        raise Conflict(str(row), row.version, (Difference("answer", row.answer, answer),))
    return change(
        row,
        actor=actor,
        values={"answer": answer, "answered_by": actor, "answered_at": services.now()},
        expected_version=expected_version,
        verb="answer",
    )


@transaction.atomic
def erase_comments(*, user: User) -> int:
    """Empty a person's comments, in the history too; the answers stay.

    Returns
    -------
    int
        How many comments and values were emptied.
    """
    count = 0
    for row in Comment.objects.select_for_update().filter(by=user).exclude(text=ERASED):
        row.text = ERASED
        row.version += 1
        row.save()
        count += 1
    for event in events_by(user).filter(verb=COMMENT_VERB):
        count += erase_values(event, TEXT_VALUES, actor=None, reason="the account is erased")
    return count
