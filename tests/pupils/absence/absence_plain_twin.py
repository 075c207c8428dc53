"""Absence from session marks as one would count it by hand: slow, plain, and independent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from stocktake.standards.attendance_codes import attendance_codes

Mark = tuple[str, int, date, str]
"""Pupil, school, date, code."""


def persistent_absentees(
    marks: list[Mark], born: dict[str, date], summer_second_half: dict[int, date], year: str
) -> dict[tuple[str, int], tuple[int, int, int, bool | None, bool | None]]:
    """Possible, authorised and unauthorised sessions of each enrolment, and the two verdicts."""
    begins = int(year[:4])
    enrolments: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        if date(begins, 9, 1) <= mark[2] <= date(begins + 1, 8, 31):
            enrolments[mark[:2]].append(mark)
    found = {}
    for (pupil, school), theirs in enrolments.items():
        if pupil not in born:
            continue
        age = begins - born[pupil].year - (born[pupil] > date(born[pupil].year, 8, 31))
        if not 4 <= age <= 15:
            continue
        late = summer_second_half[school]
        classes = [
            (day, attendance_codes(day)[code].attendance_class)
            for _, _, day, code in theirs
            if code in attendance_codes(day)
        ]
        possible = [(day, kind) for day, kind in classes if kind != "not_possible"]
        if not any(day < late for day, _ in possible):
            continue
        if age == 15:
            possible = [(day, kind) for day, kind in possible if day < late]
        authorised = sum(kind == "authorised" for _, kind in possible)
        unauthorised = sum(kind == "unauthorised" for _, kind in possible)
        missed = Fraction(authorised + unauthorised, len(possible))
        found[pupil, school] = (
            len(possible),
            authorised,
            unauthorised,
            missed >= Fraction(1, 10) if age > 4 else None,
            missed >= Fraction(1, 2) if age > 4 else None,
        )
    return found
