"""By which day a head may reply: the number is in ``rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, PositiveInt

from stocktake.standards import (
    CalendarError,
    add_school_days,
    add_working_days,
    load_bank_holidays,
    load_school_terms,
)
from stocktake_web.accounts.models import School
from stocktake_web.services.judgements import own_definitions


class AccuracyRule(BaseModel):
    """How long a head has to check the facts of a record.

    Parameters
    ----------
    verified : bool
        Whether a law or guidance sets the number; otherwise it is practice, and pages say so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_days: PositiveInt
    verified: bool
    source: str


@dataclass(frozen=True)
class EarliestDue:
    """The first day by which a reply may be due.

    Parameters
    ----------
    day : date or None
        None where no bank holidays are held for the days that would be counted.
    is_by_terms : bool
        Whether the school's holidays are left out, by its term dates or its authority's;
        otherwise weekends and bank holidays alone are.
    """

    day: date | None
    is_by_terms: bool


@cache
def accuracy_rule() -> AccuracyRule:
    """The rule, read once."""
    text = (files(__package__) / "rules.toml").read_text(encoding="utf-8")
    return AccuracyRule.model_validate(tomllib.loads(text)["factual_accuracy"])


def earliest_due(school: School, sent_on: date) -> EarliestDue:
    """The first day that leaves a head the time.

    Without term dates working days are counted, and whoever sends the record chooses a later day
    where a school holiday lies between.

    Raises
    ------
    DefinitionError
        The area's own term dates or bank holidays are damaged.
    """
    count = accuracy_rule().school_days
    own_folder = own_definitions(school.area)
    holidays = load_bank_holidays(own_folder)
    terms = load_school_terms([f"school-{school.urn}", school.area.place_id], own_folder)
    try:
        if terms is not None:
            return EarliestDue(add_school_days(sent_on, count, terms, holidays), True)
    except CalendarError:
        pass
    try:
        return EarliestDue(add_working_days(sent_on, count, holidays), False)
    except CalendarError:
        return EarliestDue(None, False)
