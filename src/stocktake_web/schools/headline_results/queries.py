"""Reads headline results as schools stated them, with what was published since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from stocktake.standards import period_label
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import current_numbers, rows_about
from stocktake_web.schools.agreements.footing import Footing, footings
from stocktake_web.schools.exchange.models import EarlyResult
from stocktake_web.schools.predictions.phases import schools_with_year
from stocktake_web.services.predictions import measures_of, results_held


@dataclass(frozen=True)
class HeadlineLine:
    """A school's result in a measure.

    Parameters
    ----------
    row : EarlyResult or None
        The last that was stated; None where none was.
    published : float or None
        The published figure, which takes the place of what was stated; None while none is held.
    """

    school: School
    footing: Footing
    row: EarlyResult | None
    published: float | None

    @property
    def difference(self) -> float | None:
        """Stated less published; None where either is missing."""
        if self.row is None or self.published is None:
            return None
        return float(self.row.value - Decimal(str(self.published)))


@dataclass(frozen=True)
class HeadlineTable:
    """One measure of one summer."""

    measure: str
    title: str
    unit: str
    lines: tuple[HeadlineLine, ...]

    @property
    def stated_count(self) -> int:
        """How many schools stated a result."""
        return sum(line.row is not None for line in self.lines)


def stated_periods(area: Area) -> list[tuple[str, str]]:
    """The academic years of which results were stated, the latest first, with their words."""
    rows = EarlyResult.objects.filter(area=area).exclude(headline=None)
    codes = rows.order_by().values_list("time_period", flat=True).distinct()
    return [(code, period_label(code)) for code in sorted(codes, reverse=True)]


def headline_tables(area: Area, time_period: str) -> list[HeadlineTable]:
    """Every measure of a summer with every school that has the year, for the council."""
    stated_rows = _latest(
        EarlyResult.objects.filter(area=area, time_period=time_period)
        .exclude(headline=None)
        .select_related("school", "headline")
    )
    measures = {name: row for name, row in measures_of(area).items() if row.unit != "grades"}
    by_year = {
        year: schools_with_year(area, year) for year in {row.nc_year for row in measures.values()}
    }
    schools = [school for rows in by_year.values() for school in rows]
    stances = footings(area, schools)
    published = _published(area, schools, time_period)
    return [
        HeadlineTable(
            name,
            measure.title,
            measure.unit,
            tuple(
                HeadlineLine(
                    school,
                    stances[school.pk],
                    stated_rows.get((school.urn, name)),
                    published.get((school.urn, name)),
                )
                for school in by_year[measure.nc_year]
            ),
        )
        for name, measure in measures.items()
    ]


def school_results(school: School) -> list[tuple[EarlyResult, str, float | None]]:
    """All that a school stated, the latest first, with measure and published figure."""
    rows = list(
        EarlyResult.objects.filter(rows_about([school]), area=school.area)
        .exclude(headline=None)
        .select_related("headline")
        .order_by("-pk")
    )
    titles = {name: row.title for name, row in measures_of(school.area).items()}
    published = {
        period: _published(school.area, [school], period)
        for period in {row.time_period for row in rows}
    }
    return [
        (
            row,
            titles.get(row.measure, row.measure),
            published[row.time_period].get((school.urn, row.measure)),
        )
        for row in rows
    ]


def _latest(rows: Iterable[EarlyResult]) -> dict[tuple[str, str], EarlyResult]:
    ordered_rows = sorted(rows, key=lambda row: row.pk)
    return {(row.school_urn, row.measure): row for row in ordered_rows}


def _published(
    area: Area, schools: Iterable[School], time_period: str
) -> dict[tuple[str, str], float]:
    """All pupils' published figure by the school's number of today and the measure."""
    numbers = {int(school.urn): school.urn for school in schools if school.urn.isdigit()}
    for old, new in current_numbers(area).items():
        if new in numbers:
            numbers[old] = numbers[new]
    table = results_held(area, set(numbers), services.today())
    columns = ("school_urn", "measure", "group", "time_period", "value")
    return {
        (numbers[urn], measure): value
        for urn, measure, group, period, value in table.select(columns).iter_rows()
        if period == time_period and group == "all" and value is not None
    }
