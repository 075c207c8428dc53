"""Reads categories: the one in force of each school, and all that were set."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.categories.models import CategorySetting


def settings_of(school: School) -> QuerySet[CategorySetting]:
    """Every category that was set for a school, the one in force first."""
    rows = CategorySetting.objects.filter(rows_about([school]), area_id=school.area_id)
    return rows.select_related("by", "school")


def current_categories(area: Area) -> dict[str, CategorySetting]:
    """The category in force of each school that has one, by its number of today; one query."""
    rows = CategorySetting.objects.filter(area=area).select_related("school", "by")
    return {row.school_urn: row for row in rows.order_by("effective_date", "pk")}
