"""Guesses which column of a CSV file says the period, and says what nobody can tell from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stocktake.sources.csv_columns import ColumnProfile
from stocktake.sources.csv_entries import Entry
from stocktake.sources.csv_mapping import YEAR_BEGINS, YEAR_ENDS
from stocktake.sources.csv_periods import YEARS, kind_named, read_label
from stocktake.standards.errors import UsageError
from stocktake.standards.period import Period

PERIOD_COLUMNS = (
    *("timeperiod", "period", "academicyear", "financialyear", "calendaryear", "schoolyear"),
    *("year", "reportingyear", "reportingperiod", "yearterm", "quarter", "term", "month", "years"),
)
KIND_COLUMNS = ("timeidentifier", "kindofyear", "yeartype", "periodtype")
MOST_PERIODS = 400
"""A column with more different labels than this names no periods."""

TWO_YEARS, ONE_YEAR = ("Academic year", "Financial year"), ("Calendar year", "Academic year")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_/ ]?(\d{2})(?!\d))?(?!\d)", re.ASCII)


@dataclass(frozen=True)
class PeriodGuess:
    """What the mapping is to say under ``[period]``, and the columns that say it."""

    entries: tuple[Entry, ...]
    columns: tuple[str, ...]


def guess_period(file_name: str, profiles: Sequence[ColumnProfile]) -> PeriodGuess:
    """Find the column of periods by its name and by its cells; else look at the file's name."""
    candidates = [profile for word in PERIOD_COLUMNS for profile in profiles
                  if profile.words == word and _holds_years(profile)]  # fmt: skip
    if not candidates:
        return PeriodGuess(_by_file_name(file_name), ())
    column = candidates[0]
    rivals = ", ".join(repr(profile.name) for profile in candidates[1:])
    entries = [Entry("column", column.name, f"{rivals} could be meant as well" * bool(rivals))]
    kinds = next((profile for word in KIND_COLUMNS for profile in profiles
                  if profile.words == word and _holds_kinds(profile)), None)  # fmt: skip
    if kinds is not None:
        entries.append(Entry("kind_of_year_column", kinds.name))
        entries += _one_year(column, [kind_named(text) for text in kinds.texts["text"]])
        return PeriodGuess(tuple(entries), (column.name, kinds.name))
    kind = kind_named(column.name) or ("Academic year" if column.words == "schoolyear" else None)
    if kind is not None:
        entries.append(Entry("kind_of_year", kind))
        entries += _one_year(column, [kind])
    else:
        entries += _kind_question(column)
    return PeriodGuess(tuple(entries), (column.name,))


def _holds_years(profile: ColumnProfile) -> bool:
    texts = profile.texts["text"].to_list()
    return 0 < len(texts) <= MOST_PERIODS and all(_is_label(text) for text in texts)


def _is_label(text: str) -> bool:
    return any(_read(text, kind, YEAR_ENDS) for kind in (*TWO_YEARS, *ONE_YEAR))


def _read(text: str, kind: str, one_year: str | None) -> Period | None:
    try:
        return read_label(text, kind, one_year)
    except UsageError:
        return None


def _holds_kinds(profile: ColumnProfile) -> bool:
    texts = profile.texts["text"].to_list()
    return 0 < len(texts) <= MOST_PERIODS and all(kind_named(text) for text in texts)


def _kind_question(column: ColumnProfile) -> list[Entry]:
    """Which kind of year the labels are; a term, quarter or month says so itself."""
    first = str(column.texts["text"][0])
    if re.fullmatch(YEARS, first, re.ASCII) is None:
        kind = "Financial year" if re.search(r"(?i)\bq|quarter", first) else "Academic year"
        reason = "of labels with no term, quarter or month"
        return [Entry("kind_of_year", kind, reason), *_one_year(column, [kind])]
    if re.fullmatch(r"\d{4}", first, re.ASCII):
        problem = f"cannot tell whether {first} is a calendar or an academic year"
        entries = [Entry("kind_of_year", None, problem, (*ONE_YEAR, "Financial year"))]
        note = f"nor, of an academic or a financial year, whether it ends or begins in {first}"
        return [*entries, Entry("one_year", None, note, (YEAR_ENDS, YEAR_BEGINS))]
    problem = f"cannot tell whether {first} is an academic or a financial year"
    return [Entry("kind_of_year", None, problem, TWO_YEARS)]


def _one_year(column: ColumnProfile, kinds: Sequence[str | None]) -> list[Entry]:
    """Whether a year of two is named by one, and which of the two that is."""
    for text in column.texts["text"]:
        for kind in kinds:
            if kind and _read(text, kind, None) is None and _read(text, kind, YEAR_ENDS):
                problem = (
                    f"cannot tell whether {text} is the {kind.lower()} that ends or that begins "
                    "in it"
                )
                return [Entry("one_year", None, problem, (YEAR_ENDS, YEAR_BEGINS))]
    return []


def _by_file_name(file_name: str) -> tuple[Entry, ...]:
    no_column = "no column says the period"
    match = _IN_NAME.search(file_name)
    if match is None:
        problem = f"{no_column}, nor does the file's name: cannot tell of when the figures are"
        return (
            Entry("time_period", None, problem, ("201819", "2018")),
            Entry("kind_of_year", None, "and of which kind that is", (*TWO_YEARS, ONE_YEAR[0])),
        )
    years = f"{match[1]}-{match[2]}" if match[2] else match[1]
    period = _read(years, TWO_YEARS[0], None)
    if period is None:
        problem = f"{no_column}: cannot tell what {years} in the file's name means"
        options = (match[1], f"{int(match[1]) - 1}{match[1][2:]}")
        return (
            Entry("time_period", None, problem, options),
            Entry("kind_of_year", None, "and of which kind that is", (*ONE_YEAR, TWO_YEARS[1])),
        )
    reason = f"{no_column}; from the file's name, though figures may be of an earlier year"
    question = f"cannot tell whether {years} is an academic or a financial year"
    return (
        Entry("time_period", period.time_period, reason),
        Entry("kind_of_year", None, question, TWO_YEARS),
    )
