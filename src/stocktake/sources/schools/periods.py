"""Which academic year each row of a school table is about.

The file's own columns say it where they can. Where they cannot, whoever loads the file does, or the
file's name where it bears one school year; never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.schools.table_schema import PeriodRule
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.period import parse_period, period_label, six_digits

_NAMED_YEAR = re.compile(r"(?<!\d)(20\d{2})[-_]?(?:20)?(\d{2})(?!\d)")
EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True)
class TablePeriods:
    """The years of a table.

    Parameters
    ----------
    time_period : polars.Series
        For each row, the academic year of the pupils in six digits; null where a fault says so.
    editions : tuple of str
        The years of the edition, in order: what its release is called.
    faults, notes : tuple of Fault
    """

    time_period: pl.Series
    editions: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


def read_periods(file: CsvFile, rule: PeriodRule, stated_year: str | None) -> TablePeriods:
    """Read the year of each row.

    Parameters
    ----------
    file : CsvFile
    rule : PeriodRule
    stated_year : str or None
        The year of the edition, as whoever loads the file wrote it: ``2018-19``, ``201819``.

    Raises
    ------
    UsageError
        The stated year is none.
    """
    stated_period = parse_period(stated_year).time_period if stated_year else None
    if rule.column:
        return _from_column(file, rule, stated_period)
    return _from_statement(file, rule, stated_period)


def year_in_name(name: str) -> str | None:
    """The one school year that a file's name bears, in six digits; None for none or several.

    Examples
    --------
    >>> year_in_name("2018-19_england_census.csv"), year_in_name("2018-2019_england_census.csv")
    ('201819', '201819')
    >>> year_in_name("census_2019.csv"), year_in_name("2018-21_england.csv")
    (None, None)
    """
    years = {
        six_digits(int(first))
        for first, last in _NAMED_YEAR.findall(name)
        if six_digits(int(first)).endswith(last)
    }
    return years.pop() if len(years) == 1 else None


def earlier(period: str, years: int) -> str:
    """The academic year so many years before.

    Examples
    --------
    >>> earlier("201819", 2)
    '201617'
    """
    return six_digits(int(period[:4]) - years)


def _from_column(file: CsvFile, rule: PeriodRule, stated_period: str | None) -> TablePeriods:
    text = file.data.get_column(_key(file, rule.column))
    read = {value: _read(value, rule.reads) for value in text.unique().drop_nulls()}
    good = {value: period for value, period in read.items() if period}
    edition = (
        text.replace_strict(good, default=None, return_dtype=pl.String)
        if good
        else pl.repeat(None, text.len(), dtype=pl.String, eager=True)
    )
    expected = "a year such as 202324" if rule.reads == "identifier" else "a year such as 2024"
    rows = pl.DataFrame({"line": file.data.get_column(LINE), "text": text, "period": edition})
    is_filled = file.data.select(pl.any_horizontal(pl.exclude(LINE).is_not_null())).to_series()
    wrong = (
        rows.filter(pl.col("period").is_null() & is_filled)
        .group_by("text")
        .agg(pl.col("line").min(), pl.len().alias("count"))
        .sort("line")
    )
    faults = [
        Fault(
            file.at(row["line"], rule.column),
            f"{row['text'] or ''!r} is no year ({rows_of(row['count'])})",
            expected,
        )
        for row in wrong.iter_rows(named=True)
    ]
    editions = tuple(sorted(set(good.values())))
    if stated_period and editions and editions != (stated_period,):
        years = ", ".join(period_label(period) for period in editions)
        faults.append(
            Fault(file.name, f"is about {years} by its own column {rule.column!r}",
                  f"{period_label(stated_period)}, as stated",
                  "leave out the year, or give another file")
        )  # fmt: skip
    years_before = {period: earlier(period, rule.lag_years) for period in editions}
    period = (
        edition.replace_strict(years_before, default=None, return_dtype=pl.String)
        if years_before
        else edition
    )
    return TablePeriods(period, editions, tuple(faults))


def _from_statement(file: CsvFile, rule: PeriodRule, stated_period: str | None) -> TablePeriods:
    year_of_name = year_in_name(file.name)
    edition = stated_period or year_of_name
    height = file.data.height
    if edition is None:
        fault = Fault(
            file.name,
            "does not say which academic year it is about",
            "a column of the year, a file's name that begins with it (2018-19_...), or the option",
            "give --year, such as --year 2018-19: the year of the edition",
        )
        no_years = pl.repeat(None, height, dtype=pl.String, eager=True)
        return TablePeriods(no_years, (), (fault,))
    notes = []
    if stated_period is None:
        notes.append(Fault(file.name, f"is taken for the edition of {period_label(edition)}",
                           "", "its name says so, and no column does"))  # fmt: skip
    elif year_of_name and year_of_name != stated_period:
        notes.append(Fault(file.name, f"is taken for the edition of {period_label(stated_period)}",
                           "", f"its name says {period_label(year_of_name)}"))  # fmt: skip
    period = earlier(edition, rule.lag_years)
    rows = pl.repeat(period, height, dtype=pl.String, eager=True)
    return TablePeriods(rows, (edition,), (), tuple(notes))


def _read(text: str, reads: str) -> str | None:
    """An academic year; None for what is none."""
    if reads == "ending year":
        number = text.removesuffix(".0")
        year = int(number) if number.isascii() and number.isdigit() else 0
        return six_digits(year - 1) if EARLIEST < year < LATEST else None
    try:
        period = parse_period(text.strip()).time_period
    except UsageError:
        return None
    return period if EARLIEST < int(period[:4]) < LATEST else None


def _key(file: CsvFile, column: str) -> str:
    """The key of a column that the header is known to have."""
    return next(key for name, key in file.keys.items() if name.casefold() == column.casefold())
