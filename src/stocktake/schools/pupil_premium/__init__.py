"""Pupil premium by the rates of a financial year; a rate that is not held is never guessed."""

from stocktake.schools.pupil_premium.rates import (
    PremiumAllocation,
    PremiumCounts,
    PremiumRates,
    load_premium_rates,
    premium_allocation,
)

__all__ = [
    "PremiumAllocation",
    "PremiumCounts",
    "PremiumRates",
    "load_premium_rates",
    "premium_allocation",
]
