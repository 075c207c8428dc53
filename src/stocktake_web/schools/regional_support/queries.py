"""Reads how far the department's support of schools has come, and whom it calls stuck."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from stocktake.schools import (
    MilestoneEvent,
    RegionalSupport,
    StuckAnswer,
    SupportProgress,
    stuck_answers,
    support_progress,
)
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.regional_support.models import EngagementConcern, SupportMilestone
from stocktake_web.services.school_inspections import regional_support_of, stored_inspections


@dataclass(frozen=True)
class SupportLine:
    """A school, how far its support has come, and what the department calls it.

    Parameters
    ----------
    progress : SupportProgress or None
        None where no milestone is recorded.
    answers : tuple of StuckAnswer or None
        None where its inspections are not held here.
    open_concerns : tuple of EngagementConcern
        Those not resolved, the longest open first.
    """

    school: School
    progress: SupportProgress | None
    answers: tuple[StuckAnswer, ...] | None
    open_concerns: tuple[EngagementConcern, ...]

    @property
    def is_stuck(self) -> bool:
        """Whether one definition or more says so."""
        return any(row.answer == "stuck" for row in self.answers or ())

    @property
    def kinds(self) -> set[str]:
        """The filters that it belongs to."""
        kinds = set()
        if self.is_stuck:
            kinds.add("stuck")
        if self.progress:
            kinds.add("support")
        if self.open_concerns:
            kinds.add("concern")
        return kinds


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone of the path with what is recorded of it."""

    id: str
    title: str
    entries: tuple[SupportMilestone, ...]
    is_missing: bool


def support_lines(area: Area) -> list[SupportLine]:
    """Every open school by name: three queries and a file."""
    today, path = services.today(), regional_support_of(area)
    events: dict[str, list[MilestoneEvent]] = defaultdict(list)
    for row in SupportMilestone.objects.filter(area=area).select_related("school"):
        events[row.school_urn].append(MilestoneEvent(row.milestone, row.reached_on))
    concerns: dict[str, list[EngagementConcern]] = defaultdict(list)
    open_rows = EngagementConcern.objects.filter(area=area, resolved_on=None)
    for concern in open_rows.select_related("area", "school").order_by("raised_on", "pk"):
        concerns[concern.school_urn].append(concern)
    stored = stored_inspections(area)
    inspections = stored.inspections if stored else {}
    return [
        SupportLine(
            school,
            support_progress(path, events[school.urn], today) if school.urn in events else None,
            tuple(stuck_answers(path, [row.as_grades() for row in inspections[school.urn]], today))
            if school.urn in inspections
            else None,
            tuple(concerns.get(school.urn, ())),
        )
        for school in open_schools(area)
    ]


def milestone_rows(school: School, path: RegionalSupport) -> list[MilestoneRow]:
    """Each milestone of the path in its order, then what the path no longer has."""
    entries = list(SupportMilestone.objects.filter(rows_about([school]), area=school.area))
    events = [MilestoneEvent(row.milestone, row.reached_on) for row in entries]
    missing_ids = support_progress(path, events, services.today()).missing if events else ()
    titles = {item.id: item.title for item in path.milestone}
    titles |= {row.milestone: row.title for row in entries if row.milestone not in titles}
    return [
        MilestoneRow(
            id, title, tuple(row for row in entries if row.milestone == id), id in missing_ids
        )
        for id, title in titles.items()
    ]


def concerns_of(school: School) -> list[EngagementConcern]:
    """Every concern of a school with its replies, the latest first."""
    rows = EngagementConcern.objects.filter(rows_about([school]), area=school.area)
    return list(rows.select_related("area", "school").prefetch_related("replies"))


def unanswered_concerns(area: Area, schools: list[School]) -> list[EngagementConcern]:
    """Open concerns about some schools to which nobody replied."""
    rows = EngagementConcern.objects.filter(
        rows_about(schools), area=area, resolved_on=None, replies=None
    )
    return list(rows.select_related("area", "school"))
