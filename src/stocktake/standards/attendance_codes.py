"""Register codes and the statistical class of each, by the day on which a mark was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from types import MappingProxyType

import polars as pl

from stocktake.standards.code_schema import AttendanceClass, AttendanceCodeSet
from stocktake.standards.definitions import load_folder
from stocktake.standards.errors import DefinitionError, Fault

SINCE_EVER = date(1900, 1, 1)
UNTIL_FURTHER_NOTICE = date(2999, 12, 31)

ATTENDED: tuple[AttendanceClass, ...] = ("present", "attending_elsewhere")
ABSENT: tuple[AttendanceClass, ...] = ("authorised", "unauthorised")


@dataclass(frozen=True)
class AttendanceCode:
    """A register code as it was understood on a day.

    Parameters
    ----------
    code : str
        The mark: ``/``, ``I``, ``Y4``.
    attendance_class : str
        ``present``, ``attending_elsewhere``, ``authorised``, ``unauthorised`` or
        ``not_possible``. A possible session is one of any class but the last.
    meaning : str
        In a few words.
    """

    code: str
    attendance_class: AttendanceClass
    meaning: str


def attendance_codes(on: date) -> Mapping[str, AttendanceCode]:
    """The register codes that were in force on a day.

    Parameters
    ----------
    on : date
        The day of the mark, not of the return: an interview of June 2024 (J) is attendance, one
        of June 2025 (J1) is authorised absence.

    Returns
    -------
    mapping of str to AttendanceCode
        By code. A code that is not there could not be used on that day.

    Notes
    -----
    Source: The School Attendance (Pupil Registration) (England) Regulations 2024, regulation 10;
    the department's attendance dashboard for the codes before.

    Examples
    --------
    >>> from datetime import date
    >>> attendance_codes(date(2024, 8, 18))["J"].attendance_class
    'attending_elsewhere'
    >>> attendance_codes(date(2024, 8, 19))["J1"].attendance_class
    'authorised'
    >>> "Y" in attendance_codes(date(2025, 1, 10))
    False
    """
    for starts, ends, codes in _code_sets():
        if starts <= on <= ends:
            return codes
    return MappingProxyType({})


def attendance_code_table() -> pl.DataFrame:
    """The same codes as a table to join marks with.

    Returns
    -------
    polars.DataFrame
        ``code``, ``starts``, ``ends`` (first and last day, never null: 1900-01-01 and 2999-12-31
        where open), ``attendance_class``. One row per code and set, so that a mark joined on its
        code and kept where its date lies between the days meets at most one row.

    Examples
    --------
    >>> attendance_code_table().filter(code="Y4").rows()
    [('Y4', datetime.date(2024, 8, 19), datetime.date(2999, 12, 31), 'not_possible')]
    """
    return pl.DataFrame(
        [
            (entry.code, starts, ends, entry.attendance_class)
            for starts, ends, codes in _code_sets()
            for entry in codes.values()
        ],
        schema={
            "code": pl.String,
            "starts": pl.Date,
            "ends": pl.Date,
            "attendance_class": pl.String,
        },
        orient="row",
    )


@cache
def _code_sets() -> tuple[tuple[date, date, Mapping[str, AttendanceCode]], ...]:
    code_sets = load_folder("stocktake.standards", "attendance_codes", AttendanceCodeSet)
    sets = [
        (
            definition.value.starts or SINCE_EVER,
            definition.value.ends or UNTIL_FURTHER_NOTICE,
            MappingProxyType(
                {
                    entry.code: AttendanceCode(entry.code, entry.attendance_class, entry.meaning)
                    for entry in definition.value.code
                }
            ),
        )
        for definition in code_sets.values()
    ]
    sets.sort(key=lambda entry: entry[0])
    overlaps = [
        Fault("attendance_codes", f"a set begins on {later[0]}, another ends on {earlier[1]}")
        for earlier, later in pairwise(sets)
        if later[0] <= earlier[1]
    ]
    if overlaps:
        raise DefinitionError("two sets of register codes are in force on one day", overlaps)
    return tuple(sets)
