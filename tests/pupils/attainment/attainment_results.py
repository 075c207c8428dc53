"""Tables of results made by hand: what a test says of a pupil, in the layout of the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

YEAR = "202324"
RESULTS_DAY = date(2024, 8, 22)

ENTRY = {
    "pupil": pl.String,
    "time_period": pl.String,
    "school_urn": pl.String,
    "stage": pl.String,
    "qualification": pl.String,
    "subject": pl.String,
    "grade": pl.String,
    "award_date": pl.Date,
}
ASSESSMENT = dict.fromkeys(
    ("pupil", "time_period", "school_urn", "stage", "component", "measure", "result"), pl.String
)


def entry(
    subject: str,
    grade: str,
    *,
    pupil: str = "a",
    qualification: str | None = None,
    day: date | None = RESULTS_DAY,
    year: str = YEAR,
    stage: str = "KS4",
) -> dict[str, object]:
    kind = qualification or ("GCSE_DOUBLE" if subject == "COMB_SCI" else "GCSE")
    return {
        "pupil": pupil,
        "time_period": year,
        "school_urn": "100001",
        "stage": stage,
        "qualification": kind,
        "subject": subject,
        "grade": grade,
        "award_date": day,
    }


def entries(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=ENTRY)


def of_grades(grades: Mapping[str, str], *, pupil: str = "a", year: str = YEAR) -> pl.DataFrame:
    return entries(entry(s, g, pupil=pupil, year=year) for s, g in grades.items())


def assessments(rows: Iterable[tuple[str, str, str, str, str, str]]) -> pl.DataFrame:
    """Rows of pupil, academic year, stage, component, measure and result."""
    return pl.DataFrame(
        [(pupil, year, "100001", *rest) for pupil, year, *rest in rows],
        schema=ASSESSMENT,
        orient="row",
    )
