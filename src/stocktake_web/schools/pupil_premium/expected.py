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
from stocktake.standards import UsageError
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


@dataclass(frozen=True)
class ExpectedAmount:
    """What a school's pupils bring by the rate of its phase.

    Parameters
    ----------
    financial_year : str
        The year of the rate: the one that begins in the calendar year of the academic year's start.
    pounds, rate_pounds : int or None
        None where it cannot be computed.
    problem : str
        Why not: the school's phase has no single rate, or no rate of the year is held.
    is_checked : bool
        Whether somebody read the rate in an official source.
    """

    financial_year: str
    pounds: int | None
    rate_pounds: int | None
    problem: Literal["", "phase", "rate"]
    is_checked: bool
    source: str

    def difference_from(self, stated_pounds: int) -> int | None:
        """Stated less expected; None where nothing is expected."""
        return None if self.pounds is None else stated_pounds - self.pounds


def premium_rates(area: Area) -> PremiumRates:
    """The rates as the area holds them."""
    return load_premium_rates(own_definitions(area))


def expected_amount(rates: PremiumRates, school: School, row: PupilPremium) -> ExpectedAmount:
    """The amount for a year's pupils, all at the rate of the school's phase.

    Looked-after pupils and service children have rates of their own, which are not counted apart
    here: a page says so.
    """
    year = financial_year_of(row.academic_year)
    source = rates.source.title
    group = PHASES.get(school.phase.casefold())
    if group is None:
        return ExpectedAmount(year, None, None, "phase", False, source)
    try:
        counts = PremiumCounts(**{group: row.pupil_count})
        allocation = premium_allocation(rates, year, counts)
    except UsageError:
        return ExpectedAmount(year, None, None, "rate", False, source)
    if allocation.pounds is None:
        return ExpectedAmount(year, None, None, "rate", False, source)
    rate = allocation.parts[0][2] if allocation.parts else None
    return ExpectedAmount(year, allocation.pounds, rate, "", not allocation.unverified, source)


def financial_year_of(academic_year: str) -> str:
    """The financial year that begins in the April before an academic year.

    Examples
    --------
    >>> financial_year_of("202526"), financial_year_of("199900")
    ('2025-26', '1999-00')
    """
    return f"{academic_year[:4]}-{academic_year[4:]}"
