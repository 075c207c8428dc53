"""Absence from session marks as one would count it by hand: slow, plain, and independent."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

from stocktake.standards.attendance_codes import attendance_codes

Mark = tuple[str, int, date, str]
"""Pupil, school, date, code."""


def persistent_absentees(
    marks: list[Mark], birth_dates: dict[str, date], summer_second_half: dict[int, date], year: str
) -> dict[tuple[str, int], tuple[int, int, int, bool | None, bool | None]]:
    """Possible, authorised and unauthorised sessions of each enrolment, and the two verdicts."""
    start_year = int(year[:4])
    enrolments: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        if date(start_year, 9, 1) <= mark[2] <= date(start_year + 1, 8, 31):
            enrolments[mark[:2]].append(mark)
    counts = {}
    for (pupil, school), pupil_marks in enrolments.items():
        if pupil not in birth_dates:
            continue
        age = (
            start_year
            - birth_dates[pupil].year
            - (birth_dates[pupil] > date(birth_dates[pupil].year, 8, 31))
        )
        if not 4 <= age <= 15:
            continue
        late = summer_second_half[school]
        classes = [
            (day, attendance_codes(day)[code].attendance_class)
            for _, _, day, code in pupil_marks
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
        counts[pupil, school] = (
            len(possible),
            authorised,
            unauthorised,
            missed >= Fraction(1, 10) if age > 4 else None,
            missed >= Fraction(1, 2) if age > 4 else None,
        )
    return counts
