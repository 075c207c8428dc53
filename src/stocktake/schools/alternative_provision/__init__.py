"""When a place outside school is due, and whether a provider is probably to be registered."""

from stocktake.schools.alternative_provision.rules import (
    ProviderCounts,
    ProvisionRules,
    load_provision_rules,
    place_due_day,
    registration_answer,
    school_days_late,
)

__all__ = [
    "ProviderCounts",
    "ProvisionRules",
    "load_provision_rules",
    "place_due_day",
    "registration_answer",
    "school_days_late",
]
