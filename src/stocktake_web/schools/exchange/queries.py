"""Reads who signed the exchange, and the comparison that a reader may see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stocktake.standards import period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.exchange.models import EarlyResult, ExchangeSignature
from stocktake_web.services.predictions import final_results, measures_of


@dataclass(frozen=True)
class SchoolSignature:
    """Where a school stands: its last signature in force, and one to come.

    Parameters
    ----------
    current : ExchangeSignature or None
        None where it never signed.
    """

    school: School
    current: ExchangeSignature | None
    coming: ExchangeSignature | None

    @property
    def is_signed(self) -> bool:
        """Whether it is in the exchange today."""
        return bool(self.current and self.current.is_signed)


@dataclass(frozen=True)
class ComparisonLine:
    """A named school's result."""

    row: EarlyResult
    is_own: bool


@dataclass(frozen=True)
class Comparison:
    """Results of one measure and year before they are final, schools by name.

    Parameters
    ----------
    hidden_count : int
        Schools that returned a result and are not named to this reader. Nothing is said of their
        results, not even a mean: where one school joins it, a mean betrays that school.
    """

    title: str
    unit: str
    period: str
    lines: tuple[ComparisonLine, ...]
    hidden_count: int


def signatures(area: Area, day: date | None = None) -> list[SchoolSignature]:
    """Where every open school of an area stands, by name; two queries."""
    day = day or services.today()
    rows: dict[str, list[ExchangeSignature]] = {}
    for row in ExchangeSignature.objects.filter(area=area).select_related("area", "school"):
        rows.setdefault(row.school_urn, []).append(row)
    return [
        _standing(school, rows.get(school.urn, []), day)
        for school in open_schools(area).select_related("area")
    ]


def signature_of(school: School) -> SchoolSignature:
    """Where one school stands."""
    rows = list(ExchangeSignature.objects.filter(rows_about([school]), area=school.area))
    return _standing(school, rows, services.today())


def comparisons(area: Area, own_school: School | None, signed: Collection[str]) -> list[Comparison]:
    """What a reader may see of results that are not final, the latest year first.

    Parameters
    ----------
    own_school : School or None
        The school for which somebody reads; None for an officer, to whom those that signed are
        named. A school that did not sign itself sees its own result alone.
    signed : collection of int
        The schools that are in the exchange today, by number.
    """
    if own_school is not None:
        named_urns = {own_school.urn} | (set(signed) if own_school.urn in signed else set())
    else:
        named_urns = set(signed)
    measures, final = measures_of(area), None
    groups: dict[tuple[str, str], list[EarlyResult]] = {}
    for row in _latest_results(area):
        final = final if final is not None else final_results(area, services.today())
        if row.measure in measures and (row.measure, row.time_period) not in final:
            groups.setdefault((row.time_period, row.measure), []).append(row)
    return [
        Comparison(
            measures[measure].title,
            measures[measure].unit,
            period_label(period),
            tuple(
                ComparisonLine(row, own_school is not None and row.school_urn == own_school.urn)
                for row in sorted(rows, key=lambda row: row.school.name)
                if row.school_urn in named_urns
            ),
            sum(row.school_urn not in named_urns for row in rows),
        )
        for (period, measure), rows in sorted(groups.items(), reverse=True)
    ]


def _standing(school: School, rows: list[ExchangeSignature], day: date) -> SchoolSignature:
    ordered_rows = sorted(rows, key=lambda row: (row.effective_date, row.pk))
    in_force = [row for row in ordered_rows if row.effective_date <= day]
    to_come = [row for row in ordered_rows if row.effective_date > day]
    return SchoolSignature(
        school, in_force[-1] if in_force else None, to_come[-1] if to_come else None
    )


def _latest_results(area: Area) -> list[EarlyResult]:
    """The last result of each open school, measure and year."""
    latest: dict[tuple[str, str, str], EarlyResult] = {}
    is_open = Q(school__closed_on=None) | ~Q(school__continued_urn="")
    rows = EarlyResult.objects.filter(is_open, area=area)
    for row in rows.select_related("area", "school").order_by("pk"):
        latest[row.school_urn, row.measure, row.time_period] = row
    return list(latest.values())
