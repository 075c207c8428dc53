"""Reads the minutes that boards published, and which of them were recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake_web.accounts.models import Area
from stocktake_web.boards.publications import queries as boards
from stocktake_web.boards.publications.models import Publication as PublishedMinutes
from stocktake_web.boards.publications.redaction import PublicDecision, RedactedMinutes


@dataclass(frozen=True)
class PublicMeeting:
    """A meeting of which redacted minutes are published.

    Parameters
    ----------
    paper_addresses : dict of int to str
        Of each of its papers that was not withdrawn since, by the paper's id.
    """

    meeting: int
    day: date
    minutes: RedactedMinutes
    published_at: datetime
    paper_addresses: dict[int, str]

    @property
    def decisions(self) -> tuple[tuple[str, PublicDecision], ...]:
        """Every decision with the title of its item."""
        return tuple(
            (item.title, decision) for item in self.minutes.items for decision in item.decisions
        )


def public_meetings(area: Area) -> list[PublicMeeting]:
    """The meetings of which minutes are published, the newest first."""
    all_minutes = boards.published_minutes(area)
    papers = boards.papers_in(area, [published.minutes for published in all_minutes])
    return [
        PublicMeeting(
            published.meeting,
            date.fromisoformat(published.minutes.held_on),
            published.minutes,
            published.at,
            {
                paper.id: f"/{area.slug}/decisions/{published.meeting}/papers/{paper.file}"
                for paper in published.minutes.papers
                if paper.id in papers
            },
        )
        for published in all_minutes
    ]


def public_meeting(area: Area, meeting: int) -> PublicMeeting | None:
    """One such meeting; None where no minutes of it are published."""
    return next((row for row in public_meetings(area) if row.meeting == meeting), None)


def recalled_minutes(area: Area) -> dict[int, PublishedMinutes]:
    """Minutes that were published and recalled, by the meeting's number.

    A meeting whose minutes were published again is not among them.
    """
    newest: dict[int, PublishedMinutes] = {}
    for publication in PublishedMinutes.objects.filter(area=area).defer("content"):
        newest.setdefault(publication.meeting_id, publication)
    return {
        meeting: publication for meeting, publication in newest.items() if publication.recalled_at
    }


def recall_of_minutes(publication: PublishedMinutes) -> dict[str, Any]:
    """What the notice says of recalled minutes."""
    return {
        "published_on": publication.at,
        "recalled_on": publication.recalled_at,
        "reason": publication.recall_reason,
    }
