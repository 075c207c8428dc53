"""Pupil premium by the rates of the year, with what nobody verified."""

from datetime import date

import pytest

from stocktake.schools.pupil_premium import (
    PremiumCounts,
    load_premium_rates,
    premium_allocation,
)
from stocktake.standards import UsageError

RATES = load_premium_rates()


@pytest.mark.parametrize(
    ("year", "counts", "pounds"),
    [
        ("2024-25", PremiumCounts(primary=40, looked_after=3), 66_910),
        ("2014-15", PremiumCounts(primary=10, secondary=10, looked_after=1, service=2), 24_850),
        ("2011-12", PremiumCounts(primary=1, secondary=1), 976),
        ("2025-26", PremiumCounts(), 0),
    ],
)
def test_worked_examples(year: str, counts: PremiumCounts, pounds: int) -> None:
    assert premium_allocation(RATES, year, counts).pounds == pounds


def test_rates_that_nobody_verified_are_named() -> None:
    counts = PremiumCounts(primary=1, secondary=1)
    assert premium_allocation(RATES, "2014-15", counts).unverified == ()
    assert premium_allocation(RATES, "2013-14", counts).unverified == ("primary",)
    assert premium_allocation(RATES, "2025-26", counts).unverified == ("primary", "secondary")


def test_a_group_without_a_rate_has_no_total() -> None:
    allocation = premium_allocation(RATES, "2019-20", PremiumCounts(primary=5, service=1))
    assert (allocation.pounds, allocation.missing) == (None, ("service",))
    assert premium_allocation(RATES, "2019-20", PremiumCounts(primary=5)).pounds == 6_600


def test_a_year_that_is_not_held_and_a_negative_count_are_refused() -> None:
    with pytest.raises(UsageError, match="2026-27: has no rates here; expected 2011-12"):
        premium_allocation(RATES, "2026-27", PremiumCounts(primary=1))
    with pytest.raises(UsageError, match="service: has -1 pupils"):
        premium_allocation(RATES, "2024-25", PremiumCounts(service=-1))


def test_the_wider_entitlement_to_meals_is_a_declared_break() -> None:
    assert [item.starts for item in RATES.entitlement_break] == [date(2026, 9, 1)]
    assert not RATES.entitlement_break[0].source.verified
