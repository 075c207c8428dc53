"""Which file is this: a layout is known by the columns that its header must have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.sources.schools.table_file import TableFile
from stocktake.standards.errors import Fault, InputError, nearest


@dataclass(frozen=True)
class ReadTables:
    """What a layout's reader makes of a file: tables by name, and what it noticed."""

    tables: dict[str, pl.DataFrame]
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Layout:
    """One kind of published file.

    Parameters
    ----------
    id : str
        Folder of the store that its releases go to.
    title, producer : str
        What the producer calls it.
    needed_columns : tuple of str
        Columns without which it is another file.
    read : callable
        Takes the table and the day on which it describes the schools (None where not stated).
    replaces_earlier : bool
        A later file takes the place of an earlier one; else each adds to what was known before.
    """

    id: str
    title: str
    producer: str
    needed_columns: tuple[str, ...]
    read: Callable[[TableFile, date | None], ReadTables]
    replaces_earlier: bool = False


def recognise_layout(table: TableFile, layouts: Sequence[Layout]) -> Layout:
    """The layout of a file: the one with most of the needed columns, all of them present.

    Raises
    ------
    InputError
        No layout fits; the nearest one is named, with the columns that it lacks.

    Examples
    --------
    >>> import polars as pl
    >>> table = TableFile("a.csv", "", ("URN", "LinkURN"), pl.DataFrame())
    >>> recognise_layout(table, [Layout("x", "Links", "", ("URN", "LinkURN"), print)]).title
    'Links'
    """
    header = set(table.header)
    fitting = [layout for layout in layouts if header.issuperset(layout.needed_columns)]
    if fitting:
        return max(fitting, key=lambda layout: len(layout.needed_columns))
    closest = max(
        layouts,
        key=lambda layout: len(header & set(layout.needed_columns)) / len(layout.needed_columns),
    )
    location = f"{table.name}: line 1"
    spare = [column for column in table.header if column not in closest.needed_columns]
    faults = [
        Fault(location, f"no column {column!r}", f"the header of {closest.title!r}",
              nearest(column, spare))
        for column in closest.needed_columns
        if column not in header
    ]  # fmt: skip
    if not header & set(closest.needed_columns):
        known_titles = ", ".join(layout.title for layout in layouts)
        faults = [Fault(location, "is no header that is known", f"one of: {known_titles}")]
    raise InputError(f"cannot tell what {table.name} is", faults)


def has_layout(table: TableFile, layouts: Sequence[Layout]) -> bool:
    """Whether any of the layouts fits a file."""
    header = set(table.header)
    return any(header.issuperset(layout.needed_columns) for layout in layouts)
