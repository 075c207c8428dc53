"""Reads a sheet of old notes: everything, or nothing and all that is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from stocktake.schools.visit_notes.template import (
    ACTION_COLUMNS,
    KINDS,
    LONGEST,
    RESULTS,
    TEXT_COLUMNS,
    VISIT_NOTES_FORM,
)
from stocktake.sources.local_form import FormRow, read_form
from stocktake.sources.reading import refuse
from stocktake.standards.errors import Fault

MOST_FAULTS = 200
"""After so many the rest is not read: nobody reads more."""
MOST_GOVERNORS = 99
FIRST_YEAR, LAST_YEAR = 1900, 2199
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


@dataclass(frozen=True)
class NotedAction:
    """An action of an old note."""

    text: str
    owner: str
    due: date
    success_measure: str
    result: str
    result_text: str


@dataclass
class VisitNote:
    """An old note of one visit.

    Parameters
    ----------
    texts : dict of str to str
        By column: purpose, evidence, judgement and so on.
    row : int
        Of the sheet, for what is found later.
    """

    school_urn: str
    visited_on: date
    kind: str
    officers: str
    adviser_email: str
    texts: dict[str, str]
    governors_invited: int
    governors_present: int
    row: int
    actions: list[NotedAction] = field(default_factory=list)


def read_visit_notes(
    path: Path, *, schools: Collection[str], advisers: Collection[str], as_of: date
) -> list[VisitNote]:
    r"""Read a sheet of old notes.

    Parameters
    ----------
    path : path
        A CSV file or workbook made from the template.
    schools : collection of str
        The numbers of the place's schools; another is a fault.
    advisers : collection of str
        The addresses of accounts that may have led a visit, in small letters.
    as_of : date
        The day on which it is brought in: no visit is later.

    Raises
    ------
    InputError
        All faults of all rows together, with row, column, what was expected and what to do.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "notes.csv"
    >>> _ = path.write_text(
    ...     "school_urn,visited_on,officers,purpose\n100001,30/01/2019,Adviser,Reading.\n"
    ... )
    >>> notes = read_visit_notes(
    ...     path, schools={"100001"}, advisers=(), as_of=date(2026, 1, 1)
    ... )
    >>> notes[0].visited_on, notes[0].kind
    (datetime.date(2019, 1, 30), 'visit')
    """
    reader = _Reader(path.name, schools, advisers, as_of)
    for row in read_form(path, VISIT_NOTES_FORM):
        if len(reader.faults) >= MOST_FAULTS:
            hint = "correct the faults above, then read it again"
            location = f"{path.name}: from row {row.row}"
            reader.faults.append(Fault(location, "was not read", "", hint))
            break
        reader.read(row)
    refuse(f"{path.name}: {len(reader.faults)} fault(s), nothing was read", reader.faults)
    return list(reader.notes.values())


class _Reader:
    """Reads rows, one after another, and keeps what is wrong."""

    def __init__(
        self, name: str, schools: Collection[str], advisers: Collection[str], as_of: date
    ) -> None:
        self.name, self.schools, self.advisers, self.as_of = name, schools, advisers, as_of
        self.notes: dict[tuple[str, date, str], VisitNote] = {}
        self.faults: list[Fault] = []
        self.row = 0

    def read(self, row: FormRow) -> None:
        self.row = row.row
        cells = {name: _plain(text).strip() for name, text in row.cells.items()}
        before = len(self.faults)
        for name, text in cells.items():
            if "\0" in text:
                self._fault(name, "has a null character", "text", "type the cell again")
        for name, longest in LONGEST.items():
            if len(cells[name]) > longest:
                self._fault(name, f"has {len(cells[name])} characters", f"at most {longest}")
        urn = cells["school_urn"]
        if urn not in self.schools:
            self._fault("school_urn", f"unknown school {urn[:20]!r}", "a school of this place")
        day = self._day("visited_on", cells["visited_on"])
        if day and day > self.as_of:
            self._fault("visited_on", f"{day} has not come", "the day of a visit that was made")
        kind = self._choice("kind", cells["kind"] or KINDS[0], KINDS)
        first = self.notes.get((urn, day, kind)) if day and kind else None
        note = None if first else self._note(cells, urn, day, kind)
        if first and (extra_names := [name for name in self._note_columns() if cells[name]]):
            self._fault(
                extra_names[0],
                f"is the same visit as row {first.row}",
                "the columns of a further action alone",
                "delete one of the two",
            )
        action = self._action(cells, day)
        target = first or note
        if len(self.faults) > before or target is None:
            return
        if note:
            self.notes[(note.school_urn, note.visited_on, note.kind)] = note
        if action:
            target.actions.append(action)

    @staticmethod
    def _note_columns() -> tuple[str, ...]:
        return ("officers", *TEXT_COLUMNS, "governors_invited", "governors_present")

    def _note(
        self, cells: Mapping[str, str], urn: str, day: date | None, kind: str
    ) -> VisitNote | None:
        for name in ("officers", "purpose"):
            if not cells[name]:
                self._fault(name, "is blank", "a text")
        email = cells["adviser_email"].casefold()
        if email and email not in self.advisers:
            self._fault("adviser_email", "is no account of an officer here", "", "leave it blank")
        invited = self._count("governors_invited", cells["governors_invited"])
        present = self._count("governors_present", cells["governors_present"])
        if invited is not None and present is not None and present > invited:
            self._fault("governors_present", f"{present} came", f"at most the {invited} invited")
        if day is None or invited is None or present is None:
            return None
        texts = {name: cells[name] for name in TEXT_COLUMNS}
        return VisitNote(
            urn, day, kind, cells["officers"], email, texts, invited, present, self.row
        )

    def _action(self, cells: Mapping[str, str], visited_on: date | None) -> NotedAction | None:
        if not any(cells[name] for name in ACTION_COLUMNS):
            return None
        for name in ("action", "action_owner", "action_success_measure"):
            if not cells[name]:
                self._fault(name, "is blank", "an action with owner, day and measure of success")
        due = self._day("action_due", cells["action_due"])
        if due and visited_on and due < visited_on:
            self._fault("action_due", f"{due} lies before the visit", f"{visited_on} or later")
        result = self._choice("action_result", cells["action_result"] or RESULTS[0], RESULTS)
        if result in RESULTS[1:] and not cells["action_result_text"]:
            self._fault("action_result_text", "is blank", "what changed, or why it was not done")
        if due is None:
            return None
        return NotedAction(
            cells["action"],
            cells["action_owner"],
            due,
            cells["action_success_measure"],
            result,
            cells["action_result_text"],
        )

    def _day(self, name: str, text: str) -> date | None:
        try:
            match = _DAY_FIRST.fullmatch(text)
            day = (
                date(int(match[3]), int(match[2]), int(match[1]))
                if match
                else date.fromisoformat(text)
            )
        except ValueError:
            problem = f"{text[:20]!r} is no day" if text else "is blank"
            self._fault(name, problem, "a day such as 2018-03-31 or 31/03/2018")
            return None
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        self._fault(name, f"lies in the year {day.year}", f"a year {FIRST_YEAR} to {LAST_YEAR}")
        return None

    def _count(self, name: str, text: str) -> int | None:
        if not text:
            return 0
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_GOVERNORS))
        if is_number:
            return int(text)
        self._fault(name, f"{text[:20]!r} is no number of governors", f"0 to {MOST_GOVERNORS}")
        return None

    def _choice(self, name: str, text: str, choices: tuple[str, ...]) -> str:
        if text in choices:
            return text
        self._fault(name, f"unknown {name} {text[:20]!r}", ", ".join(choices))
        return ""

    def _fault(self, column: str, problem: str, expected: str = "", fix: str = "") -> None:
        self.faults.append(Fault(f"{self.name}: row {self.row}, {column}", problem, expected, fix))


def _plain(text: str) -> str:
    """Without control characters, which no document can hold; a null character stays, a fault."""
    return "".join(c for c in text if c in "\n\t\0" or unicodedata.category(c) != "Cc")
