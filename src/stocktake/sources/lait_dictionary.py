"""Reads the dictionary of the Local Authority Interactive Tool (LAIT): what its series are.

The dictionary is a CSV file with one row per indicator and topic. A series that it lists under
two topics, at times with two titles and two numbers of decimal places, is one series here with
two listings.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from stocktake.sources.reading import (
    OBSERVATIONS,
    SERIES,
    cannot_open,
    refuse,
    utf16_faults,
)
from stocktake.standards.errors import Fault, InputError, UsageError, nearest
from stocktake.standards.periods import read_lait_period

COLUMNS = (
    "Topic",
    "Measure",
    "Measure_short",
    "Polarity",
    "y_axis_name",
    "Description",
    "Methodology",
    "Hyperlink(s)",
    "dps",
    "Year_Type",
    "No_Quartile",
)
"""Columns that a dictionary must have; the others say nothing that Stocktake uses."""

DECIMAL_PLACES_UNSTATED = 1
"""LAIT shows one decimal place where its dictionary states none."""

BETTER = {"High": "higher", "Low": "lower", "-": None, "": None}

NAME, LABEL = "Short Desc", "Years"
"""Columns of the long file that the dictionary explains."""

STAGES: tuple[str | None, ...] = ("provisional", None, "outturn", "revised", "final")
"""Earliest first: of two stages of one figure the later one stands."""

SHOWN_NAMES = 10
PARQUET_MAGIC = b"PAR1"
SWAPPED = "the long file and the dictionary look swapped"

_LINE_ENDS = re.compile(r"\r+\n?|\n")


@dataclass(frozen=True)
class LaitDictionary:
    """What the dictionary says of each series.

    Parameters
    ----------
    series : polars.DataFrame
        Columns of ``SERIES``, one row per series, sorted by series.
    year_types : dict of str to str
        Short name, byte for byte, to the kind of year ("Academic Year", "Financial Year", ...).
    notes : tuple of Fault
        Names that the dictionary lists more than once.
    """

    series: pl.DataFrame
    year_types: dict[str, str]
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Lookup:
    """What each distinct text of a column means, and what was found wrong on the way."""

    table: pl.DataFrame
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)


def read_lait_dictionary(path: Path) -> LaitDictionary:
    """Read LAIT's data dictionary.

    Parameters
    ----------
    path : path
        The CSV file ``lait_data_dictionary.csv``, UTF-8 with or without a byte order mark.

    Returns
    -------
    LaitDictionary
        A stated polarity of "-" or "NA" is no direction; "NA" decimal places are one, as LAIT
        shows them. Where two rows of one series disagree on decimal places the series takes the
        first stated number, and each listing keeps its own.

    Raises
    ------
    InputError
        The file is not such a dictionary, or two rows of one series contradict each other.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, data dictionary, 2026.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "dictionary.csv"
    >>> row = "Key Stage 2,Expected standard,KS2,High,%,Text,Text,,0,Academic Year,NA"
    >>> _ = file.write_text(",".join(COLUMNS) + chr(10) + row, encoding="utf-8")
    >>> read_lait_dictionary(file).series["better"].to_list()
    ['higher']
    """
    rows = _rows(path)
    refuse(f"cannot read {path.name} as the LAIT dictionary", _faults(path.name, rows))
    names: dict[str, list[dict[str, str]]] = {}
    for _, row in rows:
        names.setdefault(row["Measure_short"], []).append(row)
    series = pl.DataFrame(
        [_series_row(name, twins) for name, twins in sorted(names.items())], schema=SERIES
    )
    return LaitDictionary(
        series,
        {name: twins[0]["Year_Type"] for name, twins in names.items()},
        _repeated_names(path.name, names),
    )


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Rows with their number as a spreadsheet counts them (the header is row 1)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from None
    summary = f"cannot read {path.name} as the LAIT dictionary"
    if content.startswith(PARQUET_MAGIC):
        fault = Fault(path.name, "is a Parquet file", "the dictionary, a CSV file", SWAPPED)
        raise InputError(summary, [fault])
    if not content.strip():
        raise InputError(summary, [Fault(path.name, "is empty", "the dictionary, a CSV file")])
    refuse(summary, utf16_faults(path.name, content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start + 1})"
        raise InputError(summary, [Fault(path.name, problem, "a CSV file")]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(reader)
        body = [(number, cells) for number, cells in enumerate(reader, 2) if any(cells)]
    except csv.Error as error:
        raise InputError(summary, [Fault(path.name, f"is not CSV: {error}")]) from None
    refuse(summary, _header_faults(path.name, header))
    ragged = [(number, len(cells)) for number, cells in body if len(cells) != len(header)]
    refuse(summary, [_ragged(path.name, *row, len(header)) for row in ragged])
    if not body:
        raise InputError(summary, [Fault(path.name, "has a header and no rows", "one per series")])
    return [(n, {h: _clean(c) for h, c in zip(header, cells, strict=True)}) for n, cells in body]


def _ragged(name: str, number: int, count: int, expected: int) -> Fault:
    return Fault(f"{name}: row {number}", f"has {count} cells", f"{expected}, as the header has")


def _header_faults(name: str, header: Sequence[str]) -> list[Fault]:
    if {"Short Desc", "Years", "Values"} <= set(header):
        return [Fault(name, "is LAIT's long file", "the dictionary", SWAPPED)]
    spare = [head for head in header if head not in COLUMNS]
    return [
        Fault(f"{name}: header", f"no column {column!r}", "", nearest(column, spare))
        for column in COLUMNS
        if column not in header
    ]


def _clean(cell: str) -> str:
    """Text with plain line ends; the dictionary writes "NA" for nothing."""
    text = _LINE_ENDS.sub("\n", cell)
    return "" if text.strip() == "NA" else text


def _faults(name: str, rows: Sequence[tuple[int, dict[str, str]]]) -> list[Fault]:
    faults = []
    first: dict[str, tuple[int, dict[str, str]]] = {}
    for number, row in rows:
        location, short = f"{name}: row {number}", row["Measure_short"]
        if not short:
            faults.append(Fault(location, "no Measure_short", "the short name of a series"))
            continue
        if row["Polarity"] not in BETTER:
            problem = f"unknown Polarity {row['Polarity']!r} of {short!r}"
            faults.append(Fault(location, problem, "High, Low, - or NA"))
        if row["dps"] and not row["dps"].isdecimal():
            problem = f"dps {row['dps']!r} of {short!r} is no whole number"
            faults.append(Fault(location, problem, "a number of decimal places or NA"))
        earlier, twin = first.setdefault(short, (number, row))
        for column in ("Polarity", "Year_Type"):
            if row[column] != twin[column]:
                problem = (
                    f"{column} {row[column]!r} of {short!r}, {twin[column]!r} in row {earlier}"
                )
                faults.append(Fault(location, problem, "the same in both", "ask the producer"))
    return faults


def _series_row(short: str, twins: Sequence[dict[str, str]]) -> dict[str, object]:
    row = twins[0]
    decimals = [int(twin["dps"]) for twin in twins if twin["dps"]]
    return {
        "series": f"lait:{short}",
        "title": row["Measure"],
        "topic": row["Topic"],
        "unit": row["y_axis_name"],
        "better": BETTER[row["Polarity"]],
        "decimal_places": decimals[0] if decimals else DECIMAL_PLACES_UNSTATED,
        "description": row["Description"].strip(),
        "method": row["Methodology"].strip(),
        "publication": row["Hyperlink(s)"].strip(),
        "listings": [
            {
                "title": twin["Measure"],
                "topic": twin["Topic"],
                "polarity": twin["Polarity"] or None,
                "decimal_places": int(twin["dps"] or DECIMAL_PLACES_UNSTATED),
                "no_quartile": twin["No_Quartile"] == "N",
            }
            for twin in twins
        ],
    }


def _repeated_names(name: str, rows_by_name: dict[str, list[dict[str, str]]]) -> tuple[Fault, ...]:
    names = sorted(short for short, twins in rows_by_name.items() if len(twins) > 1)
    problem = f"{len(names)} short names are listed more than once: {name_list(names)}"
    fault = Fault(name, problem, "", "each is one series with several listings")
    return (fault,) if names else ()


def read_labels(pairs: pl.DataFrame, words: LaitDictionary, file: str, listing: str) -> Lookup:
    """Say what each period label of each series means, which the dictionary alone decides.

    Parameters
    ----------
    pairs : polars.DataFrame
        Short name, label, number of rows and first row of each pair in the long file.
    words : LaitDictionary
    file, listing : str
        Names of the long file and of the dictionary, for messages.

    Returns
    -------
    Lookup
        By short name and label: series, period, stage, and ranks to sort by. Pairs under the
        junk label "0" and series that the dictionary does not list are left out with a note.
    """
    series_rows: list[tuple[object, ...]] = []
    notes: list[Fault] = []
    unlisted: dict[str, int] = {}
    unknown: dict[tuple[str, str], Fault] = {}
    for name, label, count, row in pairs.iter_rows():
        kind = words.year_types.get(name)
        if kind is None:
            unlisted[name] = unlisted.get(name, 0) + count
            continue
        location = f"{file}: row {row}"
        try:
            lait = read_lait_period(label, kind, name)
        except UsageError as error:
            fault = Fault(location, error.summary, "", "correct the label or the dictionary")
            unknown.setdefault((label, kind), fault)
            continue
        if lait is None:
            problem = f"{count} row(s) of {name!r} under {label!r}, which is no period"
            notes.append(Fault(location, problem, "", "they are left out"))
            continue
        period = lait.period
        parts = (period.time_period, period.time_identifier, period.span_years)
        series_rows.append(
            (name, label, f"lait:{name}", *parts, lait.stage, STAGES.index(lait.stage))
        )
    faults = list(unknown.values())
    if unlisted:
        problem = f"{len(unlisted)} series not in {listing}: {name_list(sorted(unlisted))}"
        fix = f"without its kind of year a period means nothing: {sum(unlisted.values())} row(s)"
        notes.append(Fault(file, problem, "", f"{fix} left out"))
    if silent := sorted(words.year_types.keys() - set(pairs[NAME])):
        notes.append(Fault(listing, f"{len(silent)} series without rows: {name_list(silent)}"))
    if unlisted.keys() == set(pairs[NAME]):
        fault = Fault(listing, f"lists no series of {file}", "the dictionary of the same release")
        faults.append(fault)
    columns = ("series", "time_period", "time_identifier", "span_years", "stage")
    kinds = {column: OBSERVATIONS[column] for column in columns}
    schema = {NAME: pl.String(), LABEL: pl.String(), **kinds, "stage_order": pl.Int8()}
    frame = pl.DataFrame(series_rows, schema=schema, orient="row")
    whole = pl.struct("time_period", "time_identifier", "span_years")
    ranks = {"series_rank": pl.col("series").rank("dense"), "period_rank": whole.rank("dense")}
    return Lookup(frame.with_columns(**ranks).cast(dict.fromkeys(ranks, pl.UInt64)), faults, notes)


def name_list(names: Sequence[str]) -> str:
    """The first names of a list, and how many more there are."""
    hidden_count = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (
        f" and {hidden_count} more" if hidden_count > 0 else ""
    )
