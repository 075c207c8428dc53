"""What of the published account and of published minutes anyone can find by searching."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from stocktake.publish import PublicAccount
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.boards.publications import queries as boards
from stocktake_web.boards.publications.queries import PublishedMinutes
from stocktake_web.formats import day
from stocktake_web.public.editions import queries as editions
from stocktake_web.search.sources import (
    ACTIVITIES,
    DECISIONS,
    PAPERS,
    TARGETS,
    SearchEntries,
    SearchEntry,
)


def find_entries(user: Person, area: Area) -> list[SearchEntries]:
    """What the public reads now; nothing of what was recalled."""
    minutes = boards.published_minutes(area)
    results = [
        SearchEntries(PAPERS, tuple(_papers(area, minutes))),
        SearchEntries(DECISIONS, tuple(_decisions(area, minutes))),
    ]
    account = editions.current(area)
    if account is not None:
        results.append(SearchEntries(TARGETS, tuple(_targets(area, account))))
        results.append(SearchEntries(ACTIVITIES, tuple(_activities(area, account))))
    return results


def _targets(area: Area, account: PublicAccount) -> Iterator[SearchEntry]:
    for section in account.priorities:
        for card in section.cards:
            yield SearchEntry(
                card.id,
                card.title,
                _address("public:target", area, target=card.id),
                description=f"{card.promise} {card.sentence}",
                detail=section.title,
            )


def _activities(area: Area, account: PublicAccount) -> Iterator[SearchEntry]:
    for section in account.priorities:
        for activity in section.activities:
            yield SearchEntry(
                activity.id,
                activity.text,
                _address("public:activities", area),
                keywords=" ".join((activity.owner, *activity.partners)),
                description=" ".join(activity.measures),
                detail=section.title,
            )


def _papers(area: Area, minutes: list[PublishedMinutes]) -> Iterator[SearchEntry]:
    present = boards.papers_in(area, [published.minutes for published in minutes])
    for published in minutes:
        for paper in published.minutes.papers:
            if paper.id in present:
                yield SearchEntry(
                    f"paper-{paper.id}",
                    paper.title,
                    _address("public:paper", area, meeting=published.meeting, file=paper.file),
                    detail=_meeting_words(published),
                )


def _decisions(area: Area, minutes: list[PublishedMinutes]) -> Iterator[SearchEntry]:
    for published in minutes:
        for item in published.minutes.items:
            for decision in item.decisions:
                yield SearchEntry(
                    f"board-{decision.id}",
                    decision.words,
                    _address("public:minutes", area, meeting=published.meeting),
                    description=decision.reason,
                    detail=f"{item.title}: {_meeting_words(published)}",
                )


def _meeting_words(published: PublishedMinutes) -> str:
    return f"{published.minutes.body}, {day(date.fromisoformat(published.minutes.held_on))}"


def _address(name: str, area: Area, **parts: str | int) -> str:
    return reverse(name, kwargs={"area": area.slug, **parts})
