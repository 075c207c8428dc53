"""Reads a folder of pupil tables, each row checked with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.pupils.layouts import pupil_layouts
from stocktake.sources.pupils.raw import ENDINGS
from stocktake.sources.pupils.reading import PupilReading, check_reading
from stocktake.sources.pupils.schema import ExportMapping
from stocktake.sources.pupils.typed import TypedTable, type_table
from stocktake.standards.errors import Fault, InputError

LOOKED_UP = ("schools", "calendar", "pupils")
"""Tables that the rules of the others look into; they are read first."""

Tell = Callable[[str, int, int], None]


def find_pupil_files(folder: Path) -> dict[str, tuple[Path, ...]]:
    """The files of a folder that hold pupil tables.

    Parameters
    ----------
    folder : path
        Holds ``<table>.csv`` (or ``.parquet``, ``.xlsx``), or ``<table>/<year>.csv`` and so on.

    Returns
    -------
    dict of str to tuple of path
        By table, in the order in which they are read. Other files are left alone.

    Raises
    ------
    InputError
        There is no such folder, it holds no pupil table, or a table stands there twice.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     _ = (Path(made) / "pupils.csv").write_text("upn")
    ...     list(find_pupil_files(Path(made)))
    ['pupils']
    """
    if not folder.is_dir():
        fault = Fault(str(folder), "no such folder", "a folder of pupil tables", "check the path")
        raise InputError("cannot read the pupil tables", [fault])
    files: dict[str, tuple[Path, ...]] = {}
    faults = []
    order = [*LOOKED_UP, *(name for name in pupil_layouts() if name not in LOOKED_UP)]
    for table in order:
        single = [
            folder / f"{table}{ending}"
            for ending in ENDINGS
            if (folder / f"{table}{ending}").exists()
        ]
        parts = sorted(
            path
            for path in (folder / table).glob("*")
            if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
        )
        if len(single) > 1 or (single and parts):
            fault = Fault(str(folder), f"holds {table} more than once", "one file or one folder")
            faults.append(fault)
        elif single or parts:
            files[table] = tuple(single or parts)
    if not files and not faults:
        fault = Fault(str(folder), "holds no pupil table", f"files such as {order[2]}.csv")
        faults.append(fault)
    if faults:
        raise InputError("cannot read the pupil tables", faults)
    return files


def read_pupil_folder(
    folder: Path,
    *,
    mappings: Mapping[str, ExportMapping] | None = None,
    leave_out: tuple[str, ...] = (),
    as_of: date | None = None,
    tell: Tell | None = None,
) -> Iterator[PupilReading]:
    """Read every pupil table of a folder, checked with the others.

    Parameters
    ----------
    folder : path
        As ``find_pupil_files`` expects it.
    mappings : mapping of str to ExportMapping, optional
        By table, where a file is a system's own export.
    leave_out : tuple of str
        Tables not to be opened, such as those that need an authorisation of their own.
    as_of : date, optional
        The day after which nothing can have happened.
    tell : callable, optional
        Called with what is done, how many files are done, and of how many.

    Yields
    ------
    PupilReading
        One for a table, however many files it has; of marks one for each year's file, so that
        several years need not fit into memory together.

    Raises
    ------
    InputError
        A file cannot be read; the tables read before it have been handed on by then.
    """
    files = {
        table: paths for table, paths in find_pupil_files(folder).items() if table not in leave_out
    }
    total, file_count = sum(len(paths) for paths in files.values()), 0
    mapping_by_table = mappings or {}
    beside: dict[str, pl.DataFrame] = {}
    for_lookup = {
        table: [_read_typed(path, table, mapping_by_table) for path in files[table]]
        for table in LOOKED_UP
        if table in files
    }
    for table, parts in for_lookup.items():
        beside[table] = pl.concat([part.rows for part in parts])
    for table, paths in files.items():
        by_year = pupil_layouts()[table].one_year_per_file
        for group in [[path] for path in paths] if by_year else [list(paths)]:
            if tell:
                tell(f"{table} {group[0].stem}" if by_year else table, file_count, total)
            parts = for_lookup.get(table) or [
                _read_typed(path, table, mapping_by_table) for path in group
            ]
            yield check_reading(parts, beside, as_of=as_of)
            file_count += len(group)


def _read_typed(path: Path, table: str, mappings: Mapping[str, ExportMapping]) -> TypedTable:
    year = path.stem if path.parent.name == table and path.stem.isdigit() else None
    return type_table(path, table, mapping=mappings.get(table), year=year)
