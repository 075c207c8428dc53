"""What of schools a person can find by searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission, has_permission_somewhere
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.formats import day
from stocktake_web.schools.concern_entries.queries import readable_entries, recent_entries
from stocktake_web.schools.review_meetings.queries import meetings
from stocktake_web.schools.visits.models import Visit
from stocktake_web.schools.visits.queries import SEE as SEE_VISIT
from stocktake_web.schools.visits.queries import not_hidden, visits
from stocktake_web.search.sources import (
    CONCERNS,
    MEETINGS,
    SCHOOLS,
    VISITS,
    SearchEntries,
    SearchEntry,
)

SEE = "schools.see"


def find_entries(user: Person, area: Area) -> list[SearchEntries]:
    """The schools whose pages a person may open, with visits, concerns and meetings."""
    if not has_permission_somewhere(user, area, SEE):
        return []
    return [
        SearchEntries(SCHOOLS, tuple(_entry(area, row) for row in _readable(user, area))),
        SearchEntries(VISITS, tuple(_visits(user, area))),
        SearchEntries(CONCERNS, tuple(_concerns(user, area))),
        SearchEntries(MEETINGS, tuple(_meetings(user, area))),
    ]


def _concerns(user: Person, area: Area) -> Iterator[SearchEntry]:
    """Entries that count or lapsed not long ago, of those that the person may open."""
    if not has_permission_somewhere(user, area, "schools.see_concern"):
        return
    for row in readable_entries(user, area, recent_entries(area)):
        yield SearchEntry(
            f"concern-{row.pk}",
            row.event,
            reverse("schools:concern-entry", kwargs={"area": area.slug, "pk": row.pk}),
            keywords=f"{row.school.name} {row.get_source_display()}",
            detail=f"{row.school.name}, {day(row.event_date)}",
        )


def _meetings(user: Person, area: Area) -> Iterator[SearchEntry]:
    """Review meetings that the person may open."""
    if not has_permission_somewhere(user, area, "schools.see_review_meeting"):
        return
    for row in meetings(area):
        if has_permission(user, area, "schools.see_review_meeting", row):
            yield SearchEntry(
                f"review-meeting-{row.pk}",
                f"Review meeting about {row.school.name}",
                reverse("schools:review-meeting", kwargs={"area": area.slug, "pk": row.pk}),
                detail=day(row.meeting_date),
            )


def _visits(user: Person, area: Area) -> Iterator[SearchEntry]:
    """Records of visits that the person may open."""
    if not has_permission_somewhere(user, area, SEE_VISIT):
        return
    for row in not_hidden(user, visits(area)):
        if has_permission(user, area, SEE_VISIT, row):
            yield _visit_entry(area, row)


def _visit_entry(area: Area, visit: Visit) -> SearchEntry:
    return SearchEntry(
        f"visit-{visit.pk}",
        f"{visit.school.name}, visit of {day(visit.visited_on)}",
        reverse("schools:visit", kwargs={"area": area.slug, "pk": visit.pk}),
        keywords=f"{visit.get_kind_display()} {visit.school_urn}",
        description=f"{visit.purpose} {visit.judgement}",
        detail=visit.get_state_display(),
    )


def _readable(user: Person, area: Area) -> Iterable[School]:
    rows = School.objects.filter(area=area)
    if has_permission(user, area, SEE):
        return rows
    return [row for row in rows if has_permission(user, area, SEE, row)]


def _entry(area: Area, school: School) -> SearchEntry:
    return SearchEntry(
        f"school-{school.urn}",
        school.name,
        reverse("schools:record", kwargs={"area": area.slug, "urn": school.urn}),
        keywords=f"{school.urn} {school.town} {school.trust_name}",
        detail=school.phase,
    )
