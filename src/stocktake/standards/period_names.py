"""Which days a period covers whose name somebody chose: ``202324-autumn``, ``Spring 2023/24``.

Publications name a period in two parts (:class:`.period.Period`). A table of one's own has one
name, written in many ways; what matters here is which days it covers, so that a term is known to
lie in its year, and two spellings of one term to be the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from stocktake.standards.period_kinds import KINDS, MONTHS

_DASHES = re.compile(r"[‐-―−_]")
_TWO_YEARS = r"(?:\d{4}[/-]\d{4}|\d{4}[/-]\d{2}|\d{6})"
_YEAR = re.compile(rf"(?<!\d)({_TWO_YEARS}|\d{{4}})(?!\d)")
_SPAN = re.compile(rf"({_TWO_YEARS}|\d{{4}})\s*(?:to|-|/)\s*({_TWO_YEARS}|\d{{4}})")
_WORDS = (
    *("academic", "financial", "calendar", "years", "year", "term", "ay", "fy"),
    *("the", "of", "and", "pooled", "combined"),
)
_HALF_STARTS = {
    1: ((9, 1), (10, 31)),
    2: ((11, 1), (12, 31)),
    3: ((1, 1), (2, 15)),
    4: ((2, 16), (3, 31)),
    5: ((4, 1), (5, 31)),
    6: ((6, 1), (8, 31)),
}
"""First and last day of the six half terms, cut where the terms of the entitlement are cut."""

_TERMS = {"autumn": "Autumn term", "spring": "Spring term", "summer": "Summer term"}
_HALF = re.compile(r"(?:half\s*terms?|ht)\s*([1-6])(?!\d)")
_TERM_HALF = re.compile(
    r"(autumn|spring|summer)\s*(?:term)?\s*(?:half\s*(?:term)?)?\s*([12])(?!\d)"
    r"|(first|second|1st|2nd)\s*half\s*(?:of)?\s*(?:the)?\s*(autumn|spring|summer)(?:\s*term)?"
)
_TERM_NUMBER = re.compile(r"(?<![a-z])t(?:erm)?\s*([1-6])(?!\d)")
_QUARTER = re.compile(r"(?<![a-z])q(?:uarter)?\s*([1-4])(?!\d)")
_WEEK = re.compile(r"(?<![a-z])w(?:eek)?\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, order=True)
class Span:
    """The days that a period covers.

    Parameters
    ----------
    starts, ends : date
        First and last day.
    """

    starts: date
    ends: date

    def contains(self, second: Span) -> bool:
        """Whether another period lies in this one, and is not the same."""
        return self != second and self.starts <= second.starts and second.ends <= self.ends

    def overlaps(self, second: Span) -> bool:
        """Whether the two share a day."""
        return self.starts <= second.ends and second.starts <= self.ends


@lru_cache(maxsize=4096)
def read_period_name(text: str) -> Span | None:
    """The days that a period's name means.

    Parameters
    ----------
    text : str
        A year (``202324``, ``2023/24``, ``2023``), several (``202122-202324``, ``2021 to 2023``),
        or a part of one: a term, half term, quarter of the financial year, month, week.

    Returns
    -------
    Span or None
        None for a name that says no year, a single day, or anything else.

    Notes
    -----
    Two years joined are an academic year unless the name says ``financial`` or ``FY``. A term
    covers the days that its kind covers (:mod:`.period_kinds`); half terms cut it in the middle.

    Examples
    --------
    >>> year, autumn = read_period_name("2023/24"), read_period_name("202324-autumn")
    >>> year.contains(autumn), autumn.ends.isoformat()
    (True, '2023-12-31')
    >>> read_period_name("Autumn term 2023-24") == autumn
    True
    >>> read_period_name("202122-202324").starts.isoformat()
    '2021-09-01'
    >>> read_period_name("spring") is None
    True
    """
    name = _plain(text)
    if re.search(r"\d{4}-\d{2}-\d{2}", name):
        return None
    span = _SPAN.fullmatch(_without(name, _WORDS))
    if span is not None and not _YEAR.fullmatch(span.group(0)):
        first, last = (_year(part, name) for part in span.groups())
        if first is not None and last is not None and first.starts < last.starts:
            return Span(first.starts, last.ends)
        return None
    years = _YEAR.findall(name)
    if len(years) != 1:
        return None
    rest = _YEAR.sub(" ", name, count=1)
    words = _without(rest.replace("-", " ").replace("/", " "), ())
    return _part(words, years[0], name)


def names_no_year(text: str) -> bool:
    """Whether a name is a part of some year without saying of which: ``spring``, ``half term 2``.

    Examples
    --------
    >>> names_no_year("Spring"), names_no_year("202324-spring"), names_no_year("all")
    (True, False, False)
    """
    name = _plain(text)
    if _YEAR.search(name):
        return False
    return _part(_without(name.replace("-", " "), ()), "202324", f"{name} 202324") is not None


def _plain(text: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold().strip()


def _without(text: str, words: tuple[str, ...]) -> str:
    text = re.sub(r"[(),.:]", " ", text)
    for word in words:
        text = re.sub(rf"(?<![a-z]){word}(?![a-z])", " ", text)
    return " ".join(text.split()).strip(" -")


def _part(words: str, year: str, name: str) -> Span | None:
    """A part of a year, or the year itself where nothing else is said."""
    bare = _without(words, _WORDS)
    whole = _year(year, name)
    if not bare:
        return whole
    first = _first_year(year)
    half = _half(words)
    if first is None:
        if not year.isdigit() or len(year) != 4:
            return None
        month = _month(bare)
        if month is not None:
            return _month_of(int(year), month)
        # "Spring 2024" is the spring of 2023/24, and "Autumn 2023" its autumn.
        is_autumn = bare.startswith("autumn") or "autumn" in words.split()
        first = int(year) if is_autumn else int(year) - 1
        if half is None and bare not in _TERMS:
            return None
    if half is not None:
        start, end = _HALF_STARTS[half]
        after = 0 if half <= 2 else 1
        return Span(date(first + after, *start), date(first + after, *end))
    if (quarter := _QUARTER.fullmatch(bare)) is not None:
        return _kind(f"Financial year Q{quarter[1]}", first)
    if (week := _WEEK.fullmatch(bare)) is not None and 1 <= int(week[1]) <= 52:
        return _kind(f"Week {int(week[1])}", first if int(week[1]) >= 36 else first + 1)
    if bare in ("to easter", "autumn spring"):
        return _kind("Autumn and spring term", first)
    if bare == "spring summer":
        return Span(date(first + 1, 1, 1), date(first + 1, 8, 31))
    if bare == "to christmas":
        return _kind("Autumn term", first)
    if bare in _TERMS:
        return _kind(_TERMS[bare], first)
    if (term := _TERM_NUMBER.fullmatch(words)) is not None and int(term[1]) <= len(_TERMS):
        return _kind(list(_TERMS.values())[int(term[1]) - 1], first)
    month = _month(bare)
    return None if month is None else _month_of(first if month >= 9 else first + 1, month)


def _half(words: str) -> int | None:
    if (half := _HALF.fullmatch(words)) is not None:
        return int(half[1])
    if (half := _TERM_HALF.fullmatch(words)) is not None:
        term = half[1] or half[4]
        second = half[2] == "2" or (half[3] or "") in ("second", "2nd")
        return 2 * list(_TERMS).index(term) + 1 + second
    if (half := _TERM_NUMBER.fullmatch(words)) is not None and int(half[1]) > len(_TERMS):
        return int(half[1])
    return None


def _kind(name: str, year: int) -> Span:
    kind = KINDS[name]
    return Span(kind.starts(year), kind.ends(year))


def _month(word: str) -> int | None:
    names = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
    names |= {name[:3]: number for name, number in names.items()}
    return names.get(word)


def _month_of(year: int, month: int) -> Span:
    next_month = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), next_month - timedelta(days=1))


def _first_year(year: str) -> int | None:
    """The first of two years that follow each other; None for a single year or a month."""
    digits = year.replace("/", "").replace("-", "")
    if len(digits) == 4:
        return None
    first, second = int(digits[:4]), digits[4:]
    next_month = (first + 1) % (100 if len(second) == 2 else 10_000)
    return first if int(second) == next_month else None


def _year(year: str, name: str) -> Span | None:
    """The days of a year, of several (``2014-16``), or of a month (``2024-01``)."""
    first = _first_year(year)
    if first is not None:
        financial = re.search(r"(?<![a-z])(financial|fy)(?![a-z])", name) is not None
        return _kind("Financial year" if financial else "Academic year", first)
    digits = year.replace("/", "").replace("-", "")
    if len(digits) == 4:
        number = int(digits)
        return _kind("Calendar year", number) if 1900 <= number <= 2998 else None
    start, second = int(digits[:4]), int(digits[4:])
    if not 1900 <= start <= 2998:
        return None
    last = second if len(digits) == 8 else start // 100 * 100 + second
    if start < last <= start + 10 and not (len(digits) == 6 and year.isdigit()):
        return Span(date(start, 1, 1), date(last, 12, 31))
    if len(digits) == 6 and 1 <= second <= 12:
        return _month_of(start, second)
    return None
