"""Reads the register of schools (Get Information about Schools) from its CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stocktake.standards import Fault, InputError

COLUMNS = (
    "URN",
    "EstablishmentName",
    "Town",
    "LA (code)",
    "EstablishmentStatus (name)",
    "CloseDate",
)
AUTHORITY = re.compile(r"la-(\d{3})")
OPEN_STATUSES = frozenset({"open", "open, but proposed to close"})
CLOSED_STATUS = "closed"
NO_DATE = date(1900, 1, 1)
"""Stands for the day on which a school closed, where the register says only that it did."""


@dataclass(frozen=True)
class SchoolRow:
    """A school of the register; ``closed_on`` is None while it is open."""

    urn: str
    name: str
    town: str
    closed_on: date | None


def read_register(path: Path, place_id: str) -> list[SchoolRow]:
    """The schools of one authority, open and closed; those that are only proposed are left out.

    Raises
    ------
    InputError
        The file cannot be read, lacks columns, or holds rows that cannot be true: all of them.
    """
    rows: list[SchoolRow] = []
    faults: list[Fault] = []
    reader = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    absent = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if absent:
        raise InputError(f"{path.name} has no column {', '.join(absent)}")
    authority = AUTHORITY.fullmatch(place_id)
    for line, row in enumerate(reader, start=2):
        if authority is None or (row["LA (code)"] or "").strip() != authority[1]:
            continue
        status = (row["EstablishmentStatus (name)"] or "").strip().lower()
        if status not in OPEN_STATUSES | {CLOSED_STATUS}:
            continue
        faults += [Fault(f"{path.name}: line {line}", problem) for problem in _row_faults(row)]
        if not faults:
            closed_on = _day(row["CloseDate"]) or NO_DATE if status == CLOSED_STATUS else None
            name, town = row["EstablishmentName"].strip(), (row["Town"] or "").strip()
            rows.append(SchoolRow(row["URN"].strip(), name, town, closed_on))
    faults += [Fault(path.name, f"URN {urn} occurs twice") for urn in _repeated_urns(rows)]
    if faults:
        raise InputError(f"{path.name} cannot be taken", faults)
    if not rows:
        raise InputError(f"{path.name} holds no school of {place_id}")
    return rows


def _read_text(path: Path) -> str:
    """The file's text: UTF-8, or Windows' Western European, as the register is published."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _row_faults(row: dict[str, str]) -> Iterator[str]:
    if not re.fullmatch(r"\d{6}", (row["URN"] or "").strip()):
        yield f"URN {row['URN']!r} has not six digits"
    if not (row["EstablishmentName"] or "").strip():
        yield "the school has no name"
    if (row["CloseDate"] or "").strip() and _day(row["CloseDate"]) is None:
        yield f"CloseDate {row['CloseDate']!r} is no day such as 31-08-2024"


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime((text or "").strip(), "%d-%m-%Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _repeated_urns(rows: list[SchoolRow]) -> list[str]:
    counts = Counter(row.urn for row in rows)
    return sorted(urn for urn, count in counts.items() if count > 1)
