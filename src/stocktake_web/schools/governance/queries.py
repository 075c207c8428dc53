"""Reads the seats of governing bodies, and what governors were trained in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
    Phase,
)


@dataclass(frozen=True)
class GovernanceLine:
    """A school with the latest seats of its governing body; None where none were entered."""

    school: School
    seats: GovernanceReturn | None


@dataclass(frozen=True)
class PhaseSum:
    """How often governors of a phase were trained, and how many came."""

    title: str
    held_count: int
    attended_count: int


def governance_lines(area: Area) -> list[GovernanceLine]:
    """Every open school: no chair first, then the most vacancies; two queries."""
    rows = GovernanceReturn.objects.filter(area=area).select_related("school")
    latest = {row.school_urn: row for row in rows.order_by("as_of", "pk")}
    lines = [GovernanceLine(school, latest.get(school.urn)) for school in open_schools(area)]
    return sorted(lines, key=_most_vacant_first)


def governor_training(area: Area) -> list[GovernorTraining]:
    """All training, the latest first."""
    return list(GovernorTraining.objects.filter(area=area))


def phase_sums(rows: list[GovernorTraining]) -> list[PhaseSum]:
    """What was held so far, by phase; a phase without any is shown."""
    held_rows = [row for row in rows if row.event_date <= services.today()]
    event_counts = Counter(row.phase for row in held_rows)
    attended_counts: Counter[str] = Counter()
    for row in held_rows:
        attended_counts[row.phase] += row.attended_count or 0
    return [
        PhaseSum(phase.label, event_counts[phase.value], attended_counts[phase.value])
        for phase in Phase
    ]


def serving_councillors(area: Area) -> QuerySet[CouncillorGovernor]:
    """Councillors who are governors today."""
    today = services.today()
    return CouncillorGovernor.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=today), area=area, starts_on__lte=today
    ).select_related("area", "school", "councillor")


def overdue_briefings(area: Area) -> list[CouncillorGovernor]:
    """Serving councillors of open schools who need a briefing, the longest overdue first."""
    today = services.today()
    rows = serving_councillors(area).exclude(school__closed_on__lte=today, school__continued_urn="")
    return sorted(
        (row for row in rows if row.needs_briefing), key=lambda row: (row.briefing_due, row.pk)
    )


def _most_vacant_first(line: GovernanceLine) -> tuple[bool, int, str]:
    seats = line.seats
    return (
        not (seats and seats.is_chair_vacant),
        -(seats.vacancy_count if seats else -1),
        line.school.name,
    )
