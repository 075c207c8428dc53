"""Reads the periods of a CSV file without metadata, as its mapping says."""

from __future__ import annotations

import re

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.csv_mapping import YEAR_ENDS, PeriodMapping
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.period import Period, parse_period, six_digits
from stocktake.standards.period_kinds import KINDS, MONTHS

YEARS = r"\d{4}\s*[/-]\s*\d{4}|\d{4}\s*[/-]\s*\d{2}|\d{6}|\d{4}"
LONGEST_SPAN = 50
"""Years; longer ones are slips, such as 1016/17 for 2016/17."""

_LABEL = re.compile(
    rf"(?:(?P<before>[A-Za-z].*?)[\s,-]+)?(?P<years>{YEARS})(?:\s+(?P<after>\D.*))?", re.ASCII
)
_MONTH = re.compile(r"(?P<month>[A-Za-z]{3,9})[\s-](?P<year>\d{2})", re.ASCII)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?", re.ASCII)


def _words(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


_PARTS = (
    {_words(name): name for name in KINDS}
    | {month[:3].lower(): month for month in MONTHS}
    | {"sept": "September"}
    | {f"q{number}": f"Financial year Q{number}" for number in (1, 2, 3, 4)}
    | {f"quarter{number}": f"Financial year Q{number}" for number in (1, 2, 3, 4)}
    | {name.lower(): f"{name} term" for name in ("Autumn", "Spring", "Summer")}
)
"""Kinds of period by the words that files write for them, without spaces and capitals."""


def kind_named(text: str) -> str | None:
    """The kind of period that words name, whatever their spaces and capitals; None for none.

    Examples
    --------
    >>> kind_named("AcademicYear"), kind_named("Q2"), kind_named("Jan"), kind_named("Ofsted")
    ('Academic year', 'Financial year Q2', 'January', None)
    """
    return _PARTS.get(_words(text))


def is_year(text: str) -> bool:
    """Whether a text is a year, or two that follow each other, and nothing else.

    Examples
    --------
    >>> is_year("2016/17"), is_year("2019"), is_year("201618"), is_year("2016 rate")
    (True, True, False, False)
    """
    kind = "Calendar year" if len(text) == 4 else "Academic year"
    try:
        return bool(re.fullmatch(YEARS, text, re.ASCII)) and bool(read_label(text, kind))
    except UsageError:
        return False


def read_label(text: str, kind_of_year: str, one_year: str | None = None) -> Period:
    """Read a period as a file writes it.

    Parameters
    ----------
    text : str
        ``201617``, ``2016/17``, ``2017``, ``2016-17 Q1``, ``Autumn term 2016/17``, ``May 2017``.
    kind_of_year : str
        The kind of the label's year; a term, quarter or month in the label goes before it.
    one_year : str or None
        What one year means where the kind has two: ``begins`` or ``ends``.

    Raises
    ------
    UsageError
        For what is no period, and for what could be either of two.

    Examples
    --------
    >>> read_label("2016", "Academic year", "ends").time_period
    '201516'
    >>> read_label("Q1 2023-24", "Financial year").label
    '2023-24 Q1'
    >>> read_label("Jan-24", "Calendar year").label
    'January 2024'
    """
    label = " ".join(text.split())
    if _DATE.fullmatch(label):
        raise UsageError(f"{label!r} is a day; expected a year, or a part of one")
    if " to " in label:
        return parse_period(label, kind_of_year)
    if month := _MONTH.fullmatch(label):
        label = f"{month['month']} 20{month['year']}"
    match = _LABEL.fullmatch(label)
    part = (match["before"] or match["after"] or "") if match else ""
    kind = kind_named(part) if part else kind_of_year
    if not match or kind is None or (match["before"] and match["after"]):
        raise UsageError(f"{label!r} is no period; expected such as 2016/17, 201617 or 2017")
    years = "".join(match["years"].split())
    if re.fullmatch(r"\d{4}", years) and KINDS[kind].digits == 6:
        return _of_one_year(int(years), kind, one_year)
    return parse_period(years, kind)


def _of_one_year(year: int, kind: str, one_year: str | None) -> Period:
    """A term lies in one calendar year; a whole year, or its quarter, could be either of two."""
    if kind.endswith(" term") and kind != "Autumn and spring term":
        first_year = year - (KINDS[kind].starts(year).year - year)
        return Period(six_digits(first_year), kind)
    if one_year is None:
        raise UsageError(
            f"cannot tell whether {year} is the {kind.lower()} that begins or that ends in {year}"
        )
    return Period(six_digits(year - 1 if one_year == YEAR_ENDS else year), kind)


def period_rows(
    file: CsvFile, mapping: PeriodMapping, location: str
) -> tuple[pl.DataFrame, list[Fault]]:
    """The period of every row.

    Returns
    -------
    table : polars.DataFrame
        ``LINE``, ``time_period``, ``time_identifier``, ``span_years``.
    faults : list of Fault
        One for each label that cannot be read.
    """
    label = pl.col(file.keys[mapping.column]) if mapping.column else pl.lit(mapping.time_period)
    kind = (
        pl.col(file.keys[mapping.kind_of_year_column])
        if mapping.kind_of_year_column
        else pl.lit(mapping.kind_of_year)
    )
    rows = file.data.select(LINE, label.alias("label"), kind.alias("kind"))
    pairs = rows.group_by("label", "kind").agg(pl.col(LINE).min(), pl.len()).sort(LINE)
    periods, faults = [], []
    for text, words, line, count in pairs.iter_rows():
        location_text = file.at(line, mapping.column) if mapping.column else f"{location}: period"
        try:
            period = _read(text, words, mapping)
        except UsageError as error:
            fix = 'write one_year = "begins" or "ends" under [period]'
            faults.append(
                Fault(
                    location_text,
                    f"{error.summary} ({rows_of(count)})",
                    "",
                    fix if error.summary.startswith("cannot tell") else "",
                )
            )
            continue
        periods.append((text, words, period.time_period, period.time_identifier, period.span_years))
    table = pl.DataFrame(
        periods,
        schema={
            "label": pl.String(),
            "kind": pl.String(),
            "time_period": pl.String(),
            "time_identifier": pl.String(),
            "span_years": pl.Int8(),
        },
        orient="row",
    )
    joined_rows = rows.join(table, on=["label", "kind"], how="left", nulls_equal=True)
    return joined_rows.drop("label", "kind"), faults


def _read(text: str | None, words: str | None, mapping: PeriodMapping) -> Period:
    if text is None:
        raise UsageError("no period")
    kind = kind_named(words or "")
    if kind is None:
        raise UsageError(f"{words!r} is no kind of period; expected such as Academic year")
    period = read_label(text, kind, mapping.one_year)
    if period.span_years > LONGEST_SPAN:
        raise UsageError(f"{text!r} spans {period.span_years} years; expected fewer")
    return period
