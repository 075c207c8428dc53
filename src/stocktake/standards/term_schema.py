"""What a file of term dates must look like."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source
from stocktake.standards.period import six_digits
from stocktake.standards.wording import ACADEMIC_YEAR

AUGUST = 8


def school_year_of(day: date) -> str:
    """The school year, in six digits, to which a day of term belongs: some begin in August.

    Examples
    --------
    >>> school_year_of(date(2026, 8, 27)), school_year_of(date(2026, 7, 21))
    ('202627', '202526')
    """
    return six_digits(day.year if day.month >= AUGUST else day.year - 1)


class Term(Definition):
    """A stretch of term without a holiday in it: a half term, first and last day for pupils."""

    name: str = Field(min_length=1)
    starts: date
    ends: date

    @model_validator(mode="after")
    def _in_order(self) -> Term:
        if self.ends < self.starts:
            raise ValueError(f"ends {self.ends} lies before starts {self.starts}")
        return self


class SchoolYearTerms(Definition):
    """The term dates of one place in one school year.

    Parameters
    ----------
    place : str
        ``la-<code>`` for an authority's dates, ``school-<urn>`` for a school's own.
    closures : sequence of date
        Days within a term without pupils: training days, polling days.
    """

    place: str = Field(min_length=1)
    school_year: str = Field(pattern=ACADEMIC_YEAR)
    source: Source
    term: tuple[Term, ...] = Field(min_length=1)
    closures: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _terms_of_that_year(self) -> SchoolYearTerms:
        days = [day for term in self.term for day in (term.starts, term.ends)]
        problems = [
            f"{day} is not in the school year {self.school_year}"
            for day in (*days, *self.closures)
            if school_year_of(day) != self.school_year
        ]
        problems += [
            f"{later.name} starts on {later.starts}, before {earlier.name} ends"
            for earlier, later in pairwise(self.term)
            if later.starts <= earlier.ends
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def is_term_day(self, day: date) -> bool:
        """Whether a day lies in term and is no closure, be it a weekend or a bank holiday."""
        return day not in self.closures and any(
            term.starts <= day <= term.ends for term in self.term
        )
