"""Suspension and permanent exclusion: rates, days lost, and the limits that the law sets."""

from stocktake.pupils.exclusions.limits import (
    code_e_runs,
    exclusion_limits,
    provision_due,
    suspension_totals,
)
from stocktake.pupils.exclusions.rates import enrolment_exclusions, exclusion_rates
from stocktake.pupils.exclusions.schema import ExclusionLimits

__all__ = [
    "ExclusionLimits",
    "code_e_runs",
    "enrolment_exclusions",
    "exclusion_limits",
    "exclusion_rates",
    "provision_due",
    "suspension_totals",
]
