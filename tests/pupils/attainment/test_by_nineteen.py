"""Level 2 and level 3 by nineteen, and apprenticeships."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from attainment_results import entries, entry

from stocktake.pupils.attainment.by_nineteen import by_nineteen

AT_16, AT_17, AT_18, NINETEEN = (date(y, 8, 22) for y in (2020, 2021, 2022, 2023))
FIVE = ("ENG_LANG", "MATHS", "HISTORY", "FRENCH", "ART")
A_LEVEL, POST16 = "A_LEVEL", "POST16"

Row = dict[str, object]


def gcses(*grades: str) -> list[Row]:
    return [entry(s, g, day=AT_16) for s, g in zip(FIVE, grades, strict=True)]


def later(subject: str, grade: str, kind: str, day: date = AT_18) -> Row:
    return entry(subject, grade, qualification=kind, stage=POST16, day=day)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (gcses("4", "4", "4", "4", "4"), (True, True, False, False)),
        (gcses("4", "3", "4", "4", "4"), (False, False, False, False)),
        (
            [*gcses("4", "3", "4", "4", "4"), later("MATHS", "4", "GCSE", AT_17)],
            (True, True, False, False),
        ),
        (
            [*gcses("4", "3", "4", "4", "3"), entry("COMB_SCI", "44", day=AT_16)],
            (True, False, False, False),
        ),
        (
            [*gcses("3", "3", "3", "3", "3"), entry("COMB_SCI", "43", day=AT_16)],
            (False, False, False, False),
        ),
        ([later("ART", "E", A_LEVEL), later("MUSIC", "A*", A_LEVEL)], (True, False, True, False)),
        ([later("ART", "E", A_LEVEL), later("MUSIC", "U", A_LEVEL)], (False,) * 4),
        ([later("ART", "D", A_LEVEL), later("ART", "B", A_LEVEL, AT_17)], (False,) * 4),
        ([later("SPORT", "P2", "TECHNICAL_3")], (True, False, True, False)),
        ([later("SPORT", "P2", "TECHNICAL_2")], (True, False, False, False)),
        ([later("SPORT", "P", "APPRENTICESHIP_2")], (True, False, False, True)),
        ([later("SPORT", "P", "APPRENTICESHIP_3")], (True, False, True, True)),
        ([later("MATHS", "P2", "FUNCTIONAL_2")], (False,) * 4),
        ([later("SPORT", "P", "APPRENTICESHIP_3", date(2023, 9, 1))], (False,) * 4),
    ],
)
def test_levels(rows: list[Row], expected: tuple[bool, ...]) -> None:
    cohort = pl.DataFrame({"pupil": ["a"]})
    until = date(2023, 8, 31)
    assert by_nineteen(entries(rows), cohort, until=until).row(0)[1:] == expected


def test_a_grade_below_a_pass_at_first_does_not_spoil_the_resit() -> None:
    rows = [*gcses("3", "4", "4", "4", "4"), later("ENG_LANG", "5", "GCSE", AT_17)]
    row = by_nineteen(entries(rows), until=NINETEEN).row(0, named=True)
    assert (row["level_2"], row["level_2_with_english_and_maths"]) == (True, True)
