"""What the rules say of a provider's registration and of the sixth school day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.schools import (
    ProviderCounts,
    ProvisionRules,
    load_provision_rules,
    place_due_day,
    registration_answer,
)
from stocktake.standards import CalendarError, load_school_terms
from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.specialist_provision.models import MonthlyRoll, Provision, ProvisionKind
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.working_days import bank_holidays, working_day_after


@dataclass(frozen=True)
class RegistrationQuestion:
    """Whether a provider is probably to be registered, from its latest roll.

    Parameters
    ----------
    answer : str
        ``"probably"`` or ``"probably_not"``; it is information to ask by, never a finding.
    """

    roll: MonthlyRoll
    answer: str
    rules: ProvisionRules


@dataclass(frozen=True)
class PlaceDue:
    """From which day a place is due where an exclusion begins on a day.

    Parameters
    ----------
    due_on : date or None
        None where no bank holidays are held for the days that would be counted.
    is_by_terms : bool
        Whether school holidays are left out, by term dates that are held.
    """

    first_day: date
    due_on: date | None
    is_by_terms: bool
    rules: ProvisionRules


def provision_rules(area: Area) -> ProvisionRules:
    """The rules as the area holds them."""
    return load_provision_rules(own_definitions(area))


def registration_question(
    provision: Provision, roll: MonthlyRoll | None
) -> RegistrationQuestion | None:
    """The question to put to a provider; None where it is no provider or no roll is entered."""
    if provision.kind != ProvisionKind.ALTERNATIVE or roll is None:
        return None
    rules = provision_rules(provision.area)
    answer = registration_answer(rules, ProviderCounts(roll.on_roll))
    return RegistrationQuestion(roll, answer, rules)


def place_due(area: Area, first_day: date, school: School | None = None) -> PlaceDue:
    """From which day a place is due, by the term dates of the school or its authority if held."""
    rules = provision_rules(area)
    places = [f"school-{school.urn}"] if school else []
    terms = load_school_terms([*places, area.place_id], own_definitions(area))
    try:
        if terms is not None:
            due_on = place_due_day(rules, first_day, terms, bank_holidays(area))
            return PlaceDue(first_day, due_on, True, rules)
    except CalendarError:
        pass
    # Counted from the day before, so that the first day counts where it is a working day.
    due = working_day_after(area, first_day - timedelta(days=1), rules.place_due_on_school_day)
    return PlaceDue(first_day, due, False, rules)
