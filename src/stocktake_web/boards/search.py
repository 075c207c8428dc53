"""What of boards can be found by searching: the boards, their meetings, papers and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.urls import reverse

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission, has_permission_somewhere
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.boards.agenda.models import Paper
from stocktake_web.boards.bodies.queries import bodies
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.meetings.queries import meetings
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.recusals.queries import withdrawn_items
from stocktake_web.formats import day
from stocktake_web.search.sources import DECISIONS, MEETINGS, PAPERS, SearchEntries, SearchEntry

SEE, READ = "boards.see", "boards.read"

R = TypeVar("R", Paper, Decision)


def find_entries(user: Person, area: Area) -> list[SearchEntries]:
    """What of the boards a person may open; withdrawn papers are not among it."""
    results = []
    if has_permission_somewhere(user, area, SEE):
        results.append(SearchEntries(MEETINGS, tuple(_bodies_and_meetings(user, area))))
    if not has_permission_somewhere(user, area, READ):
        return results
    papers = Paper.objects.filter(area=area, withdrawn_at=None)
    decisions = Decision.objects.filter(area=area)
    return [
        *results,
        SearchEntries(
            PAPERS,
            tuple(
                _papers(area, _readable(user, area, papers.select_related("item__meeting__body")))
            ),
        ),
        SearchEntries(
            DECISIONS,
            tuple(
                _decisions(
                    area,
                    _readable(user, area, decisions.select_related("item", "meeting__body")),
                )
            ),
        ),
    ]


def _bodies_and_meetings(user: Person, area: Area) -> Iterator[SearchEntry]:
    """The boards, and the meetings of those whose agendas a person may read."""
    readable = set()
    for body in bodies(area):
        if has_permission(user, area, SEE, body):
            yield SearchEntry(
                f"body-{body.key}",
                body.name,
                reverse("boards:body", kwargs={"area": area.slug, "body": body.key}),
                keywords="board body members",
                description=body.purpose,
                detail=body.meets,
                is_main=True,
            )
        if has_permission(user, area, READ, body):
            readable.add(body.pk)
    for meeting in meetings(area).filter(body__in=readable):
        yield SearchEntry(
            f"meeting-{meeting.pk}",
            f"{meeting.body.name}, {meeting.date_and_time}",
            reverse("boards:meeting", kwargs={"area": area.slug, "meeting": meeting.pk}),
            keywords="meeting agenda minutes",
            detail=meeting.get_state_display(),
        )


def _papers(area: Area, papers: Iterable[Paper]) -> Iterator[SearchEntry]:
    for paper in papers:
        meeting = paper.item.meeting
        yield SearchEntry(
            f"paper-{paper.pk}",
            paper.title,
            reverse("boards:paper", kwargs={"area": area.slug, "paper": paper.pk}),
            keywords=f"{paper.item.title} {meeting.body.name}",
            detail=f"{meeting.body.name}, {day(meeting.meeting_date)}",
        )


def _decisions(area: Area, decisions: Iterable[Decision]) -> Iterator[SearchEntry]:
    for decision in decisions:
        meeting = decision.meeting
        yield SearchEntry(
            f"board-{decision.pk}",
            decision.text,
            reverse("boards:item", kwargs={"area": area.slug, "item": decision.item_id}),
            keywords=meeting.body.name,
            description=decision.reason,
            detail=f"{decision.item.title}: {meeting.body.name}, {day(meeting.meeting_date)}",
        )


def _readable(user: Person, area: Area, rows: Iterable[R]) -> Iterator[R]:
    """Those that the access rule of their page opens to a person.

    What the rule looks at is a row's body, whether it or its item is exempt, and whether the person
    withdrew from the item: it is asked once for all rows that have the same.
    """
    withdrawn = withdrawn_items(area, user) if isinstance(user, User) else set()
    answers: dict[tuple[str, bool, bool], bool] = {}
    for row in rows:
        is_exempt = EXEMPT in (row.openness, row.item.openness)
        key = (row.body_key, is_exempt, row.item_id in withdrawn)
        if key not in answers:
            answers[key] = has_permission(user, area, READ, row)
        if answers[key]:
            yield row
