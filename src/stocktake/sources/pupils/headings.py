"""Which column of a file is which column of its layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stocktake.sources.pupils.schema import ExportMapping, Layout, plain_heading
from stocktake.standards.errors import Fault, InputError, nearest


def match_headings(
    name: str, headings: Sequence[str], layout: Layout, *, mapping: ExportMapping | None = None
) -> tuple[dict[str, int], tuple[Fault, ...]]:
    """Find each column of a layout among a file's headings.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    headings : sequence of str
        As the file has them; case, spaces and strokes do not matter.
    layout : Layout
    mapping : ExportMapping, optional
        Where it names a heading, the layout's own names and aliases are not looked for.

    Returns
    -------
    dict of str to int
        Position in the file, from 0, by the layout's name.
    tuple of Fault
        Notes on columns that are not read.

    Raises
    ------
    InputError
        Needed columns are missing, or two headings mean one column. A heading of the file is
        never quoted: a file without a header has a child's name there.

    Examples
    --------
    >>> from stocktake.sources.pupils.layouts import pupil_layout
    >>> found, notes = match_headings(
    ...     "carers.csv", ["UPN", "StartDate", "End date"], pupil_layout("young_carers"))
    >>> found
    {'upn': 0, 'start_date': 1, 'end_date': 2}
    """
    columns_by_heading = _mapped(mapping) if mapping else _layout_headings(layout)
    constant = set(mapping.constant) if mapping else set()
    positions: dict[str, int] = {}
    faults: list[Fault] = []
    unread_headings: list[tuple[int, str]] = []
    for position, heading in enumerate(headings):
        column = columns_by_heading.get(plain_heading(heading))
        if column is None:
            if heading.strip():
                unread_headings.append((position, heading))
        elif column in positions:
            problem = f"columns {positions[column] + 1} and {position + 1} are both {column!r}"
            faults.append(Fault(name, problem, "one of them"))
        else:
            positions[column] = position
    missing = [
        column
        for column in layout.column
        if column.is_needed and column.name not in positions and column.name not in constant
    ]
    faults += [
        Fault(name, f"has no column {column.name!r}", column.meaning.rstrip("."))
        for column in missing
    ]
    if faults:
        if mapping is None and not positions:
            fix = "give the first row the names of the columns, or write a mapping file"
            faults.append(Fault(name, "has no heading that this table knows", "a header row", fix))
        raise InputError(f"{name} is not laid out as {layout.title.lower()}", faults)
    free = [
        heading for heading in columns_by_heading if columns_by_heading[heading] not in positions
    ]
    return positions, tuple(
        _note(name, position, heading, free) for position, heading in unread_headings
    )


def _layout_headings(layout: Layout) -> Mapping[str, str]:
    return {
        plain_heading(heading): column.name
        for column in layout.column
        for heading in (column.name, *column.aliases)
    }


def _mapped(mapping: ExportMapping) -> Mapping[str, str]:
    return {plain_heading(column.heading): column.column for column in mapping.column}


def _note(name: str, position: int, heading: str, free: Sequence[str]) -> Fault:
    hint = nearest(plain_heading(heading), free)
    return Fault(name, f"column {position + 1} is not one of this table and is not read", "", hint)
