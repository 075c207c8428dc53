"""Reads comments, and what of the plan may be commented on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef
from stocktake_web.plans.comments.models import Comment
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.plans.revisions.queries import NoPlan, plan
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.rules import rules

PLAN_PREFIX = "plans."


@dataclass(frozen=True)
class CommentSubject:
    """A part of the plan, or of the work on it, that may be commented on.

    Parameters
    ----------
    kind : str
        ``priority``, ``target``, ``activity``, ``risk`` or ``recommendation``.
    key : str
        Its id in the plan, or the number of its row.
    title : str
        What it is called or says.
    """

    area_id: int
    kind: str
    key: str
    title: str

    @property
    def ref(self) -> ObjectRef:
        """It, as the history names it."""
        return ObjectRef(f"{PLAN_PREFIX}{self.kind}", self.key)


def comment_subject(area: Area, kind: str, key: str) -> CommentSubject:
    """One thing that may be commented on.

    Raises
    ------
    ObjectDoesNotExist
        There is no such thing.
    """
    titles = subject_titles(area, [ObjectRef(f"{PLAN_PREFIX}{kind}", key)])
    if not titles:
        raise ObjectDoesNotExist(f"no {kind} {key!r}")
    return CommentSubject(area.pk, kind, key, next(iter(titles.values())))


def subject_titles(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """What things of the plan are called or say; those that are gone are left out."""
    subjects = set(refs)
    titles: dict[ObjectRef, str] = {}
    for label, model in (("plans.risk", Risk), ("plans.recommendation", Recommendation)):
        keys = [ref.id for ref in subjects if ref.type == label and ref.id.isdecimal()]
        if keys:
            rows = model._default_manager.filter(area=area, pk__in=keys)
            titles |= {ObjectRef(label, str(row.pk)): str(row) for row in rows}
    if {ref.type for ref in subjects} & {"plans.priority", "plans.target", "plans.activity"}:
        titles |= _plan_titles(area)
    return {ref: title for ref, title in titles.items() if ref in subjects}


def _plan_titles(area: Area) -> dict[ObjectRef, str]:
    try:
        area_plan = plan(area)
    except NoPlan:
        return {}
    priorities = area_plan.priority
    return {
        **{ObjectRef("plans.priority", priority.id): priority.title for priority in priorities},
        **{ObjectRef("plans.target", target.id): target.title for target in area_plan.target},
        **{
            ObjectRef("plans.activity", activity.id): activity.words
            for priority in priorities
            for activity in priority.activity
        },
    }


def comments_on(area: Area, *refs: ObjectRef) -> list[Comment]:
    """What was said of some things, the first said first."""
    comments = Comment.objects.filter(
        area=area,
        object_type__in={ref.type for ref in refs},
        object_id__in={ref.id for ref in refs},
    ).select_related("by", "answered_by")
    return [comment for comment in comments if comment.subject in refs]


def comment(area: Area, comment: int) -> Comment:
    """One comment on the plan."""
    return Comment.objects.select_related("by").get(
        area=area, pk=comment, object_type__startswith=PLAN_PREFIX
    )


def open_comments(area: Area) -> QuerySet[Comment]:
    """Those that wait for an answer, the oldest first."""
    return Comment.objects.filter(area=area, answered_at=None).select_related("by")


def is_on_plan(comment: Comment) -> bool:
    """Whether a comment is on the plan, and not on what another app keeps."""
    return comment.object_type.startswith(PLAN_PREFIX)


def comment_counts(area: Area, type: str) -> Counter[str]:
    """How often each thing of a type was commented on, by its id."""
    comments = Comment.objects.filter(area=area, object_type=type)
    return Counter(comments.values_list("object_id", flat=True))


def answered_lately(area: Area, user: User, moment: datetime) -> QuerySet[Comment]:
    """A person's comments that were answered within the last days."""
    since = moment - timedelta(days=rules().comment.answer_shown_days)
    return Comment.objects.filter(area=area, by=user, answered_at__gte=since)
