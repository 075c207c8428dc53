"""The sixth school day, and the registration of providers, by a definition file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.school_days import (
    SchoolTerms,
    add_school_days,
    count_school_days,
    is_school_day,
)
from stocktake.standards.working_days import BankHolidays

PACKAGE = "stocktake.schools"
FOLDER = "alternative_provision"
ENGLAND = "england"


class ProvisionRules(Definition):
    """The rules of a country; each with its source.

    Parameters
    ----------
    place_due_on_school_day : int
        The school day of the exclusion, its first day counted, on which a place is due.
    registration_pupils : int
        Full-time pupils from which a provider is probably to be registered.
    """

    title: str
    place_due_on_school_day: int = Field(ge=1)
    registration_pupils: int = Field(ge=1)
    registration_note: str
    note: str = ""
    source: Source
    registration_source: Source


@dataclass(frozen=True)
class ProviderCounts:
    """Full-time pupils of compulsory school age at a provider.

    Parameters
    ----------
    looked_after_or_plan_count : int
        Those of them who are looked after or have an education, health and care plan.
    """

    full_time_count: int
    looked_after_or_plan_count: int = 0


def load_provision_rules(own_folder: Path | None = None) -> ProvisionRules:
    """The rules; ``alternative_provision/england.toml`` of a place replaces them.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


def place_due_day(
    rules: ProvisionRules, first_day: date, terms: SchoolTerms | None, holidays: BankHolidays
) -> date:
    """The school day from which a place is due, for an exclusion that begins on a day.

    Parameters
    ----------
    first_day : date
        First day of the exclusion. It counts where it is a school day.

    Raises
    ------
    CalendarError
        Where term dates or bank holidays are not held that far.
    """
    counted_days = 1 if is_school_day(first_day, terms, holidays) else 0
    further_days = rules.place_due_on_school_day - counted_days
    return add_school_days(first_day, further_days, terms, holidays)


def school_days_late(
    due_day: date, placed_on: date, terms: SchoolTerms | None, holidays: BankHolidays
) -> int:
    """School days past the due day until the place began; 0 where it began in time."""
    return max(count_school_days(due_day, placed_on, terms, holidays), 0)


def registration_answer(
    rules: ProvisionRules, counts: ProviderCounts
) -> Literal["probably", "probably_not"]:
    """Whether a provider is probably to be registered as a school: a question to put to it."""
    is_large = counts.full_time_count >= rules.registration_pupils
    return "probably" if is_large or counts.looked_after_or_plan_count > 0 else "probably_not"


@lru_cache(maxsize=1)
def _shipped() -> ProvisionRules:
    return _load(None)


def _load(own_folder: Path | None) -> ProvisionRules:
    definitions = load_folder(
        PACKAGE, FOLDER, ProvisionRules, own_folder=own_folder, only=[ENGLAND]
    )
    return definitions[ENGLAND].value
