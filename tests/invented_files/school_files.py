"""Invented tables of schools in the layouts of the published ones, with their quirks."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

PROVISIONAL = [
    "RECTYPE",
    "LEA",
    "ESTAB",
    "URN",
    "SCHNAME",
    "ICLOSE",
    "NFTYPE",
    "TPUP",
    "ATT8SCR",
    "P8PUP",
    "P8MEA",
    "P8CILOW",
    "P8CIUPP",
    "PTL2BASICS_94",
    "PTL2BASICS_95",
    "EBACCAPS",
    "PTEBACC_E_PTQ_EE",
]
MAIN = (
    "URN",
    "KS4 Pupils",
    "KS4 Boys",
    "KS4 Girls",
    "Progress 8",
    "Attainment 8",
    "Attainment 8 Boys",
    "Eng Maths Grade 5",
    "Academic Year",
)
CENSUS = [
    "URN",
    "LA",
    "ESTAB",
    "NOR",
    "NUMEAL",
    "NUMENGFL",
    "NUMUNCFL",
    "PNUMEAL",
    "PNUMFSM",
    "PNUMFSMEVER",
    "PSENELSE",
    "PSENELK",
]
DESTINATIONS = [
    "RECTYPE",
    "LEA",
    "ESTAB",
    "URN",
    "COHORT",
    "OVERALL_DEST",
    "OVERALL_DESTPER",
    "APPRENPER",
    "EDUCATIONPER",
    "EMPLOYMENTPER",
    "NOT_SUSTAINEDPER",
    "UNKNOWNPER",
    "COHORT_17",
    "OVERALL_DESTPER_17",
]
EXCLUSIONS = [
    "time_identifier",
    "time_period",
    "geographic_level",
    "old_la_code",
    "laestab",
    "school_type",
    "headcount",
    "perm_excl_rate",
    "fixed_excl_rate",
    "one_plus_fixed_rate",
]
WORKFORCE = (
    "LA Number",
    "Establishment Number",
    "URN",
    "Total Number of Teachers (Full-Time Equivalent)",
    "Pupil:     Teacher Ratio",
    "Mean Gross FTE Salary of All Teachers (£s)",
)


def text_of(header: Sequence[str], rows: Iterable[Sequence[object]], end: str = "\n") -> str:
    """A table as CSV; a cell with a comma in quotation marks, None blank."""
    lines = [header, *rows]
    return end.join(",".join(cell_of(cell) for cell in line) for line in lines) + end


def cell_of(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f'"{text}"' if "," in text else text


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], encoding: str = "utf-8"
) -> Path:
    """Write a table as CSV; packed where its name ends in ``.gz``."""
    content = text_of(header, rows).encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def provisional_row(urn: int, attainment: object, **cells_by_name: object) -> list[object]:
    """A school of the authority 801 that has no figures but these."""
    cells: dict[str, object] = {
        "RECTYPE": 1, "LEA": 801, "ESTAB": urn % 10_000, "URN": urn, "SCHNAME": f"School {urn}",
        "ICLOSE": 0, "NFTYPE": "CY", "TPUP": 100, "ATT8SCR": attainment,
    }  # fmt: skip
    cells |= cells_by_name
    return [cells.get(name, "NE") for name in PROVISIONAL]


def provisional(path: Path, *rows: Sequence[object]) -> Path:
    return write_table(path, PROVISIONAL, rows)


def main_measures(path: Path, *rows: Sequence[object]) -> Path:
    return write_table(path, MAIN, rows)
