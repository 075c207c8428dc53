"""Reads counts of inclusion by school and by week, and what two people found in a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Sum

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.schools.numbers import record_urn
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.brokered_support.queries import year_start
from stocktake_web.schools.inclusion.actions import READERS
from stocktake_web.schools.inclusion.models import (
    ExclusionSample,
    HomeEducation,
    HomeEducationReason,
    InclusionWeek,
    SampleReading,
)

COUNTS = (
    "suspension_count",
    "exclusion_count",
    "tried_before_count",
    "sixth_day_needed_count",
    "sixth_day_placed_count",
    "governors_review_count",
    "panel_count",
    "managed_move_count",
    "reduced_timetable_count",
    "fair_access_count",
)
LATEST_WEEKS = 8


@dataclass(frozen=True)
class SampleView:
    """A sample with its readings, which one who has yet to read it does not see.

    Parameters
    ----------
    may_read : bool
        Whether the reader of the page may still be one of the two.
    """

    sample: ExclusionSample
    readings: tuple[SampleReading, ...]
    may_read: bool

    @property
    def is_complete(self) -> bool:
        """Whether two people reviewed it."""
        return len(self.readings) >= READERS

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cases each found unnecessary; empty until both did."""
        if not self.is_complete:
            return ()
        return tuple(row.unnecessary_count for row in self.readings)

    @property
    def agrees(self) -> bool:
        """Whether both found the same number."""
        return len(set(self.counts)) == 1


def school_sums(area: Area) -> list[dict[str, Any]]:
    """Every open school with its sums of this academic year; None where no week was entered."""
    rows = InclusionWeek.objects.filter(area=area, week__gte=year_start(services.today()))
    sums = {
        row["urn"]: row
        for row in rows.order_by()
        .values(urn=record_urn())
        .annotate(weeks=Count("pk"), last_week=Max("week"), **_sums())
    }
    return [{"school": school, "sums": sums.get(school.urn)} for school in open_schools(area)]


def week_sums(area: Area) -> list[dict[str, Any]]:
    """The area's latest weeks, each with how many schools were entered."""
    rows = InclusionWeek.objects.filter(area=area).order_by().values("week")
    latest = rows.annotate(schools=Count("pk"), **_sums()).order_by("-week")[:LATEST_WEEKS]
    return [dict(row) for row in latest]


def home_education_sums(area: Area) -> list[tuple[str, int]]:
    """How many pupils left this academic year for each reason, the most frequent first."""
    rows = HomeEducation.objects.filter(
        area=area, academic_year=academic_year_of(services.today())
    ).order_by()
    sums = rows.values_list("reason").annotate(total=Sum("pupil_count"))
    labels = dict(HomeEducationReason.choices)
    return sorted(((labels[reason], total) for reason, total in sums), key=lambda row: -row[1])


def sample_views(area: Area, user: User) -> list[SampleView]:
    """Every sample; two queries."""
    samples = ExclusionSample.objects.filter(area=area).prefetch_related("readings")
    views = []
    for sample in samples:
        readings = tuple(sample.readings.all())
        has_read = user.pk in {row.by_id for row in readings}
        views.append(SampleView(sample, readings, len(readings) < READERS and not has_read))
    return views


def exclusion_sample(area: Area, pk: int) -> ExclusionSample:
    """One sample."""
    sample: ExclusionSample = ExclusionSample.objects.select_related("area").get(area=area, pk=pk)
    return sample


def _sums() -> dict[str, Sum]:
    return {f"{name}_sum": Sum(name) for name in COUNTS}
