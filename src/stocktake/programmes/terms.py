"""School terms by name, in order: ``201718-autumn``, ``201718-spring``, ``201718-summer``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.period import Period

TermName = Literal["autumn", "spring", "summer"]
NAMES: tuple[TermName, ...] = get_args(TermName)
_PATTERN = re.compile(r"(\d{4})(\d{2})-(autumn|spring|summer)")
EXPECTED = "a term such as 202627-autumn"


@dataclass(frozen=True, order=True)
class Term:
    """One term of a school year.

    Terms are those of the data standard (September to December, January to March, April to
    August), since schools' own move with Easter.

    Parameters
    ----------
    school_year : str
        Six digits: ``201718``.
    number : int
        0 autumn, 1 spring, 2 summer.

    Examples
    --------
    >>> term = parse_term("201718-spring")
    >>> term.label, term.starts.isoformat(), term.ends.isoformat()
    ('spring 2017/18', '2018-01-01', '2018-03-31')
    """

    school_year: str
    number: int

    def __str__(self) -> str:
        return f"{self.school_year}-{self.name}"

    @property
    def name(self) -> TermName:
        """Its season."""
        return NAMES[self.number]

    @property
    def label(self) -> str:
        """As a page shows it."""
        return f"{self.name} {self.school_year[:4]}/{self.school_year[4:]}"

    @property
    def starts(self) -> date:
        """Its first day."""
        return self._period.starts

    @property
    def ends(self) -> date:
        """Its last day."""
        return self._period.ends

    @property
    def _period(self) -> Period:
        return Period(self.school_year, f"{self.name.capitalize()} term")

    def later(self) -> Term:
        """The term after it."""
        if self.number < len(NAMES) - 1:
            return Term(self.school_year, self.number + 1)
        return Term(_year_after(self.school_year), 0)


def parse_term(text: str) -> Term:
    """The term that a text names.

    Raises
    ------
    UsageError
        It is not written so, or its years do not follow each other.

    Examples
    --------
    >>> parse_term("201719-autumn")
    Traceback (most recent call last):
    stocktake.standards.errors.UsageError: no such term
      201719-autumn: is no term; expected a term such as 202627-autumn
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None or _year_after_start(match[1]) != match[1] + match[2]:
        raise UsageError("no such term", [Fault(text, "is no term", EXPECTED)])
    return Term(match[1] + match[2], NAMES.index(match[3]))


def terms_of(first_year: str, last_year: str) -> tuple[Term, ...]:
    """Every term of the school years from one to another, in order.

    Examples
    --------
    >>> [str(term) for term in terms_of("201718", "201718")]
    ['201718-autumn', '201718-spring', '201718-summer']
    """
    return tuple(_walk(Term(first_year, 0), Term(last_year, len(NAMES) - 1)))


def term_on(day: date) -> Term:
    """The term in which a day lies.

    Examples
    --------
    >>> str(term_on(date(2018, 4, 1))), str(term_on(date(2017, 9, 1)))
    ('201718-summer', '201718-autumn')
    """
    year = day.year if day.month >= 9 else day.year - 1
    number = 0 if day.month >= 9 else 1 if day.month <= 3 else 2
    return Term(_year_after_start(str(year)), number)


def _walk(first: Term, last: Term) -> Iterator[Term]:
    term = first
    while term <= last:
        yield term
        term = term.later()


def _year_after(school_year: str) -> str:
    return _year_after_start(str(int(school_year[:4]) + 1))


def _year_after_start(start: str) -> str:
    return f"{start}{(int(start) + 1) % 100:02d}"
