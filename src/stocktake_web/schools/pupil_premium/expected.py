"""The amount that the rates held here bring, next to the one that was stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stocktake.schools import (
    PremiumCounts,
    PremiumRates,
    load_premium_rates,
    premium_allocation,
)
from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.services.judgements import own_definitions

PHASES = {
    "primary": "primary",
    "middle deemed primary": "primary",
    "secondary": "secondary",
    "middle deemed secondary": "secondary",
}
"""By the register's phase: whose rate counts. Other schools have pupils of both."""


TITLES = {
    "primary": "primary pupils",
    "secondary": "secondary pupils",
    "looked_after": "looked-after children",
    "service": "service children",
}
"""The groups of the rates, as a page names them."""


@dataclass(frozen=True)
class ExpectedAmount:
    """What a school's pupils bring by the rates of their groups.

    Parameters
    ----------
    financial_year : str
        The year of the rate: the one that begins in the calendar year of the academic year's start.
    pounds : int or None
        None where it cannot be computed.
    parts : tuple of (str, int, int)
        Group in words, pupils and rate in pounds.
    problem : str
        Why not: the school's phase has no single rate, or a rate of the year is not held.
    missing : tuple of str
        The groups without a rate in a year of which others are held.
    is_checked : bool
        Whether somebody read the rates in an official source.
    """

    financial_year: str
    pounds: int | None
    parts: tuple[tuple[str, int, int], ...]
    problem: Literal["", "phase", "rate"]
    missing: tuple[str, ...]
    is_checked: bool
    source: str

    def difference_from(self, stated_pounds: int) -> int | None:
        """Stated less expected; None where nothing is expected."""
        return None if self.pounds is None else stated_pounds - self.pounds


def premium_rates(area: Area) -> PremiumRates:
    """The rates as the area holds them."""
    return load_premium_rates(own_definitions(area))


def has_rates(rates: PremiumRates, academic_year: str) -> bool:
    """Whether rates of the year are held; those of another year are never taken for it."""
    return financial_year_of(academic_year) in {row.financial_year for row in rates.year}


def expected_amount(rates: PremiumRates, school: School, row: PupilPremium) -> ExpectedAmount:
    """The amount for a year's pupils at the rates of the school's phase and of their groups."""
    year = financial_year_of(row.academic_year)
    source = rates.source.title
    group = PHASES.get(school.phase.casefold())
    if group is None:
        return ExpectedAmount(year, None, (), "phase", (), False, source)
    if not has_rates(rates, row.academic_year):
        return ExpectedAmount(year, None, (), "rate", (), False, source)
    counts = PremiumCounts(
        **{group: row.phase_count},
        looked_after=row.looked_after_count or 0,
        service=row.service_count or 0,
    )
    allocation = premium_allocation(rates, year, counts)
    return ExpectedAmount(
        year,
        allocation.pounds,
        tuple((TITLES[name], count, pounds) for name, count, pounds in allocation.parts),
        "rate" if allocation.pounds is None else "",
        tuple(TITLES[name] for name in allocation.missing),
        not allocation.unverified,
        source,
    )


def financial_year_of(academic_year: str) -> str:
    """The financial year that begins in the April before an academic year.

    Examples
    --------
    >>> financial_year_of("202526"), financial_year_of("199900")
    ('2025-26', '1999-00')
    """
    return f"{academic_year[:4]}-{academic_year[4:]}"
