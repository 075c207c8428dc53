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
from stocktake_web.accounts.schools.models import SchoolType

COLUMNS = (
    "URN",
    "EstablishmentName",
    "Town",
    "LA (code)",
    "EstablishmentStatus (name)",
    "CloseDate",
)
PHASE, TYPE_GROUP = "PhaseOfEducation (name)", "EstablishmentTypeGroup (name)"
TRUST_UID, TRUST_NAME = "Trusts (code)", "Trusts (name)"
"""Columns that an extract of the register may lack: the school is then without them."""
TYPE_GROUPS = {
    "academies": SchoolType.ACADEMY,
    "colleges": SchoolType.COLLEGE,
    "free schools": SchoolType.FREE_SCHOOL,
    "independent schools": SchoolType.INDEPENDENT,
    "local authority maintained schools": SchoolType.MAINTAINED,
    "special schools": SchoolType.SPECIAL,
}
OPEN_DATE = "OpenDate"
LAST_YEAR = 2100
"""A later year, such as 9999, stands for a day that is not known."""
NOT_APPLICABLE = "not applicable"
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
    phase: str = ""
    type_group: str = ""
    trust_uid: str = ""
    trust_name: str = ""


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
            rows.append(_school(row, closed_on))
    faults += [Fault(path.name, f"URN {urn} occurs twice") for urn in _repeated_urns(rows)]
    if faults:
        raise InputError(f"{path.name} cannot be taken", faults)
    if not rows:
        raise InputError(f"{path.name} holds no school of {place_id}")
    return rows


def _school(row: dict[str, str], closed_on: date | None) -> SchoolRow:
    group = _cell(row, TYPE_GROUP).lower()
    phase = _cell(row, PHASE)
    return SchoolRow(
        urn=_cell(row, "URN"),
        name=_cell(row, "EstablishmentName"),
        town=_cell(row, "Town"),
        closed_on=closed_on,
        phase="" if phase.lower() == NOT_APPLICABLE else phase,
        type_group=TYPE_GROUPS.get(group, SchoolType.OTHER_TYPE).value if group else "",
        trust_uid=_cell(row, TRUST_UID),
        trust_name=_cell(row, TRUST_NAME),
    )


def _cell(row: dict[str, str], name: str) -> str:
    """A cell on one line; a character that no page shows, or that turns a line, is no part."""
    text = " ".join((row.get(name) or "").split())
    return "".join(c for c in text if c.isprintable()).strip()


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
    opens, closes = _day(row.get(OPEN_DATE)), _day(row["CloseDate"])
    for name, day in ((OPEN_DATE, opens), ("CloseDate", closes)):
        if day and day.year > LAST_YEAR:
            yield f"{name} {day:%d-%m-%Y} is later than {LAST_YEAR}; leave it empty if not known"
    if opens and closes and closes < opens:
        yield f"CloseDate {closes:%d-%m-%Y} lies before OpenDate {opens:%d-%m-%Y}"


def _day(text: str | None) -> date | None:
    try:
        return datetime.strptime((text or "").strip(), "%d-%m-%Y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _repeated_urns(rows: list[SchoolRow]) -> list[str]:
    counts = Counter(row.urn for row in rows)
    return sorted(urn for urn, count in counts.items() if count > 1)
