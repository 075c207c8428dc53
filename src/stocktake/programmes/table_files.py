"""Reads the tables of a map from the text of CSV files, with every fault by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from stocktake.programmes.programme import ALL, PHASES, Phase
from stocktake.programmes.tables import STATES, DeliveryRow, NeedRow, SchoolRow
from stocktake.programmes.terms import EXPECTED, Term, parse_term
from stocktake.standards.errors import Fault, UsageError, nearest

SCHOOL_COLUMNS = ("school_urn", "school_name", "phase")
DELIVERY_COLUMNS = ("programme", "school_urn", "term", "state")
NEED_COLUMNS = ("theme", "need_count", "source")
COUNTS = (
    "offered_count",
    "started_count",
    "completed_count",
    "visits_count",
    "data_requests_count",
    "days_out_count",
    "minutes",
)
MOST_FAULTS = 200
"""After so many faults the rest of a file is not read: it is wrong throughout."""
_PHASES: Mapping[str, tuple[Phase, ...]] = {
    "nursery": ("early-years",),
    "all-through": ("primary", "secondary"),
    "middle deemed primary": ("primary",),
    "middle deemed secondary": ("secondary",),
    "16 plus": ("post-16",),
    **{phase.replace("-", " "): (phase,) for phase in PHASES},
    **{phase: (phase,) for phase in PHASES},
}


def school_phases(phase: str) -> tuple[Phase, ...]:
    """The phases of a school by the word that a register has for it; none where it is unknown.

    Examples
    --------
    >>> school_phases("All-through"), school_phases("Not applicable")
    (('primary', 'secondary'), ())
    """
    return _PHASES.get(phase.strip().lower(), ())


@dataclass
class TableReader:
    """One file while it is read: its name, where it stands, and what is wrong so far."""

    name: str
    text: str
    faults: list[Fault] = field(default_factory=list)

    def rows(self, columns: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row by its line, with its cells by column; none where a column is missing.

        No more of them after ``MOST_FAULTS``, which is a fault too.
        """
        reader = csv.DictReader(io.StringIO(self.text, newline=""))
        heads = reader.fieldnames or ()
        missing_columns = [name for name in columns if name not in heads]
        if missing_columns:
            self.faults.append(
                Fault(
                    f"{self.name}: line 1",
                    f"no column {', '.join(missing_columns)}",
                    f"the columns {', '.join(columns)}",
                    "add it",
                )
            )
            return
        for cells in reader:
            line = reader.line_num
            if len(self.faults) >= MOST_FAULTS:
                hint = "correct the faults above, then read it again"
                self.faults.append(
                    Fault(f"{self.name}: from line {line}", "was not read", "", hint)
                )
                return
            if None in cells or None in cells.values():
                self.fault(line, "", f"has not {len(heads)} cells", "one for each column", "")
                continue
            row = {name: (cell or "").strip() for name, cell in cells.items()}
            if any(row.values()):
                yield line, row

    def fault(self, line: int, column: str, problem: str, expected: str, fix: str = "") -> None:
        """Note what is wrong with a cell or a row."""
        cell = f", {column}" if column else ""
        self.faults.append(Fault(f"{self.name}: line {line}{cell}", problem, expected, fix))

    def whole(self, line: int, column: str, text: str) -> int | None:
        """A whole number from zero; None where the cell is empty or wrong."""
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) < 10:
            return int(text)
        self.fault(line, column, f"{text!r} will not do", "zero or a positive whole number")
        return None

    def word(
        self, line: int, column: str, text: str, words: Collection[str], kind: str
    ) -> str | None:
        """One of some words; None where it is not."""
        if text in words:
            return text
        problem = f"no {kind} {text!r}" if text else "is empty"
        self.fault(line, column, problem, "" if text else f"a {kind}", nearest(text, words))
        return None

    def urn(self, line: int, text: str) -> int | None:
        """The number of a school; None where it is none."""
        if len(text) == 6 and text.isascii() and text.isdigit():
            return int(text)
        problem = f"{text!r} is no number of a school" if text else "is empty"
        self.fault(line, "school_urn", problem, "six digits such as 119732")
        return None


def parse_schools(reader: TableReader) -> tuple[SchoolRow, ...]:
    """The schools of ``schools.csv``: ``school_urn``, ``school_name``, ``phase``.

    ``ward`` and ``marks`` (words with spaces between) may be there too; other columns are left.
    """
    schools: dict[int, SchoolRow] = {}
    for line, row in reader.rows(SCHOOL_COLUMNS):
        urn = reader.urn(line, row["school_urn"])
        phase = reader.word(line, "phase", row["phase"].lower(), _PHASES, "phase")
        if urn is None or phase is None:
            continue
        if urn in schools:
            reader.fault(line, "school_urn", f"{urn} is written twice", "each school once")
        marks = tuple(row.get("marks", "").split())
        schools[urn] = SchoolRow(
            urn, row["school_name"], _PHASES[phase], row.get("ward", ""), marks
        )
    return tuple(schools.values())


def parse_deliveries(
    reader: TableReader, programmes: Collection[str], schools: Collection[int]
) -> tuple[DeliveryRow, ...]:
    """The rows of ``deliveries.csv``: each programme, school and term once.

    Parameters
    ----------
    programmes : collection of str
        Ids that are known.
    schools : collection of int
        Numbers that are known.
    """
    deliveries: dict[tuple[str, int, Term], DeliveryRow] = {}
    for line, row in reader.rows(DELIVERY_COLUMNS):
        programme = reader.word(line, "programme", row["programme"], programmes, "programme")
        urn = reader.urn(line, row["school_urn"])
        if urn is not None and urn not in schools:
            reader.fault(line, "school_urn", f"{urn} is not in schools.csv", "", "add the school")
            urn = None
        term = _read_term(reader, line, row["term"])
        state = reader.word(line, "state", row["state"], STATES, "state")
        counts = {name: reader.whole(line, name, row.get(name, "")) for name in COUNTS}
        if programme is None or urn is None or term is None or state is None:
            continue
        if (programme, urn, term) in deliveries:
            first = deliveries[programme, urn, term].line
            reader.fault(line, "", f"says again what line {first} says", "each term once")
        _check_dose(reader, line, counts)
        deliveries[programme, urn, term] = DeliveryRow(
            programme,
            urn,
            term,
            state,  # type: ignore[arg-type]
            **counts,
            contact_role=row.get("contact_role", ""),
            line=line,
        )
    return tuple(deliveries.values())


def parse_needs(reader: TableReader, themes: Collection[str]) -> tuple[NeedRow, ...]:
    """The rows of ``needs.csv``: theme, how many, and where the figure is from."""
    needs = []
    for line, row in reader.rows(NEED_COLUMNS):
        theme = reader.word(line, "theme", row["theme"], themes, "theme")
        count = reader.whole(line, "need_count", row["need_count"])
        phase = row.get("phase") or ALL
        known_phase = reader.word(line, "phase", phase, (ALL, *PHASES), "phase")
        youngest = reader.whole(line, "youngest", row.get("youngest", ""))
        oldest = reader.whole(line, "oldest", row.get("oldest", ""))
        if (youngest is None) != (oldest is None) or (youngest or 0) > (oldest or 0):
            reader.fault(line, "youngest", "is no span with oldest", "youngest, then oldest")
        if not row["need_count"] or not row["source"]:
            reader.fault(line, "", "has no number or no source", "need_count and source")
        if theme is None or count is None or known_phase is None:
            continue
        group, ward = (row.get(name) or ALL for name in ("group", "ward"))
        needs.append(
            NeedRow(theme, count, row["source"], known_phase, youngest, oldest, group, ward, line)
        )
    return tuple(needs)


def _read_term(reader: TableReader, line: int, text: str) -> Term | None:
    try:
        return parse_term(text)
    except UsageError:
        reader.fault(line, "term", f"{text!r} is no term" if text else "is empty", EXPECTED)
        return None


def _check_dose(reader: TableReader, line: int, counts: Mapping[str, int | None]) -> None:
    offered_count, started_count, completed_count = (counts[name] for name in COUNTS[:3])
    for less, more, column in (
        (started_count, offered_count, "started_count"),
        (completed_count, started_count, "completed_count"),
    ):
        if less is not None and more is not None and less > more:
            above = COUNTS[COUNTS.index(column) - 1]
            reader.fault(line, column, f"{less} is more than {above} {more}", f"at most {more}")
