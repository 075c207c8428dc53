"""All numbers of a school: its record is read under that of today, whichever it was kept under."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.schools.models import School


def rows_about(schools: Iterable[School]) -> Q:
    """Rows of an area that are about some schools, under any number that these had.

    The rows have the field ``school`` and are otherwise filtered by the area.
    """
    rows = list(schools)
    return Q(school__in=rows) | Q(school__continued_urn__in=[row.urn for row in rows])


def school_of_number(area: Area, urn: str) -> QuerySet[School]:
    """The school of an area that has, or had, a number: one or none, as it is called today."""
    rows = School.objects.filter(area=area)
    continued = rows.filter(urn=urn).exclude(continued_urn="").values("continued_urn")
    return rows.filter(urn=Coalesce(Subquery(continued), Value(urn)))


def earlier_numbers(school: School) -> list[School]:
    """The rows of a school under its earlier numbers, the oldest first."""
    rows = School.objects.filter(area_id=school.area_id, continued_urn=school.urn)
    return list(rows.order_by("continued_on", "urn"))


def current_numbers(area: Area) -> dict[int, int]:
    """The number of today by each earlier one that an area's schools had."""
    rows = School.objects.filter(area=area).exclude(continued_urn="")
    return {int(old): int(new) for old, new in rows.values_list("urn", "continued_urn")}


def record_urn(school: str = "school") -> Coalesce:
    """The number of today of the school that a row is about, for a query's values.

    Parameters
    ----------
    school : str
        The way from the row to its school.
    """
    return Coalesce(NullIf(f"{school}__continued_urn", Value("")), f"{school}__urn")


def school_today(school: School) -> School:
    """A school as it is today: a row under an earlier number leads to that of today."""
    if not school.continued_urn:
        return school
    return School.objects.select_related("area").get(
        area_id=school.area_id, urn=school.continued_urn
    )
