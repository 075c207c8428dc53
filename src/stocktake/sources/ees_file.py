"""Opens a data set of the DfE open data standard: a data file and the meta file next to it.

The two travel as a zip from Explore Education Statistics, as a folder, or as two files side by
side. Everything is read as text; what the text means is decided later, by checks that can say
where it stood.
"""

from __future__ import annotations

import csv
import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.sources.column_keys import column_key
from stocktake.sources.reading import (
    cannot_open,
    refuse,
    sha256_of,
    utf16_faults,
)
from stocktake.standards.errors import Fault, InputError

DATA_ENDING = ".csv"
META_ENDING = ".meta.csv"
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

LINE = "line of the file"
"""Added to both tables: the line on which a row stands. No column of the standard has spaces.

A cell that holds a line break counts as one line: the standard has no such cells.
"""


@dataclass(frozen=True)
class EesTables:
    """The two tables of a data set, as text.

    Parameters
    ----------
    stem : str
        Name of the data file without its ending.
    data_name, meta_name : str
        Names of the two files, without folders.
    data, meta : polars.DataFrame
        Text columns under their ``column_key``, blank is null, and ``LINE``.
    data_header, meta_header : tuple of str
        Column names as the files have them.
    sha256 : str
        Of the zip, or of both files together.
    files : tuple of str
        Names of the files read.
    """

    stem: str
    data_name: str
    meta_name: str
    data: pl.DataFrame
    meta: pl.DataFrame
    data_header: tuple[str, ...]
    meta_header: tuple[str, ...]
    sha256: str
    files: tuple[str, ...]
    digests: tuple[str, ...] = ()


def open_ees(path: Path) -> EesTables:
    """Find and read the data file and the meta file of one data set.

    Parameters
    ----------
    path : path
        A zip, a folder, or a data file that has its meta file next to it.

    Returns
    -------
    EesTables

    Raises
    ------
    InputError
        No such file, a zip that is damaged or is none, a data file or meta file that is missing,
        several data sets in one place, text that is not UTF-8, rows of different lengths.
    """
    if path.is_dir():
        names = sorted(child.name for child in path.iterdir() if child.is_file())
        data_name, meta_name = _pair(names, path.name)
        paths = (path / data_name, path / meta_name)
    elif path.name.lower().endswith(DATA_ENDING):
        data_path = _data_of(path)
        paths = (data_path, _meta_beside(data_path))
    else:
        return _open_zip(path)
    sha256 = sha256_of(*paths)
    return _tables(
        paths[0].name,
        paths[1].name,
        paths[0].read_bytes(),
        paths[1].read_bytes(),
        sha256,
        (paths[0].name, paths[1].name),
        (sha256_of(paths[0]), sha256_of(paths[1])),
    )


def _open_zip(path: Path) -> EesTables:
    sha256 = sha256_of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            data_name, meta_name = _pair(names, path.name)
            data, meta = archive.read(data_name), archive.read(meta_name)
    except OSError as error:
        raise cannot_open(path, error) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ):
        raise InputError(
            f"cannot read {path.name}",
            [
                Fault(
                    path.name,
                    "is not a zip file, or a damaged one",
                    "a zip with a data file and its meta file, a folder with both, or a .csv",
                    "download it again",
                )
            ],
        ) from None
    return _tables(_leaf(data_name), _leaf(meta_name), data, meta, sha256, (path.name,))


def _pair(names: list[str], location: str) -> tuple[str, str]:
    metas = [name for name in names if name.lower().endswith(META_ENDING)]
    data = [name for name in names if name.lower().endswith(DATA_ENDING) and name not in set(metas)]
    faults = []
    if not data:
        faults.append(Fault(location, "holds no data file", "one file that ends in .csv"))
    if not metas:
        faults.append(
            Fault(
                location,
                "holds no meta file",
                "one file that ends in .meta.csv",
                "download the data set with its metadata",
            )
        )
    if len(data) > 1 or len(metas) > 1:
        name_list = ", ".join(_leaf(name) for name in sorted(data)[:5])
        faults.append(
            Fault(
                location,
                f"holds {rows_of(len(data), 'data file')} and {rows_of(len(metas), 'meta file')} "
                f"({name_list})",
                "one data set",
                "unpack it and name one data file",
            )
        )
    refuse(f"cannot read {location} as a data set", faults)
    return data[0], metas[0]


def _data_of(path: Path) -> Path:
    if path.name.lower().endswith(META_ENDING):
        return path.with_name(path.name[: -len(META_ENDING)] + DATA_ENDING)
    return path


def _meta_beside(path: Path) -> Path:
    beside = path.with_name(path.name[: -len(DATA_ENDING)] + META_ENDING)
    if path.is_file() and not beside.is_file():
        raise InputError(
            f"cannot read {path.name} as a data set",
            [
                Fault(
                    path.name,
                    "has no meta file next to it",
                    beside.name,
                    "download the data set with its metadata",
                )
            ],
        )
    return beside


def _tables(
    data_name: str,
    meta_name: str,
    data: bytes,
    meta: bytes,
    sha256: str,
    files: tuple[str, ...],
    digests: tuple[str, ...] = (),
) -> EesTables:
    faults: list[Fault] = []
    data_header, data_table = _table(data_name, data, faults)
    meta_header, meta_table = _table(meta_name, meta, faults)
    refuse(f"cannot read {data_name}", faults)
    return EesTables(
        stem=data_name[: -len(DATA_ENDING)],
        data_name=data_name,
        meta_name=meta_name,
        data=data_table,
        meta=meta_table,
        data_header=data_header,
        meta_header=meta_header,
        sha256=sha256,
        files=files,
        digests=digests,
    )


def _table(name: str, content: bytes, faults: list[Fault]) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Read one file; whatever is wrong with it is added to ``faults``."""
    if utf16 := utf16_faults(name, content):
        faults += utf16
        return (), pl.DataFrame()
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fix = "save it as CSV UTF-8"
        faults.append(Fault(f"{name}: line {line}", "is not UTF-8 text", "UTF-8", fix))
        return (), pl.DataFrame()
    first = content.split(b"\n", 1)[0].decode("utf-8-sig")
    header = tuple(cell.strip() for cell in next(csv.reader([first]), []))
    if not any(header):
        faults.append(Fault(name, "is empty", "a header and rows"))
        return (), pl.DataFrame()
    separator = next((mark for mark in SEPARATORS if mark in first), None)
    if len(header) == 1 and separator:
        problem = f"is separated by {SEPARATORS[separator]}"
        faults.append(Fault(name, problem, "commas", "save it as CSV with commas"))
        return header, pl.DataFrame()
    twice = sorted({column for column in header if column and header.count(column) > 1})
    if twice:
        faults.append(
            Fault(
                f"{name}: line 1",
                f"names {', '.join(map(repr, twice))} twice (col_name_duplicate)",
                "each column once",
            )
        )
        return header, pl.DataFrame()
    split_names = [cell for cell in header if "\n" in cell or "\r" in cell]
    if split_names:
        problem = f"the name of a column has a line break: {split_names[0]!r}"
        faults.append(Fault(f"{name}: line 1", problem, "names on one line", "rename the column"))
        return header, pl.DataFrame()
    ragged = _ragged(content, len(header))
    if ragged:
        line, cells = ragged
        faults.append(
            Fault(
                f"{name}: line {line}",
                f"has {cells} cells",
                f"{len(header)}, as the header",
                "the file may be cut short: download it again",
            )
        )
        return header, pl.DataFrame()
    keys = [column_key(name) if name else f"column {at}" for at, name in enumerate(header, 1)]
    if not content.partition(b"\n")[2].strip():
        table = pl.DataFrame(schema=dict.fromkeys(keys, pl.String()))
    else:
        table = pl.read_csv(
            io.BytesIO(content),
            infer_schema=False,
            has_header=False,
            skip_rows=1,
            new_columns=keys,
        )
    numbered_rows = table.with_row_index(LINE, offset=2).with_columns(pl.col(LINE).cast(pl.Int32()))
    numbered_rows = numbered_rows.filter(pl.any_horizontal(pl.col(keys).is_not_null()))
    unnamed = [key for key, column in zip(keys, header, strict=True) if not column]
    for key in unnamed:
        # A comma at the end of every line makes a column of nothing, which says nothing.
        texts = numbered_rows[key].str.strip_chars().fill_null("")
        if (texts != "").any():
            line = numbered_rows.filter(texts != "")[LINE][0]
            problem = f"{key} has no name and holds text (first in line {line})"
            fix = "give the column a name, or remove it"
            faults.append(Fault(f"{name}: line 1", problem, "a name for each column", fix))
    return tuple(column for column in header if column), numbered_rows.drop(unnamed)


def _ragged(content: bytes, width: int) -> tuple[int, int] | None:
    """The first line with another number of cells than the header, and that number."""
    commas = width - 1
    if b'"' not in content:
        # Quotation marks are rare; without them a line's cells are its commas and one.
        lines = content.splitlines()
        for number, line in enumerate(lines, start=1):
            if line.count(b",") != commas and line:
                return number, line.count(b",") + 1
        return None
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    for row in rows:
        if row and len(row) != width:
            return rows.line_num, len(row)
    return None


def rows_of(count: int, noun: str = "row") -> str:
    """A number of rows in words, for messages.

    Examples
    --------
    >>> rows_of(1), rows_of(2088)
    ('1 row', '2,088 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _leaf(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1]
