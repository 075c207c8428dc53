"""Reads comments, and what of the plan may be commented on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import Thing
from stocktake_web.plans.models import Comment, Recommendation, Risk
from stocktake_web.plans.queries.plans import NoPlan, plan
from stocktake_web.plans.rules import rules

OF_THE_PLAN = "plans."


@dataclass(frozen=True)
class Commented:
    """A part of the plan, or of the work on it, that may be commented on.

    Parameters
    ----------
    kind : str
        ``priority``, ``target``, ``activity``, ``risk`` or ``recommendation``.
    key : str
        Its id in the plan, or the number of its row.
    words : str
        What it is called or says.
    """

    area_id: int
    kind: str
    key: str
    words: str

    @property
    def thing(self) -> Thing:
        """It, as the history names it."""
        return Thing(f"{OF_THE_PLAN}{self.kind}", self.key)


def commented(area: Area, kind: str, key: str) -> Commented:
    """One thing that may be commented on.

    Raises
    ------
    ObjectDoesNotExist
        There is no such thing.
    """
    words = words_of(area, [Thing(f"{OF_THE_PLAN}{kind}", key)])
    if not words:
        raise ObjectDoesNotExist(f"no {kind} {key!r}")
    return Commented(area.pk, kind, key, next(iter(words.values())))


def words_of(area: Area, things: Iterable[Thing]) -> dict[Thing, str]:
    """What things of the plan are called or say; those that are gone are left out."""
    wanted = set(things)
    found: dict[Thing, str] = {}
    for kind, model in (("plans.risk", Risk), ("plans.recommendation", Recommendation)):
        keys = [thing.id for thing in wanted if thing.type == kind and thing.id.isdecimal()]
        if keys:
            rows = model._default_manager.filter(area=area, pk__in=keys)
            found |= {Thing(kind, str(row.pk)): row.words for row in rows}
    if {thing.type for thing in wanted} & {"plans.priority", "plans.target", "plans.activity"}:
        found |= _of_plan(area)
    return {thing: words for thing, words in found.items() if thing in wanted}


def _of_plan(area: Area) -> dict[Thing, str]:
    try:
        held = plan(area)
    except NoPlan:
        return {}
    return {
        **{Thing("plans.priority", each.id): each.title for each in held.priority},
        **{Thing("plans.target", each.id): each.title for each in held.target},
        **{
            Thing("plans.activity", each.id): each.words
            for priority in held.priority
            for each in priority.activity
        },
    }


def comments_on(area: Area, *things: Thing) -> list[Comment]:
    """What was said of some things, the first said first."""
    about = Comment.objects.filter(area=area).select_related("by", "answered_by")
    types = {thing.type for thing in things}
    held = about.filter(object_type__in=types, object_id__in={thing.id for thing in things})
    return [each for each in held if each.thing in things]


def comment(area: Area, comment: int) -> Comment:
    """One comment on the plan."""
    return Comment.objects.select_related("by").get(
        area=area, pk=comment, object_type__startswith=OF_THE_PLAN
    )


def open_comments(area: Area) -> QuerySet[Comment]:
    """Those that wait for an answer, the oldest first."""
    return Comment.objects.filter(area=area, answered_at=None).select_related("by")


def of_the_plan(comment: Comment) -> bool:
    """Whether a comment is on the plan, and not on what another app keeps."""
    return comment.object_type.startswith(OF_THE_PLAN)


def comment_counts(area: Area, type: str) -> Counter[str]:
    """How often each thing of a type was commented on, by its id."""
    held = Comment.objects.filter(area=area, object_type=type)
    return Counter(held.values_list("object_id", flat=True))


def answered_lately(area: Area, user: User, now: datetime) -> QuerySet[Comment]:
    """A person's comments that were answered within the last days."""
    since = now - timedelta(days=rules().comment.answer_shown_days)
    return Comment.objects.filter(area=area, by=user, answered_at__gte=since)
