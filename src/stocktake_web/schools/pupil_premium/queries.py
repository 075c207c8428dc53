"""Reads pupil premium of a year, and the gap of disadvantaged pupils from the school's profile."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import SchoolProfile
from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.profile.queries import held_profile
from stocktake_web.schools.pupil_premium.expected import (
    ExpectedAmount,
    expected_amount,
    premium_rates,
)
from stocktake_web.schools.pupil_premium.models import PupilPremium

DISADVANTAGED, OTHER_PUPILS = "disadvantaged", ("other", "not_disadvantaged")


@dataclass(frozen=True)
class Gap:
    """A published figure of disadvantaged pupils, and of the school's others, in one year.

    Parameters
    ----------
    difference : float
        Disadvantaged less others, in the measure's unit.
    """

    title: str
    period_label: str
    decimal_places: int
    disadvantaged: float
    other_pupils: float
    difference: float


@dataclass(frozen=True)
class PremiumLine:
    """A school with its premium of this academic year; None where none was entered."""

    school: School
    premium: PupilPremium | None
    expected: ExpectedAmount | None


def premium_lines(area: Area) -> list[PremiumLine]:
    """Every open school; two queries and the rates."""
    rows = PupilPremium.objects.filter(
        area=area, academic_year=academic_year_of(services.today())
    ).select_related("area", "school")
    premiums = {row.school_urn: row for row in rows}
    rates = premium_rates(area)
    lines = []
    for school in open_schools(area):
        row = premiums.get(school.urn)
        expected = expected_amount(rates, school, row) if row else None
        lines.append(PremiumLine(school, row, expected))
    return lines


def premiums_of(school: School) -> list[tuple[PupilPremium, ExpectedAmount]]:
    """Every year of a school, the latest first, each with the amount that the rates bring."""
    rates = premium_rates(school.area)
    rows = PupilPremium.objects.filter(rows_about([school]), area=school.area)
    return [(row, expected_amount(rates, school, row)) for row in rows]


def gaps_of(school: School) -> list[Gap]:
    """The latest gap in each measure; empty where no profile was made."""
    stored = held_profile(school)
    return find_gaps(stored.profile) if stored else []


def find_gaps(profile: SchoolProfile) -> list[Gap]:
    """The gap in each measure, in the latest year in which both have a figure."""
    measures = [row for part in profile.parts for row in part.measures]
    other_measures = {row.measure: row for row in measures if row.group in OTHER_PUPILS}
    gaps = []
    for measure in measures:
        other_measure = other_measures.get(measure.measure)
        if measure.group != DISADVANTAGED or other_measure is None:
            continue
        values = {year.period: year.value for year in other_measure.years}
        for year in reversed(measure.years):
            other_value = values.get(year.period)
            if year.value is not None and other_value is not None:
                gaps.append(
                    Gap(
                        measure.title,
                        year.period_label,
                        measure.decimal_places,
                        year.value,
                        other_value,
                        year.value - other_value,
                    )
                )
                break
    return gaps
