"""The pages that belong to no single account: revisions, downloads, corrections, decisions.

Each function gives what its page shows; the same for the served page and the exported file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake.publish import PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.boards.publications import queries as boards
from stocktake_web.boards.publications.models import Publication as PublishedMinutes
from stocktake_web.boards.publications.redaction import PublicDecision, RedactedMinutes
from stocktake_web.formats import size_words
from stocktake_web.public import queries
from stocktake_web.public.files import WORDS
from stocktake_web.public.models import Publication


@dataclass(frozen=True)
class Document:
    """A file that may be downloaded."""

    name: str
    words: str
    kind: str
    size: str
    href: str


@dataclass(frozen=True)
class Entry:
    """A published account in a list; one that was recalled without its account."""

    publication: Publication
    account: PublicAccount | None = None
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Held:
    """A meeting of which redacted minutes are published.

    Parameters
    ----------
    paper_addresses : dict of int to str
        Of each of its papers that was not taken away since, by the paper's id.
    """

    meeting: int
    held_on: date
    minutes: RedactedMinutes
    published_at: datetime
    paper_addresses: dict[int, str]

    @property
    def decided(self) -> tuple[tuple[str, PublicDecision], ...]:
        """Every decision with the title of its item."""
        return tuple((item.title, made) for item in self.minutes.items for made in item.decisions)


def decisions(area: Area) -> dict[str, Any]:
    """What boards decided in the open, the newest meeting first."""
    return {"meetings": _held(area)}


def minutes(area: Area, meeting: int) -> dict[str, Any] | None:
    """The redacted minutes of a meeting; None where none are published."""
    found = next((each for each in _held(area) if each.meeting == meeting), None)
    return {"held": found} if found else None


def tombstone(publication: Publication) -> dict[str, Any]:
    """What stands where a recalled account was: days and the reason, no value."""
    return {
        "published_on": publication.published_at,
        "recalled_on": publication.recalled_at,
        "reason": publication.incident.reason,
    }


def tombstone_of_minutes(publication: PublishedMinutes) -> dict[str, Any]:
    """What stands where recalled minutes were."""
    return {
        "published_on": publication.at,
        "recalled_on": publication.recalled_at,
        "reason": publication.recall_reason,
    }


def revisions(area: Area) -> dict[str, Any]:
    """Every account that was published, and how the plan was changed before each."""
    return {"entries": [_entry(each) for each in queries.published(area)]}


def downloads(area: Area) -> dict[str, Any]:
    """The documents of every account that was published."""
    return {"entries": [_entry(each, documents=True) for each in queries.published(area)]}


def corrections(area: Area) -> dict[str, Any]:
    """The log of corrections."""
    return {"corrections": list(queries.corrections(area))}


def _held(area: Area) -> list[Held]:
    all_minutes = boards.published_minutes(area)
    there = boards.papers_in(area, [published.minutes for published in all_minutes])
    return [
        Held(
            published.meeting,
            date.fromisoformat(published.minutes.held_on),
            published.minutes,
            published.at,
            {
                paper.id: f"/{area.slug}/decisions/{published.meeting}/papers/{paper.file}"
                for paper in published.minutes.papers
                if paper.id in there
            },
        )
        for published in all_minutes
    ]


def _entry(publication: Publication, *, documents: bool = False) -> Entry:
    if publication.recalled_at:
        return Entry(publication)
    if not documents:
        return Entry(publication, queries.account(publication))
    slug, number = publication.area.slug, publication.number
    return Entry(
        publication,
        documents=tuple(
            Document(
                name=each.name,
                words=WORDS[each.name],
                kind=each.name.rpartition(".")[2].upper(),
                size=size_words(each.bytes_count),
                href=f"/{slug}/downloads/{number}/{each.name}",
            )
            for each in queries.documents(publication)
        ),
    )
