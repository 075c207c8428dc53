"""Reads the department's lists of statistical neighbours.

Each authority has ten others, closest first, that are most like it. Membership changes from one
vintage to the next, and a neighbour need not name the other back. Places are joined by number.
"""

from __future__ import annotations

import re
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
    refuse_doubts,
    sha256_of,
)
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import Fault, InputError, UsageError, nearest
from stocktake.standards.places import Place, PlaceRegister, place_register

READER_VERSION = 1

SHEET = "LA SN Groups"
HEADER_ROW = 3
NUMBER = "LA number"
NAME = "LA Name"
NEIGHBOURS_EACH = 10
COLUMNS = tuple(f"SN{order}" for order in range(1, NEIGHBOURS_EACH + 1))
CLOSENESS = "SNP"
NO_NEIGHBOUR = "-"
DAMAGED = ("is no Excel workbook, or is damaged", "", "fetch the file again")
LOCAL_AUTHORITY = "Local authority"

PUBLISHED_LISTS = {
    "e9594202bbf624f3328bd042ae0cf18d0df747d4320146449804dfe3133aa219": 2021,
    "8741494be7bbced69706589b7064b57d33737fc42ebbb3e778770f6bb78b1739": 2025,
}
"""sha256 of the lists that the department has published, and the year of each."""

NEIGHBOURS: dict[str, pl.DataType] = {
    "vintage": pl.Int16(),
    "place": pl.String(),
    "order": pl.Int8(),
    "neighbour": pl.String(),
    "closeness": pl.String(),
    "row": pl.Int32(),
}
"""Columns of ``tables["neighbours"]``: ``order`` 1 is the closest of ten."""

Row = tuple[int, object, str, list[tuple[object, object]]]
"""Row number, the authority's number and name, its ten neighbours with their closeness."""


def read_neighbours(
    path: Path,
    *,
    vintage: int,
    published: date | None,
    retrieved: date,
    register: PlaceRegister | None = None,
    strict: bool = False,
) -> Reading:
    """Read one vintage of statistical neighbours.

    An authority without a list (new when the list was made) has no rows, never ten empty ones.
    The lists of abolished authorities are kept as the file has them, and noted; so is an authority
    whose number is listed with another's name.

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
    strict : bool
        Refuse a file that names an authority otherwise than its number, or a neighbour that had
        been abolished before the year of the list.

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
    refuse(
        f"cannot read {path.name} as the list of {vintage}", _other_vintage(path, digest, vintage)
    )
    rows = _rows(path)
    places = register or place_register()
    rows_of_links: list[tuple[int, str, int, str, str | None, int]] = []
    faults: list[Fault] = []
    lists: dict[str, list[str]] = {"have no list": [], "are of authorities since abolished": []}
    first_rows: dict[str, int] = {}
    doubts: list[Fault] = []
    for row, number, name, pairs in rows:
        location = f"{path.name}: row {row}"
        place = _authority(number, places)
        if place is None:
            faults.append(_unknown(f"{location}, {NUMBER}", number))
            continue
        if place.id in first_rows:
            problem = (
                f"{place.name} ({_text(number)}) has a list in row {first_rows[place.id]} already"
            )
            faults.append(Fault(location, problem, "one row for each authority", "remove one"))
            continue
        first_rows[place.id] = row
        if name and (known_name := places.other_name(place.id, name)):
            problem = f"{name!r} is no name of {known_name}, {NUMBER} {_text(number)}"
            fix = "is the number right? the list is kept under the number"
            doubts.append(Fault(f"{location}, {NAME}", problem, "", fix))
        if all(_text(neighbour) == NO_NEIGHBOUR for neighbour, _ in pairs):
            lists["have no list"].append(place.name)
            continue
        if place.ends is not None:
            lists["are of authorities since abolished"].append(place.name)
        links, wrong = _links(location, place, pairs, places)
        faults += wrong
        if place.ends is None:
            doubts += _abolished(location, links, vintage, places)
        rows_of_links += [(vintage, place.id, *link, row) for link in links]
    refuse(f"cannot read {path.name} as statistical neighbours", faults)
    if strict:
        refuse_doubts(f"{path.name} has implausible lists", doubts)
    table = pl.DataFrame(rows_of_links, schema=NEIGHBOURS, orient="row").sort("place", "order")
    notes = [
        Fault(path.name, f"{len(names)} of {len(rows)} rows {reason}: {', '.join(names)}")
        for reason, names in lists.items()
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
    no_observations = pl.DataFrame(schema=OBSERVATIONS)
    return Reading(
        provenance, no_observations, empty_series(), (*notes, *doubts), {"neighbours": table}
    )


def _abolished(
    location: str,
    links: Sequence[tuple[int, str, str | None]],
    vintage: int,
    places: PlaceRegister,
) -> list[Fault]:
    """Neighbours that no longer existed when the year of the list began."""
    return [
        Fault(
            f"{location}, SN{order}",
            f"{places.get(neighbour).name} had been abolished before {vintage}",
            "an authority of that year",
            "is the year of the list right?",
        )
        for order, neighbour, _ in links
        if not places.get(neighbour).exists_on(date(vintage, 1, 1))
        and places.get(neighbour).ends is not None
    ]


def _other_vintage(path: Path, digest: str, vintage: int) -> list[Fault]:
    """What the file's bytes, else its name, say of its vintage, where it is another."""
    published_vintage = PUBLISHED_LISTS.get(digest)
    named_years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", path.stem)}
    if published_vintage is not None:
        if published_vintage == vintage:
            return []
        problem = f"is the list of {published_vintage}, byte for byte"
        return [Fault(path.name, problem, f"--vintage {published_vintage}", "correct --vintage")]
    if len(named_years) != 1 or vintage in named_years:
        return []
    problem = f"is named as a list of {min(named_years)}"
    fix = "correct --vintage, or rename the file"
    return [Fault(path.name, problem, f"--vintage {min(named_years)}", fix)]


def _rows(path: Path) -> list[Row]:
    summary = f"cannot read {path.name} as statistical neighbours"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from None
    workbook = open_workbook(content, path.name, summary=summary, damaged=DAMAGED)
    if SHEET not in workbook.sheet_names:
        problem = f"no sheet {SHEET!r}; the sheets are {', '.join(map(repr, workbook.sheet_names))}"
        raise InputError(summary, [Fault(path.name, problem, "", "check the path")])
    cells = workbook.read(SHEET, first_row=HEADER_ROW).texts()
    header = [_text(cell) for cell in cells[HEADER_ROW - 1]] if len(cells) >= HEADER_ROW else []
    spare = [head for head in header if head not in COLUMNS]
    location = f"{path.name}: row {HEADER_ROW}"
    faults = [
        Fault(location, f"no column {column!r}", "the header of the list", nearest(column, spare))
        for column in (NUMBER, *COLUMNS)
        if column not in header
    ]
    faults += [
        Fault(location, f"no column {CLOSENESS!r} after {column!r}", "how close that neighbour is")
        for column in COLUMNS
        if column in header and header[header.index(column) + 1 :][:1] != [CLOSENESS]
    ]
    refuse(summary, faults)
    at = header.index(NUMBER)
    pairs = [header.index(column) for column in COLUMNS]
    named_at = header.index(NAME) if NAME in header else None
    rows: list[Row] = [
        (
            row,
            line[at],
            "" if named_at is None else _text(line[named_at]),
            [(line[pair], line[pair + 1]) for pair in pairs],
        )
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
    location: str, place: Place, pairs: Sequence[tuple[object, object]], places: PlaceRegister
) -> tuple[list[tuple[int, str, str | None]], list[Fault]]:
    """Order, neighbour and closeness of one authority's list."""
    links: list[tuple[int, str, str | None]] = []
    faults: list[Fault] = []
    row_by_name: dict[str, int] = {}
    missing = [order for order, (number, _) in enumerate(pairs, 1) if _text(number) in ("", "-")]
    if missing:
        problem = f"{place.name} has {len(pairs) - len(missing)} neighbours"
        faults.append(
            Fault(location, problem, f"{NEIGHBOURS_EACH}, or {NO_NEIGHBOUR!r} throughout")
        )
    for order, (number, closeness) in enumerate(pairs, 1):
        if order in missing:
            continue
        cell = f"{location}, SN{order}"
        neighbour = _authority(number, places)
        if neighbour is None:
            faults.append(_unknown(cell, number))
        elif neighbour.id == place.id:
            faults.append(Fault(cell, f"{place.name} is its own neighbour", "another authority"))
        elif neighbour.id in row_by_name:
            problem = f"{neighbour.name} is SN{row_by_name[neighbour.id]} already"
            faults.append(Fault(cell, problem, f"{NEIGHBOURS_EACH} different authorities"))
        else:
            row_by_name[neighbour.id] = order
            links.append((order, neighbour.id, _text(closeness).lower() or None))
    return links, faults


def _authority(number: object, places: PlaceRegister) -> Place | None:
    try:
        place = places.by_dfe_code(_text(number))
    except UsageError:
        return None
    return place if place.level == LOCAL_AUTHORITY else None


def _unknown(location: str, number: object) -> Fault:
    problem = f"{_text(number) or 'nothing'} is the number of no authority"
    return Fault(location, problem, "the department's three-digit number")


def _text(cell: object) -> str:
    return str(cell).strip()
