"""Reads what was published: nothing here holds more than anyone may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.models import Paper
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.publications.models import Publication
from stocktake_web.boards.publications.redaction import RedactedMinutes


@dataclass(frozen=True)
class PublishedMinutes:
    """Published minutes of one meeting."""

    publication: int
    meeting: int
    minutes: RedactedMinutes
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
    meeting_date: date
    item: str
    text: str
    reason: str
    approved: bool


def find_publication(area: Area, meeting: Meeting) -> Publication | None:
    """The newest published minutes of a meeting, recalled or not; None before publishing."""
    return Publication.objects.filter(area=area, meeting=meeting).first()


def publication_of(area: Area, meeting: int) -> Publication:
    """The newest published minutes of a meeting that has some, by the meeting's id."""
    rows = Publication.objects.filter(area=area, meeting=meeting).select_related("meeting__body")
    return rows.latest("at", "pk")


def published_minutes(area: Area) -> list[PublishedMinutes]:
    """The newest published minutes of each meeting, newest meeting first.

    A meeting whose newest publication was recalled has none: older versions do not come back.
    """
    newest: dict[int, Publication] = {}
    for publication in Publication.objects.filter(area=area):
        newest.setdefault(publication.meeting_id, publication)
    rows = [
        PublishedMinutes(
            publication.pk,
            publication.meeting_id,
            RedactedMinutes.from_json(publication.content),
            publication.at,
        )
        for publication in newest.values()
        if publication.recalled_at is None
    ]
    return sorted(rows, key=lambda row: (row.minutes.held_on, row.meeting), reverse=True)


def papers_in(area: Area, minutes: Iterable[RedactedMinutes]) -> dict[int, Paper]:
    """The papers of published minutes that were not withdrawn since, without their bytes."""
    paper_ids = [paper.id for redacted in minutes for paper in redacted.papers]
    rows = Paper.objects.filter(area=area, pk__in=paper_ids, withdrawn_at=None)
    return {paper.pk: paper for paper in rows}


def published_paper(area: Area, meeting: int, file: str) -> Paper:
    """A paper that anyone may download now, by its meeting and the last part of its address.

    Raises
    ------
    Paper.DoesNotExist
        The minutes that are published now hold none, or it was withdrawn since.
    """
    for published in published_minutes(area):
        if published.meeting == meeting:
            for paper in published.minutes.papers:
                if paper.file == file:
                    return Paper.objects.select_related("content").get(
                        area=area, pk=paper.id, sha256=paper.sha256, withdrawn_at=None
                    )
    raise Paper.DoesNotExist


def published_decisions(area: Area) -> list[PublishedDecision]:
    """Every published decision, newest meeting first."""
    return [
        PublishedDecision(
            id=decision.id,
            publication=published.publication,
            body=published.minutes.body,
            meeting_date=date.fromisoformat(published.minutes.held_on),
            item=item.title,
            text=decision.words,
            reason=decision.reason,
            approved=published.minutes.approved,
        )
        for published in published_minutes(area)
        for item in published.minutes.items
        for decision in item.decisions
    ]
