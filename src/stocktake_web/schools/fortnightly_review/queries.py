"""Reads a review: every school with what was entered, what was decided before, and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.agreements.footing import Footing, footings
from stocktake_web.schools.concern_entries.queries import live_event_counts
from stocktake_web.schools.fortnightly_review.models import (
    Choice,
    FortnightlyDecision,
    FortnightlyReview,
    ServiceEntry,
)
from stocktake_web.schools.subject import find_school


@dataclass(frozen=True)
class ReviewLine:
    """A school in a review.

    Parameters
    ----------
    entries : tuple of ServiceEntry
        What services entered since the last review, the latest first.
    event_count : int
        Live events in the register of concern, as of today.
    previous, decision : FortnightlyDecision or None
        Of the review before, and of this one.
    """

    school: School
    footing: Footing
    entries: tuple[ServiceEntry, ...]
    event_count: int
    previous: FortnightlyDecision | None
    decision: FortnightlyDecision | None

    @property
    def state(self) -> str:
        """How far it is: decided, waiting with something entered, or waiting without."""
        if self.decision:
            return "decided"
        return "waiting" if self.entries else "nothing"


@dataclass(frozen=True)
class ReviewScreen:
    """A review with its schools, by name, and the review before."""

    review: FortnightlyReview
    previous: FortnightlyReview | None
    lines: tuple[ReviewLine, ...]

    @property
    def undecided(self) -> list[ReviewLine]:
        """Schools without a decision."""
        return [line for line in self.lines if line.decision is None]

    @property
    def rest(self) -> list[ReviewLine]:
        """Of these, those of which nothing was entered and that nobody watches."""
        return [
            line
            for line in self.undecided
            if not line.entries
            and (line.previous is None or line.previous.choice == Choice.NO_CHANGE)
        ]


def reviews(area: Area) -> QuerySet[FortnightlyReview]:
    """Every review of an area, the latest first."""
    return FortnightlyReview.objects.filter(area=area).select_related("area")


def review(area: Area, pk: int) -> FortnightlyReview:
    """One review."""
    return reviews(area).get(pk=pk)


@dataclass(frozen=True)
class SchoolInReview:
    """A school for which something is decided in a review."""

    review: FortnightlyReview
    school: School


def school_in_review(area: Area, pk: int, urn: int) -> SchoolInReview:
    """A review of the area and a school of the area."""
    return SchoolInReview(review(area, pk), find_school(area, urn))


def review_before(row: FortnightlyReview) -> FortnightlyReview | None:
    """The review before one."""
    return reviews(row.area).filter(pk__lt=row.pk).order_by("-pk").first()


def review_screen(row: FortnightlyReview) -> ReviewScreen:
    """A review with all its schools; as many queries for many schools as for few."""
    area = row.area
    before = review_before(row)
    decisions = decisions_of(row)
    schools = list(open_schools(area)) if row.closed_at is None else _decided_schools(decisions)
    stances = footings(area, schools)
    entries = entries_between(area, before.closed_at if before else None, row.closed_at)
    event_counts = live_event_counts(area)
    previous = decisions_of(before) if before else {}
    lines = (
        ReviewLine(
            school,
            stances[school.pk],
            tuple(entries.get(school.urn, ())),
            event_counts.get(school.urn, 0),
            previous.get(school.urn),
            decisions.get(school.urn),
        )
        for school in schools
    )
    return ReviewScreen(row, before, tuple(lines))


def decisions_of(row: FortnightlyReview) -> dict[str, FortnightlyDecision]:
    """The decision of each school in a review, by the school's number: of several the last."""
    rows = FortnightlyDecision.objects.filter(area=row.area, review=row).select_related("school")
    return {decision.school_urn: decision for decision in rows.order_by("pk")}


def entries_between(
    area: Area,
    after: datetime | None,
    until: datetime | None,
    schools: Collection[School] | None = None,
) -> dict[str, list[ServiceEntry]]:
    """What services entered between two moments, by the school's number, the latest first."""
    rows = ServiceEntry.objects.filter(area=area).select_related("school")
    if after:
        rows = rows.filter(at__gt=after)
    if until:
        rows = rows.filter(at__lte=until)
    if schools is not None:
        rows = rows.filter(rows_about(schools))
    entries: dict[str, list[ServiceEntry]] = defaultdict(list)
    for entry in rows:
        entries[entry.school_urn].append(entry)
    return dict(entries)


def shared_decisions(user: Person, school: School, limit: int) -> list[FortnightlyDecision]:
    """What was decided for a school, the latest first: its own people see closed reviews only."""
    if not has_permission(user, school.area, "schools.see_judgements", school):
        return []
    rows = (
        FortnightlyDecision.objects.filter(rows_about([school]), area=school.area)
        .exclude(choice=Choice.NO_CHANGE)
        .select_related("review")
        .order_by("-review__review_date", "-pk")
    )
    if not has_permission(user, school.area, "schools.see_fortnightly"):
        rows = rows.filter(review__closed_at__isnull=False)
    return list(rows[:limit])


def _decided_schools(decisions: dict[str, FortnightlyDecision]) -> list[School]:
    return sorted((row.school for row in decisions.values()), key=lambda row: row.name)
