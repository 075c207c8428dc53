"""Counts school days: days of term on which pupils attend, by the term dates of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import CalendarError, DefinitionError, Fault
from stocktake.standards.term_schema import SchoolYearTerms, school_year_of
from stocktake.standards.working_days import (
    PACKAGE,
    BankHolidays,
    count_days,
    is_working_day,
    step_days,
)

FOLDER = "school_terms"


@dataclass(frozen=True)
class SchoolTerms:
    """The term dates of one place, by school year.

    Parameters
    ----------
    place : str
        Whose dates they are: a school's own, or its authority's.
    years : mapping of str to SchoolYearTerms
        By school year in six digits. A year that is not there is not known.
    """

    place: str
    years: Mapping[str, SchoolYearTerms]


def load_school_terms(places: Sequence[str], own_folder: Path | None = None) -> SchoolTerms | None:
    """The term dates of the first of several places for which any are held.

    Term dates are set by each authority, and by many schools for themselves; none are shipped.

    Parameters
    ----------
    places : sequence of str
        In order of preference: the school (``school-<urn>``), then its authority.
    own_folder : Path, optional
        A place's folder of definitions, with ``school_terms/<id>.toml``, one for each place and
        school year.

    Returns
    -------
    SchoolTerms or None
        None where no dates are held; ``add_school_days`` then says so.

    Raises
    ------
    DefinitionError
        All the faults of all the files together.
    """
    definitions = load_folder(PACKAGE, FOLDER, SchoolYearTerms, own_folder=own_folder)
    by_place: dict[str, dict[str, SchoolYearTerms]] = {}
    faults = []
    for definition in definitions.values():
        terms = definition.value
        years = by_place.setdefault(terms.place, {})
        if terms.school_year in years:
            problem = f"{terms.place} has dates for {terms.school_year} in another file too"
            faults.append(Fault(definition.path, problem, "", "keep one of the two"))
        years[terms.school_year] = terms
    if faults:
        raise DefinitionError("term dates are given twice", faults)
    return next(
        (SchoolTerms(place, by_place[place]) for place in places if place in by_place), None
    )


def is_school_day(day: date, terms: SchoolTerms | None, holidays: BankHolidays) -> bool:
    """Whether pupils attend on a day.

    Raises
    ------
    CalendarError
        Where no term dates are held for the day's school year.
    """
    if terms is None:
        raise CalendarError(
            "cannot tell: no term dates are held for this school or its authority",
            [Fault(f"{FOLDER}/", "has no file for it", "", "add its term dates for the year")],
        )
    year = school_year_of(day)
    if year not in terms.years:
        held_years = ", ".join(_year_label(held_year) for held_year in sorted(terms.years))
        raise CalendarError(
            f"cannot tell: no term dates are held for {_year_label(year)}",
            [
                Fault(
                    f"{FOLDER}/ of {terms.place}",
                    f"has {held_years}, not {_year_label(year)}",
                    "",
                    "add a file with the term dates of that year",
                )
            ],
        )
    return terms.years[year].is_term_day(day) and is_working_day(day, holidays)


def add_school_days(
    day: date, count: int, terms: SchoolTerms | None, holidays: BankHolidays
) -> date:
    """The school day that is so many school days after a day, or before it.

    Parameters
    ----------
    day : date
        The day of the event, which is not counted; it may lie in a holiday.
    count : int
        School days. Negative counts backwards. Zero is the day itself.

    Raises
    ------
    CalendarError
        Where the count needs a school year whose term dates are not held.
    """
    return step_days(day, count, lambda candidate: is_school_day(candidate, terms, holidays))


def count_school_days(
    start: date, end: date, terms: SchoolTerms | None, holidays: BankHolidays
) -> int:
    """How many school days lie after ``start``, to ``end`` inclusive; negative backwards."""
    return count_days(start, end, lambda candidate: is_school_day(candidate, terms, holidays))


def _year_label(school_year: str) -> str:
    return f"{school_year[:4]}/{school_year[4:]}"
