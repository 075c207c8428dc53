"""Reads the department's lists of statistical neighbours.

Each authority has ten others, closest first, that are most like it. Membership changes from one
vintage to the next, and a neighbour need not name the other back. Places are joined by number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.reading import (
    OBSERVATIONS,
    Provenance,
    Reading,
    cannot_open,
    empty_series,
    refuse,
    sha256_of,
)
from stocktake.standards.errors import Fault, InputError, UsageError, nearest
from stocktake.standards.places import Place, PlaceRegister, place_register

READER_VERSION = 1

SHEET = "LA SN Groups"
HEADER_ROW = 3
NUMBER = "LA number"
NEIGHBOURS_EACH = 10
COLUMNS = tuple(f"SN{order}" for order in range(1, NEIGHBOURS_EACH + 1))
CLOSENESS = "SNP"
NO_NEIGHBOUR = "-"
LOCAL_AUTHORITY = "Local authority"

NEIGHBOURS: dict[str, pl.DataType] = {
    "vintage": pl.Int16(),
    "place": pl.String(),
    "order": pl.Int8(),
    "neighbour": pl.String(),
    "closeness": pl.String(),
    "row": pl.Int32(),
}
"""Columns of ``tables["neighbours"]``: ``order`` 1 is the closest of ten."""

Row = tuple[int, object, list[tuple[object, object]]]
"""Row number, the authority's number, and its ten neighbours with their closeness."""


def read_neighbours(
    path: Path,
    *,
    vintage: int,
    published: date | None,
    retrieved: date,
    register: PlaceRegister | None = None,
) -> Reading:
    """Read one vintage of statistical neighbours.

    An authority without a list (new when the list was made) has no rows, never ten empty ones.
    The lists of abolished authorities are kept as the file has them, and noted.

    Parameters
    ----------
    path : path
        The Excel workbook; its sheet "LA SN Groups" has the header on row 3.
    vintage : int
        The year by which people call the list, such as 2021 or 2025.
    published : date or None
        When the list was published; None where not stated.
    retrieved : date
        When the file was brought in.
    register : PlaceRegister, optional
        Places to know authorities by; the shipped register by default.

    Returns
    -------
    Reading
        No observations and no series; ``tables["neighbours"]`` has the columns of
        ``NEIGHBOURS``, sorted by place and order. Closeness is in lower case.

    Raises
    ------
    InputError
        The file is no such workbook, or a list names itself, one neighbour twice, an unknown
        number, or fewer than ten; all faults together.

    Notes
    -----
    Source: Department for Education, statistical neighbours, 2021 and 2025.

    Examples
    --------
    >>> NEIGHBOURS["order"], NEIGHBOURS_EACH
    (Int8, 10)
    """
    digest = sha256_of(path)
    rows = _rows(path)
    places = register or place_register()
    found: list[tuple[int, str, int, str, str | None, int]] = []
    faults: list[Fault] = []
    lists: dict[str, list[str]] = {"have no list": [], "are of authorities since abolished": []}
    seen: dict[str, int] = {}
    for row, number, pairs in rows:
        where = f"{path.name}: row {row}"
        place = _authority(number, places)
        if place is None:
            faults.append(_unknown(f"{where}, {NUMBER}", number))
            continue
        if place.id in seen:
            what = f"{place.name} ({_text(number)}) has a list in row {seen[place.id]} already"
            faults.append(Fault(where, what, "one row for each authority", "remove one"))
            continue
        seen[place.id] = row
        if all(_text(neighbour) == NO_NEIGHBOUR for neighbour, _ in pairs):
            lists["have no list"].append(place.name)
            continue
        if place.ends is not None:
            lists["are of authorities since abolished"].append(place.name)
        links, wrong = _links(where, place, pairs, places)
        faults += wrong
        found += [(vintage, place.id, *link, row) for link in links]
    refuse(f"cannot read {path.name} as statistical neighbours", faults)
    table = pl.DataFrame(found, schema=NEIGHBOURS, orient="row").sort("place", "order")
    notes = [
        Fault(path.name, f"{len(names)} of {len(rows)} rows {why}: {', '.join(names)}")
        for why, names in lists.items()
        if names
    ]
    provenance = Provenance(
        source=f"neighbours-{vintage}",
        producer="Department for Education",
        title=f"Statistical neighbours, {vintage}",
        address="https://github.com/dfe-analytical-services/local-authority-interactive-tool",
        licence="Open Government Licence v3.0",
        published=published,
        retrieved=retrieved,
        sha256=digest,
        reader=READER_VERSION,
        files=(path.name,),
    )
    nothing = pl.DataFrame(schema=OBSERVATIONS)
    return Reading(provenance, nothing, empty_series(), tuple(notes), {"neighbours": table})


def _rows(path: Path) -> list[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    summary = f"cannot read {path.name} as statistical neighbours"
    try:
        workbook = CalamineWorkbook.from_path(path)
        if SHEET not in workbook.sheet_names:
            what = (
                f"no sheet {SHEET!r}; the sheets are {', '.join(map(repr, workbook.sheet_names))}"
            )
            raise InputError(summary, [Fault(path.name, what, "", "check the path")])
        cells = workbook.get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    except OSError as error:
        raise cannot_open(path, error) from None
    except CalamineError:
        what = "is no Excel workbook, or is damaged"
        raise InputError(summary, [Fault(path.name, what, "", "fetch the file again")]) from None
    header = [_text(cell) for cell in cells[HEADER_ROW - 1]] if len(cells) >= HEADER_ROW else []
    spare = [head for head in header if head not in COLUMNS]
    where = f"{path.name}: row {HEADER_ROW}"
    faults = [
        Fault(where, f"no column {column!r}", "the header of the list", nearest(column, spare))
        for column in (NUMBER, *COLUMNS)
        if column not in header
    ]
    faults += [
        Fault(where, f"no column {CLOSENESS!r} after {column!r}", "how close that neighbour is")
        for column in COLUMNS
        if column in header and header[header.index(column) + 1 :][:1] != [CLOSENESS]
    ]
    refuse(summary, faults)
    at = header.index(NUMBER)
    pairs = [header.index(column) for column in COLUMNS]
    rows: list[Row] = [
        (row, line[at], [(line[pair], line[pair + 1]) for pair in pairs])
        for row, line in enumerate(cells[HEADER_ROW:], HEADER_ROW + 1)
        # A row of words alone is a heading: "Old SNs:" stands above the abolished authorities.
        if any(_text(line[column]) for column in (at, *pairs))
    ]
    if not rows:
        raise InputError(
            summary, [Fault(path.name, "has a header and no rows", "one list for each authority")]
        )
    return rows


def _links(
    where: str, place: Place, pairs: Sequence[tuple[object, object]], places: PlaceRegister
) -> tuple[list[tuple[int, str, str | None]], list[Fault]]:
    """Order, neighbour and closeness of one authority's list."""
    links: list[tuple[int, str, str | None]] = []
    faults: list[Fault] = []
    named: dict[str, int] = {}
    missing = [order for order, (number, _) in enumerate(pairs, 1) if _text(number) in ("", "-")]
    if missing:
        what = f"{place.name} has {len(pairs) - len(missing)} neighbours"
        faults.append(Fault(where, what, f"{NEIGHBOURS_EACH}, or {NO_NEIGHBOUR!r} throughout"))
    for order, (number, closeness) in enumerate(pairs, 1):
        if order in missing:
            continue
        cell = f"{where}, SN{order}"
        neighbour = _authority(number, places)
        if neighbour is None:
            faults.append(_unknown(cell, number))
        elif neighbour.id == place.id:
            faults.append(Fault(cell, f"{place.name} is its own neighbour", "another authority"))
        elif neighbour.id in named:
            what = f"{neighbour.name} is SN{named[neighbour.id]} already"
            faults.append(Fault(cell, what, f"{NEIGHBOURS_EACH} different authorities"))
        else:
            named[neighbour.id] = order
            links.append((order, neighbour.id, _text(closeness).lower() or None))
    return links, faults


def _authority(number: object, places: PlaceRegister) -> Place | None:
    try:
        place = places.by_dfe_code(_text(number))
    except UsageError:
        return None
    return place if place.level == LOCAL_AUTHORITY else None


def _unknown(where: str, number: object) -> Fault:
    what = f"{_text(number) or 'nothing'} is the number of no authority"
    return Fault(where, what, "the department's three-digit number")


def _text(cell: object) -> str:
    """A cell as people see it: Excel keeps whole numbers as 890.0."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
