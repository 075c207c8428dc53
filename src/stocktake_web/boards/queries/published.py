"""Reads what was published: nothing here holds more than anyone may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.accounts.models import Area
from stocktake_web.boards.models import Meeting, Publication
from stocktake_web.boards.redaction import Redacted


@dataclass(frozen=True)
class PublishedMinutes:
    """Published minutes of one meeting."""

    publication: int
    meeting: int
    minutes: Redacted
    at: datetime


@dataclass(frozen=True)
class PublishedDecision:
    """A published decision, with the item under which it was made.

    Parameters
    ----------
    approved : bool
        Whether the body has approved the minutes that hold it.
    """

    id: int
    publication: int
    body: str
    held_on: date
    item: str
    words: str
    reason: str
    approved: bool


def publication(area: Area, meeting: Meeting) -> Publication | None:
    """The newest published minutes of a meeting, recalled or not; None before publishing."""
    return Publication.objects.filter(area=area, meeting=meeting).first()


def publication_of(area: Area, meeting: int) -> Publication:
    """The newest published minutes of a meeting that has some, by the meeting's id."""
    found = Publication.objects.filter(area=area, meeting=meeting).select_related("meeting__body")
    return found.latest("at", "pk")


def published_minutes(area: Area) -> list[PublishedMinutes]:
    """The newest published minutes of each meeting, newest meeting first.

    A meeting whose newest publication was recalled has none: older versions do not come back.
    """
    newest: dict[int, Publication] = {}
    for each in Publication.objects.filter(area=area):
        newest.setdefault(each.meeting_id, each)
    shown = [
        PublishedMinutes(each.pk, each.meeting_id, Redacted.from_json(each.content), each.at)
        for each in newest.values()
        if each.recalled_at is None
    ]
    return sorted(shown, key=lambda each: (each.minutes.held_on, each.meeting), reverse=True)


def published_decisions(area: Area) -> list[PublishedDecision]:
    """Every published decision, newest meeting first."""
    return [
        PublishedDecision(
            id=made.id,
            publication=each.publication,
            body=each.minutes.body,
            held_on=date.fromisoformat(each.minutes.held_on),
            item=item.title,
            words=made.words,
            reason=made.reason,
            approved=each.minutes.approved,
        )
        for each in published_minutes(area)
        for item in each.minutes.items
        for made in item.decisions
    ]
