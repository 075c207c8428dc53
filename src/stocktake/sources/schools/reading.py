"""Reads one published school table: kind, year, rows, and every fault together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.csv_file import CsvFile
from stocktake.sources.ees_file import LINE, rows_of
from stocktake.sources.reading import (
    OBSERVATIONS,
    Provenance,
    Reading,
    empty_series,
    refuse,
)
from stocktake.sources.schools.doubled import (
    doubled_faults,
    doubled_notes,
    doubled_owners,
    without_repeats,
    without_rows,
)
from stocktake.sources.schools.figures import COLUMN, PERIOD, ROW, FigureReader
from stocktake.sources.schools.impossible import impossible_figures
from stocktake.sources.schools.open_table import open_school_table, read_header, read_stored
from stocktake.sources.schools.periods import TablePeriods, read_periods
from stocktake.sources.schools.recognise import recognise_school_table
from stocktake.sources.schools.rows import GROUP, LAESTAB, PLACE, URN, read_rows
from stocktake.sources.schools.table_schema import SchoolTable, load_school_tables
from stocktake.standards.errors import Fault

READER_VERSION = 1
SCHOOL_SOURCE = "school-"
"""How the sources of school tables begin in the store."""
TABLE = "school_table"
"""The table of the release: whose each row is, its year and line, and the cells as printed."""

_PERSON = re.compile(r"head.*(name|title|honours)|.*(forename|surname|first ?name|last ?name).*")
_PUPIL = re.compile(r"upn|uln|pupil ?name|date ?of ?birth|dob|forename|surname")


def read_school_table(
    path: Path,
    *,
    year: str | None = None,
    published: date | None = None,
    retrieved: date,
    own_folder: Path | None = None,
) -> Reading:
    """Read a published school table of any kind that a definition describes.

    Parameters
    ----------
    path : path
        The file as it lies: ``.csv``, ``.csv.gz``, ``.parquet``, ``.xlsx``, or a ``.zip`` with one
        data file.
    year : str, optional
        The year of the edition, such as ``2018-19``, for a file that does not say.
    published : date, optional
        None where not stated.
    retrieved : date
    own_folder : path, optional
        A place's own definitions.

    Returns
    -------
    Reading
        No observations; ``tables["school_table"]`` keeps every row with its cells as printed.

    Raises
    ------
    InputError
        The file is no table of a known kind, does not say its year, or has rows, years or cells
        that the definition does not know: all of them, with their lines.
    UsageError
        ``year`` is no academic year.
    """
    definitions = load_school_tables(own_folder)
    stored = read_stored(path)
    header = read_header(stored)
    summary = f"cannot read {path.name}"
    refuse(summary, _pupil_faults(path.name, header))
    kind = recognise_school_table(path.name, header, definitions)
    definition = definitions[kind]
    file = open_school_table(stored, has_short_rows=definition.has_short_rows)
    rows = read_rows(file, definition.rows)
    periods = read_periods(file, definition.period, year)
    table = _table(file, definition, rows.owners, periods)
    table, repeats = without_repeats(file.name, table)
    doubles = doubled_owners(table)
    refuse(
        f"{summary} as {kind}",
        [
            *periods.faults,
            *rows.faults,
            *_cell_faults(file, table, definition, own_folder),
            *(() if definition.leaves_out_doubled else doubled_faults(file.name, doubles)),
        ],
    )
    provenance = Provenance(
        source=school_source(kind, periods.editions),
        producer=definition.producer,
        title=definition.title,
        address=definition.address or "not stated",
        licence=definition.licence,
        published=published,
        retrieved=retrieved,
        sha256=file.sha256,
        reader=READER_VERSION,
        files=(path.name,),
    )
    notes = (
        *periods.notes,
        *(Fault(path.name, note) for note in definition.note),
        *repeats,
        *doubled_notes(file.name, doubles),
    )
    observations = pl.DataFrame(schema=OBSERVATIONS)
    table = without_rows(table, doubles)
    return Reading(provenance, observations, empty_series(), notes, {TABLE: table})


def school_source(kind: str, editions: Sequence[str]) -> str:
    """The folder of the store for a kind of table and its years.

    Examples
    --------
    >>> school_source("census", ["201819"])
    'school-census-201819'
    >>> school_source("ks2_scores", ["202223", "202324", "202425"])
    'school-ks2_scores-202223_202425'
    """
    years = editions if len(editions) == 1 else (editions[0], editions[-1])
    return f"{SCHOOL_SOURCE}{kind}-{'_'.join(years)}"


def _table(
    file: CsvFile, definition: SchoolTable, owners: pl.DataFrame, periods: TablePeriods
) -> pl.DataFrame:
    """What is kept: whose each row is, and its cells but for those of persons and addresses."""
    left_out = {name.casefold() for name in definition.left_out}
    cells = {
        f"{COLUMN}{name}": file.data.get_column(key)
        for name, key in file.keys.items()
        if name.casefold() not in left_out and not _PERSON.fullmatch(_plain(name))
    }
    is_owned = owners.select(
        pl.any_horizontal(pl.col(URN, LAESTAB, PLACE).is_not_null())
    ).to_series()
    return pl.DataFrame(
        {
            **{name: owners.get_column(name) for name in (URN, LAESTAB, PLACE, GROUP)},
            PERIOD: periods.time_period,
            ROW: file.data.get_column(LINE),
            **cells,
        }
    ).filter(is_owned)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.casefold()).strip()


def _pupil_faults(file_name: str, header: Sequence[str]) -> list[Fault]:
    """A file with a row for each pupil is not for the warehouse."""
    return [
        Fault(f"{file_name}: column {name!r}", "holds records of people", "a table of schools",
              "see stocktake pupils --help")
        for name in header
        if _PUPIL.fullmatch(_plain(name))
    ]  # fmt: skip


def _cell_faults(
    file: CsvFile, table: pl.DataFrame, definition: SchoolTable, own_folder: Path | None
) -> list[Fault]:
    reader = FigureReader(table, definition)
    impossible = impossible_figures(file.name, reader.figures(), own_folder)
    return impossible + [
        Fault(
            file.at(cell.row, cell.column),
            f"{cell.text!r} is neither a number nor a known symbol ({rows_of(cell.count, 'cell')})",
            "a number, or a symbol that the definition names under [missing]",
        )
        for cell in sorted(reader.unknown, key=lambda cell: (cell.row, cell.column))
    ]
