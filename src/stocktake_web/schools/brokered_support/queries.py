"""Reads support against need, so that it shows where help goes and where it does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.brokered_support.models import BrokeredSupport, Impact
from stocktake_web.schools.categories.queries import current_categories
from stocktake_web.schools.categories.scheme import scheme_of
from stocktake_web.services.school_suggestions import stored_suggestion


@dataclass(frozen=True)
class SupportLine:
    """What a school was given in an academic year, with its need.

    Parameters
    ----------
    step : int or None
        How far its category is from the first; None where there is neither a category nor a
        suggestion.
    is_suggested : bool
        Whether nobody set the category: published figures suggest it.
    """

    school: School
    step: int | None
    category_title: str
    is_suggested: bool
    days: Decimal
    cost_pounds: int

    @property
    def is_unsupported(self) -> bool:
        """Whether a school that is not in the first category was given nothing."""
        return bool(self.step) and not self.days


@dataclass(frozen=True)
class NeedSum:
    """What the schools of one category were given.

    Parameters
    ----------
    days_per_school : Decimal
        Over all of them, with support or without.
    """

    title: str
    school_count: int
    supported_count: int
    days: Decimal
    days_per_school: Decimal
    cost_pounds: int


def year_start(day: date) -> date:
    """The first day of the academic year that holds a day."""
    return date(int(academic_year_of(day)[:4]), 9, 1)


def support_lines(area: Area) -> list[SupportLine]:
    """Every open school, most need first and, within a need, the least supported first."""
    support_by_school: dict[str, list[BrokeredSupport]] = {}
    for row in BrokeredSupport.objects.filter(
        area=area, starts_on__gte=year_start(services.today())
    ).select_related("school"):
        support_by_school.setdefault(row.school_urn, []).append(row)
    categories = current_categories(area)
    steps = {row.id: step for step, row in enumerate(scheme_of(area).category)}
    lines = []
    for school in open_schools(area):
        setting, rows = categories.get(school.urn), support_by_school.get(school.urn, [])
        need = (
            (setting.step, setting.category_title) if setting else _suggested(area, school, steps)
        )
        step, title = need or (None, "")
        lines.append(
            SupportLine(
                school,
                step,
                title,
                is_suggested=need is not None and setting is None,
                days=sum((row.days for row in rows), Decimal(0)),
                cost_pounds=sum(row.cost_pounds for row in rows),
            )
        )
    return sorted(lines, key=_most_need_first)


def need_sums(lines: Iterable[SupportLine]) -> list[NeedSum]:
    """What each category was given, most need first."""
    by_need: dict[str, list[SupportLine]] = {}
    for line in lines:
        by_need.setdefault(line.category_title, []).append(line)
    return [
        NeedSum(
            title,
            len(rows),
            sum(bool(row.days) for row in rows),
            days := sum((row.days for row in rows), Decimal(0)),
            round(days / len(rows), 1),
            sum(row.cost_pounds for row in rows),
        )
        for title, rows in by_need.items()
    ]


def overdue_ratings(area: Area) -> QuerySet[BrokeredSupport]:
    """Support whose impact should have been rated before today."""
    return BrokeredSupport.objects.filter(
        area=area, impact=Impact.NOT_RATED, review_on__lt=services.today()
    ).select_related("area", "school")


def _most_need_first(line: SupportLine) -> tuple[int, str, Decimal, str]:
    step = -1 if line.step is None else line.step
    return -step, line.category_title, line.days, line.school.name


def _suggested(area: Area, school: School, steps: dict[str, int]) -> tuple[int, str] | None:
    stored = stored_suggestion(area, int(school.urn))
    if stored is None or stored.suggestion is None or stored.suggestion.category not in steps:
        return None
    suggestion = stored.suggestion
    return steps[suggestion.category], f"{suggestion.category} {suggestion.category_title}"
