"""Reads the actions of a year by subject, and the moderation of early years."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.schools.subject_strategies.models import (
    EarlyYearsModeration,
    Fidelity,
    Subject,
    SubjectAction,
)


@dataclass(frozen=True)
class SubjectPart:
    """The actions of a subject this year, and how faithfully they are carried out."""

    id: str
    title: str
    actions: tuple[SubjectAction, ...]
    school_count: int
    fidelity_counts: tuple[tuple[str, int], ...]


def subject_parts(area: Area) -> list[SubjectPart]:
    """Each subject; one query."""
    rows = list(
        SubjectAction.objects.filter(
            area=area, academic_year=academic_year_of(services.today())
        ).select_related("area", "school")
    )
    return [_part(subject, [row for row in rows if row.subject == subject]) for subject in Subject]


def moderations(area: Area) -> list[EarlyYearsModeration]:
    """Those of this academic year, by school."""
    return list(
        EarlyYearsModeration.objects.filter(
            area=area, academic_year=academic_year_of(services.today())
        ).select_related("area", "school")
    )


def _part(subject: Subject, rows: list[SubjectAction]) -> SubjectPart:
    counts = Counter(row.fidelity for row in rows)
    return SubjectPart(
        subject.value,
        subject.label,
        tuple(rows),
        len({row.school_id for row in rows}),
        tuple((level.label, counts[level.value]) for level in Fidelity),
    )
