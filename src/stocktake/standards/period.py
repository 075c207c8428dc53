"""Periods as the department writes them: what they are called and which days they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from stocktake.standards.errors import UsageError, nearest
from stocktake.standards.period_kinds import KINDS, Kind

_TWO_YEARS = re.compile(r"(\d{4})[/-]?(\d{2})|(\d{4})[/-](\d{4})")
_ONE_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, order=False)
class Period:
    """A stretch of time that a figure is about.

    Parameters
    ----------
    time_period : str
        ``201617`` (two consecutive years) or ``2017``, as the kind requires.
    time_identifier : str
        The kind, in the words of the open data standard: ``Academic year``, ``Financial year``,
        ``Calendar year``, ``Reporting year``, ``Autumn term``, ``January``, ``Week 12``.
    span_years : int
        How many years the figure covers; ``time_period`` is then the last of them.

    Raises
    ------
    UsageError
        For an unknown kind, digits that do not fit it, or years that do not follow each other.

    Notes
    -----
    Terms are those of the funded early-education entitlement (September to December, January to
    March, April to August), since schools' own terms move with Easter. Weeks are ISO weeks.
    A reporting year is the year in which a figure is reported: it covers the calendar year, but
    it belongs to the academic year that ends in it.

    Source: explore education statistics, open data standard (2026), time periods.

    Examples
    --------
    >>> year = Period("201617", "Academic year")
    >>> year.label, year.starts.isoformat(), year.ends.isoformat()
    ('2016/17', '2016-09-01', '2017-08-31')
    >>> year.later().time_period
    '201718'
    """

    time_period: str
    time_identifier: str
    span_years: int = 1

    def __post_init__(self) -> None:
        kind = KINDS.get(self.time_identifier)
        if kind is None:
            hint = nearest(self.time_identifier, KINDS) or "expected such as Academic year"
            raise UsageError(f"unknown kind of period {self.time_identifier!r}; {hint}")
        if self.span_years < 1:
            raise UsageError(f"a period spans at least one year, not {self.span_years}")
        text = self.time_period
        if not (text.isascii() and text.isdigit() and len(text) == kind.digits):
            raise UsageError(
                f"{text!r} is no {self.time_identifier}; expected {kind.digits} digits, such as "
                f"{'201617' if kind.digits == 6 else '2017'}"
            )
        if not 1900 <= int(text[:4]) <= 2998:
            raise UsageError(f"{text!r} is no {self.time_identifier}; expected years 1900 to 2998")
        if kind.digits == 6 and int(text[4:]) != (int(text[:4]) + 1) % 100:
            raise UsageError(
                f"{text!r} is no {self.time_identifier}; the years must follow each other, "
                f"such as {six_digits(int(text[:4]))}"
            )

    @property
    def _kind(self) -> Kind:
        return KINDS[self.time_identifier]

    @cached_property
    def first_year(self) -> int:
        """The calendar year in which the last, or only, of the period's years begins."""
        return int(self.time_period[:4])

    @cached_property
    def label(self) -> str:
        """The period as people write it.

        ``2016/17`` academic, ``2016-17`` financial, ``2017``, ``2016/17 Autumn term``,
        ``January 2017``, ``2016-17 Q1``, and ``2014/15 to 2016/17`` for a span.
        """
        if self.span_years > 1:
            first = replace(self.previous(self.span_years - 1), span_years=1)
            return f"{first.label} to {replace(self, span_years=1).label}"
        kind, year = self._kind, self.first_year
        if kind.digits == 4:
            return f"{kind.part} {year}".strip()
        return f"{year}{kind.joiner}{self.time_period[4:]} {kind.part}".strip()

    @cached_property
    def starts(self) -> date:
        """The first day; of the first year where the period spans several."""
        return self._kind.starts(self.first_year - self.span_years + 1)

    @cached_property
    def ends(self) -> date:
        """The last day."""
        return self._kind.ends(self.first_year)

    @cached_property
    def academic_year(self) -> str:
        """The academic year, in six digits, that holds the period's last day.

        A reporting year belongs to the academic year that ends in it.
        """
        if self.time_identifier == "Reporting year":
            return six_digits(self.first_year - 1)
        return academic_year_of(self.ends)

    def previous(self, years: int = 1) -> Period:
        """The same kind of period, ``years`` years earlier."""
        return self.later(-years)

    def later(self, years: int = 1) -> Period:
        """The same kind of period, ``years`` years later."""
        return _move(self, years)

    def __str__(self) -> str:
        return self.label


@lru_cache(maxsize=4096)
def _move(period: Period, years: int) -> Period:
    year = period.first_year + years
    text = six_digits(year) if KINDS[period.time_identifier].digits == 6 else f"{year:04d}"
    return replace(period, time_period=text)


@lru_cache(maxsize=4096)
def parse_period(text: str, time_identifier: str = "Academic year") -> Period:
    """Read a period that a person or a file has written.

    Parameters
    ----------
    text : str
        ``201617``, ``2016/17``, ``2016-17``, ``2016/2017``, ``2017`` for kinds named by one year;
        two of them joined by ``" to "`` are a span of years.
    time_identifier : str
        The kind of period.

    Returns
    -------
    Period

    Raises
    ------
    UsageError
        For text that is no such period. ``2017`` is never taken for an academic year: it might
        mean the one that ends or the one that begins then, and the message says what to write.

    Examples
    --------
    >>> parse_period("2016/17").time_period
    '201617'
    >>> parse_period("2014/15 to 2016/17").span_years
    3
    >>> parse_period("2017", "Calendar year").label
    '2017'
    """
    if " to " in text:
        first, last = (parse_period(half, time_identifier) for half in text.split(" to ", 1))
        return replace(last, span_years=last.first_year - first.first_year + 1)
    kind = KINDS.get(time_identifier)
    stripped_text = text.strip()
    if kind is None or kind.digits == 4:
        return Period(stripped_text, time_identifier)
    if _ONE_YEAR.fullmatch(stripped_text):
        year = int(stripped_text)
        raise UsageError(
            f"{stripped_text!r} could be either of two {time_identifier.lower()}s; write "
            f"{six_digits(year - 1)} for the one that ends in {year} or {six_digits(year)} for "
            "the one that begins in it"
        )
    match = _TWO_YEARS.fullmatch(stripped_text)
    if not match:
        raise UsageError(
            f"{text!r} is no {time_identifier}; expected six digits such as 201617, or 2016/17"
        )
    if match[3] and int(match[4]) != int(match[3]) + 1:
        raise UsageError(f"{text!r} is no {time_identifier}; the years must follow each other")
    return Period((match[1] or match[3]) + (match[2] or match[4][2:]), time_identifier)


def period_label(text: str | None) -> str:
    """An academic year as people write it; text that is none, as it stands.

    Examples
    --------
    >>> period_label("201617"), period_label(None)
    ('2016/17', 'no year')
    """
    if not text:
        return "no year"
    try:
        return parse_period(text).label
    except UsageError:
        return text


def academic_year_of(day: date) -> str:
    """The academic year, in six digits, that holds a day (1 September to 31 August).

    Examples
    --------
    >>> academic_year_of(date(2026, 11, 22))
    '202627'
    >>> academic_year_of(date(2026, 8, 31))
    '202526'
    """
    return six_digits(day.year if day.month >= 9 else day.year - 1)


def six_digits(first_year: int) -> str:
    """Name the year that begins in ``first_year`` by both its years.

    Examples
    --------
    >>> six_digits(1999)
    '199900'
    """
    return f"{first_year}{(first_year + 1) % 100:02d}"
