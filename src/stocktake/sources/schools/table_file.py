"""Opens a published table of schools as text under its own names; ragged rows are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.sources.csv_file import (
    UTF_8,
    WINDOWS,
    CsvContent,
    column_name,
    decode,
    first_row,
    read_rows,
)
from stocktake.sources.ees_file import LINE
from stocktake.sources.reading import refuse
from stocktake.sources.schools.open_table import open_school_table, read_stored
from stocktake.standards.errors import Fault, InputError

LARGEST_COLUMNS = 500
RAGGED_SHARE = 0.01
"""Above this share of rows of another length the header does not fit the file."""
ROW = "row"


@dataclass(frozen=True)
class TableFile:
    """A table as its producer wrote it, every cell as text.

    Parameters
    ----------
    name : str
        Of the file, without its folder.
    sha256 : str
        Of the bytes as they lie on the disk.
    header : tuple of str
        Names of the columns that have one, in the order of the file.
    cells : polars.DataFrame
        Text, stripped, empty cells null; and ``row``: the line of a text file, or the number of
        the row of a Parquet file (from 1).
    notes : tuple of Fault
        Rows that were left out because they have more or fewer cells than the header.
    """

    name: str
    sha256: str
    header: tuple[str, ...]
    cells: pl.DataFrame
    notes: tuple[Fault, ...] = ()


def open_table(path: Path) -> TableFile:
    """Read a table of schools: CSV in UTF-8 or Windows-1252, packed or not, or Parquet.

    A row with more or fewer cells than the header is left out and noted: which of its cells
    belongs to which column is not known. A column without a name, which numbers the rows, is
    dropped.

    Raises
    ------
    InputError
        The file cannot be opened, is no table, names a column twice, has no rows, or has more
        than one ragged row in a hundred.
    """
    stored = read_stored(path)
    if path.suffix.lower() != ".csv" and not path.name.lower().endswith(".csv.gz"):
        file = open_school_table(stored)
        names = {key: name for name, key in file.keys.items()}
        return _named_columns(stored, names, file.data.rename({LINE: ROW}), ())
    return _csv(stored)


def _csv(stored: CsvContent) -> TableFile:
    name = stored.name
    rows = read_rows(name, decode(stored, _encoding(stored.content)))
    header = [column_name(cell) for cell in first_row(name, rows)[1]]
    refuse(f"cannot read {name}", _header_faults(name, header))
    lines = list(rows)
    if not lines:
        fault = Fault(name, "has a header and no rows", "a row for each school")
        raise InputError(f"cannot read {name}", [fault])
    width = min(len(header), max(len(cells) for _, cells in lines))
    ragged = [(line, len(cells)) for line, cells in lines if len(cells) != width]
    good = [(line, cells) for line, cells in lines if len(cells) == width]
    notes = _ragged_notes(name, ragged, width, len(good))
    if width < len(header):
        # The register names columns at the end of a line that no row of it has.
        problem = f"no row has a cell for {', '.join(map(repr, header[width:]))}"
        notes.append(Fault(f"{name}: line 1", problem, "", "kept as empty"))
    columns = zip(*(cells for _, cells in good), strict=True)
    data = {str(index): pl.Series(column, dtype=pl.String) for index, column in enumerate(columns)}
    frame = pl.DataFrame(data).with_columns(
        pl.Series(ROW, [line for line, _ in good], dtype=pl.Int32)
    )
    frame = frame.with_columns(pl.col(key).str.strip_chars().replace("", None) for key in data)
    return _named_columns(
        stored, {str(i): column for i, column in enumerate(header[:width])}, frame, notes
    )


def _named_columns(
    stored: CsvContent, names: dict[str, str], frame: pl.DataFrame, notes: Sequence[Fault]
) -> TableFile:
    """Columns under their own names; a file may call one of them ``row``, which is dropped."""
    kept_names = {key: name for key, name in names.items() if name not in ("", ROW)}
    cells = frame.select(ROW, *(pl.col(key).alias(name) for key, name in kept_names.items()))
    return TableFile(stored.name, stored.sha256, tuple(kept_names.values()), cells, tuple(notes))


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def _header_faults(name: str, header: list[str]) -> list[Fault]:
    location = f"{name}: line 1"
    if len(header) > LARGEST_COLUMNS:
        return [Fault(location, f"has more than {LARGEST_COLUMNS} columns")]
    duplicates = sorted({column for column in header if column and header.count(column) > 1})
    return [
        Fault(location, f"names the column {column!r} twice", "each column once")
        for column in duplicates
    ]


def _ragged_notes(
    name: str, ragged: list[tuple[int, int]], width: int, good_count: int
) -> list[Fault]:
    faults = [
        Fault(f"{name}: line {line}", f"has {count} cells", f"{width}", "left out")
        for line, count in ragged
    ]
    # A single bad row in a small file is no sign of a wrong header.
    if len(faults) > max(1, RAGGED_SHARE * good_count):
        raise InputError(f"cannot read {name}: its rows do not fit its header", faults)
    return faults
