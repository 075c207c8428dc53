"""Reads comments on an agenda's items and papers; the plans app keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stocktake_web.accounts.models import Area
from stocktake_web.audit import ObjectRef
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.plans.comments.queries import comment_counts, comments_on
from stocktake_web.plans.models import Comment

ITEM, PAPER = AgendaItem._meta.label_lower, Paper._meta.label_lower


@dataclass(frozen=True)
class AgendaComment:
    """A comment on an item, or on a paper of it."""

    comment: Comment
    item: AgendaItem
    paper: Paper | None = None

    @property
    def area_id(self) -> int:
        """The place that it belongs to."""
        return self.item.area_id

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.item.body_key

    @property
    def about(self) -> AgendaItem | Paper:
        """What the comment is about."""
        return self.paper or self.item


def reference_of(about: AgendaItem | Paper) -> ObjectRef:
    """An item or a paper, as the history names it."""
    return ObjectRef(about._meta.label_lower, str(about.pk))


def comments_of(area: Area, about: AgendaItem | Paper) -> list[Comment]:
    """The comments on an item or a paper, the oldest first."""
    return comments_on(area, reference_of(about))


def paper_comment_counts(area: Area) -> Counter[str]:
    """How often each paper was commented on, by its number as text."""
    return comment_counts(area, PAPER)


def comment(area: Area, comment: int) -> AgendaComment:
    """One comment on an item or a paper that is still there.

    Raises
    ------
    Comment.DoesNotExist
        There is none.
    """
    row = Comment.objects.select_related("by").get(area=area, pk=comment)
    comments = on_agenda(area, [row])
    if not comments:
        raise Comment.DoesNotExist
    return comments[0]


def on_agenda(area: Area, comments: Iterable[Comment]) -> list[AgendaComment]:
    """Those of some comments that are about items and papers that are still there."""
    rows = [row for row in comments if row.object_type in (ITEM, PAPER)]
    if not rows:
        return []
    papers = {
        str(paper.pk): paper
        for paper in Paper.objects.filter(
            area=area, pk__in=_numbers(rows, PAPER), withdrawn_at=None
        ).select_related("item__meeting__body")
    }
    items = {
        str(item.pk): item
        for item in AgendaItem.objects.filter(
            area=area, pk__in=_numbers(rows, ITEM)
        ).select_related("meeting__body")
    }
    of_agenda = []
    for row in rows:
        if row.object_type == ITEM and row.object_id in items:
            of_agenda.append(AgendaComment(row, items[row.object_id]))
        elif row.object_type == PAPER and row.object_id in papers:
            paper = papers[row.object_id]
            of_agenda.append(AgendaComment(row, paper.item, paper))
    return of_agenda


def _numbers(rows: Iterable[Comment], type: str) -> list[int]:
    return [int(row.object_id) for row in rows if row.object_type == type]
