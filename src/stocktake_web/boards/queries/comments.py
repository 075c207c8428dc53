"""Reads what the desk says of an agenda's items and papers; the plans app keeps it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stocktake_web.accounts.models import Area
from stocktake_web.audit import Thing
from stocktake_web.boards.models import AgendaItem, Paper
from stocktake_web.plans import queries as plans
from stocktake_web.plans.models import Comment

ITEM, PAPER = AgendaItem._meta.label_lower, Paper._meta.label_lower


@dataclass(frozen=True)
class OnAgenda:
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
        """The key by which rights know the body."""
        return self.item.body_key

    @property
    def about(self) -> AgendaItem | Paper:
        """What the comment is about."""
        return self.paper or self.item


def thing_of(about: AgendaItem | Paper) -> Thing:
    """An item or a paper, as the history names it."""
    return Thing(about._meta.label_lower, str(about.pk))


def comments_of(area: Area, about: AgendaItem | Paper) -> list[Comment]:
    """What was said of an item or a paper, the first said first."""
    return plans.comments_on(area, thing_of(about))


def paper_comment_counts(area: Area) -> Counter[str]:
    """How often each paper was commented on, by its number as text."""
    return plans.comment_counts(area, PAPER)


def comment(area: Area, comment: int) -> OnAgenda:
    """One comment on an item or a paper that is still there.

    Raises
    ------
    Comment.DoesNotExist
        There is none.
    """
    row = Comment.objects.select_related("by").get(area=area, pk=comment)
    found = on_agenda(area, [row])
    if not found:
        raise Comment.DoesNotExist
    return found[0]


def on_agenda(area: Area, held: Iterable[Comment]) -> list[OnAgenda]:
    """Those of some comments that are about items and papers that are still there."""
    rows = list(held)
    papers = {
        str(each.pk): each
        for each in Paper.objects.filter(
            area=area, pk__in=_numbers(rows, PAPER), withdrawn_at=None
        ).select_related("item__meeting__body")
    }
    items = {
        str(each.pk): each
        for each in AgendaItem.objects.filter(
            area=area, pk__in=_numbers(rows, ITEM)
        ).select_related("meeting__body")
    }
    found = []
    for row in rows:
        if row.object_type == ITEM and row.object_id in items:
            found.append(OnAgenda(row, items[row.object_id]))
        elif row.object_type == PAPER and row.object_id in papers:
            paper = papers[row.object_id]
            found.append(OnAgenda(row, paper.item, paper))
    return found


def _numbers(rows: Iterable[Comment], type: str) -> list[int]:
    return [int(row.object_id) for row in rows if row.object_type == type]
