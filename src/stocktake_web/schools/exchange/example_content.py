"""The exchange of the demonstration: some schools signed, more returned a result."""

from __future__ import annotations

import random
from decimal import Decimal

from django.core.exceptions import ValidationError

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.schools.exchange.actions import return_early_result, sign
from stocktake_web.schools.headline_results.actions import return_headline_results
from stocktake_web.schools.predictions.phases import schools_with_year

MEASURES = (("ks4-attainment-8", 11, 44.0), ("ks2-rwm-expected", 6, 60.0))
"""Measure, year group and usual level; those whose results are final are left out."""
STAGES = ("unchecked", "provisional", "revised")


def add_exchange(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Of four schools three signed, one of them withdrew; all returned what is not final."""
    for number, school in enumerate(schools):
        if number % 4:
            _sign(users, school, is_signed=True)
        if number % 12 == 7:
            _sign(users, school, is_signed=False)
    first = int(academic_year_of(services.today())[:4]) - 1
    period = f"{first}{(first + 1) % 100:02}"
    for measure, nc_year, level in MEASURES:
        for number, school in enumerate(schools_with_year(area, nc_year)[:8]):
            try:
                return_early_result(
                    actor=users[Role.ANALYST],
                    by_role=Role.ANALYST.label,
                    school=school,
                    measure=measure,
                    time_period=period,
                    stage=STAGES[number % len(STAGES)],
                    value=Decimal(str(round(level + rng.gauss(0, 6), 1))),
                    cohort_count=rng.randint(28, 180),
                )
            except ValidationError:
                break
    _state_headlines(area, users, period, rng)


def _state_headlines(area: Area, users: dict[str, User], period: str, rng: random.Random) -> None:
    """The last secondary schools stated results of the summer, one of them by telephone."""
    for number, school in enumerate(schools_with_year(area, 11)[-3:]):
        by_officer = number == 0
        try:
            return_headline_results(
                actor=users[Role.IMPROVEMENT_OFFICER if by_officer else Role.HEADTEACHER],
                school=school,
                time_period=period,
                stated_by="Exams officer, by phone" if by_officer else "",
                results={
                    "ks4-attainment-8": (Decimal(str(round(44 + rng.gauss(0, 5), 1))), 150),
                    "ks4-english-maths-9-4": (Decimal(str(round(60 + rng.gauss(0, 8), 1))), 150),
                },
            )
        except ValidationError:
            break


def _sign(users: dict[str, User], school: School, *, is_signed: bool) -> None:
    sign(
        actor=users[Role.HEADTEACHER],
        by_role=Role.HEADTEACHER.label,
        school=school,
        is_signed=is_signed,
        effective_date=services.today(),
    )
