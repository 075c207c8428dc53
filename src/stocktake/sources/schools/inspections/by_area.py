"""Reads files that give a judgement for each area: two inspections of a school to a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.sources.reading import refuse
from stocktake.sources.schools.cell_columns import (
    date_faults,
    date_of,
    text_of,
    urn_faults,
    urn_of,
    word_faults,
)
from stocktake.sources.schools.inspections.columns import (
    FULL,
    OVERALL,
    finish,
    framework_faults,
    grade_faults,
    grade_of,
)
from stocktake.sources.schools.inspections.regimes import InspectionRegime, inspection_regimes
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.table_file import ROW, TableFile
from stocktake.standards.errors import Fault

GRADED_REGIME, NO_OVERALL = "graded", "no_overall"


@dataclass(frozen=True)
class InspectionColumns:
    """Where a file keeps one of a school's inspections.

    Parameters
    ----------
    areas : mapping of str to str
        Column by area of judgement; ``overall`` among them.
    """

    urn: str
    inspected: str
    published: str
    areas: Mapping[str, str]
    category: str = ""
    safeguarding: str = ""


ACADEMIES = (
    InspectionColumns(
        urn="URN at time of latest full inspection",
        inspected="Inspection start date",
        published="Publication date",
        areas={
            OVERALL: "Overall effectiveness",
            "quality_of_education": "Quality of education",
            "behaviour_and_attitudes": "Behaviour and attitudes",
            "personal_development": "Personal development",
            "leadership_and_management": "Effectiveness of leadership and management",
            "early_years": "Early years provision (where applicable)",
            "sixth_form": "Sixth form provision (where applicable)",
        },
        category="Category of concern",
        safeguarding="Safeguarding is effective?",
    ),
    InspectionColumns(
        urn="URN at time of previous full inspection",
        inspected="Previous inspection start date",
        published="Previous publication date",
        areas={
            OVERALL: "Previous full inspection overall effectiveness",
            "quality_of_education": "Previous quality of education",
            "behaviour_and_attitudes": "Previous behaviour and attitudes",
            "personal_development": "Previous personal development",
            "leadership_and_management": "Previous effectiveness of leadership and management",
            "early_years": "Previous early years provision (where applicable)",
            "sixth_form": "Previous sixth form provision (where applicable)",
        },
        category="Previous category of concern",
        safeguarding="Previous safeguarding is effective?",
    ),
)
"""Each inspection is kept under the number that the school had at the time."""

LATEST_AND_PREVIOUS = (
    InspectionColumns(
        urn="urn",
        inspected="latest_date",
        published="latest_publication",
        areas={
            OVERALL: "latest_overall",
            "quality_of_education": "latest_quality_of_education",
            "behaviour_and_attitudes": "latest_behaviour_and_attitudes",
            "personal_development": "latest_personal_development",
            "leadership_and_management": "latest_leadership_and_management",
            "early_years": "latest_early_years",
            "sixth_form": "latest_sixth_form",
        },
        safeguarding="latest_safeguarding_effective",
    ),
    InspectionColumns(
        urn="urn",
        inspected="previous_date",
        published="previous_publication",
        areas={
            OVERALL: "previous_overall",
            "quality_of_education": "previous_quality_of_education",
        },
    ),
)
"""Columns that the carrier of the file derived itself are not read."""


def read_academies(table: TableFile, as_of: date | None) -> ReadTables:
    """Latest and previous full inspection of academies, under the numbers of the time."""
    del as_of
    return _read(table, ACADEMIES)


def read_latest_and_previous(table: TableFile, as_of: date | None) -> ReadTables:
    """Latest and previous inspection of each state-funded school, under today's number."""
    del as_of
    return _read(table, LATEST_AND_PREVIOUS)


def _read(table: TableFile, inspections: tuple[InspectionColumns, ...]) -> ReadTables:
    faults = [fault for columns in inspections for fault in _faults(table, columns)]
    refuse(f"cannot read {table.name} as inspections", faults)
    regimes = inspection_regimes()
    frames = [
        _area_rows(table, columns, area, regimes)
        for columns in inspections
        for area in columns.areas
    ]
    return finish(table, pl.concat(frames).sort(ROW, maintain_order=True))


def _faults(table: TableFile, columns: InspectionColumns) -> list[Fault]:
    regime = inspection_regimes()[GRADED_REGIME]
    faults = urn_faults(table, columns.urn, is_required=False)
    for column in (columns.inspected, columns.published):
        faults += date_faults(table, column)
    faults += framework_faults(table, columns.inspected, GRADED_REGIME, NO_OVERALL)
    for column in columns.areas.values():
        faults += grade_faults(table, column, regime)
    categories, safeguarding = regime.category_words(), regime.safeguarding_words()
    not_judged = {word.lower() for word in regime.not_judged}
    faults += word_faults(
        table, columns.category, set(categories) | not_judged, "category of concern",
        sorted({entry.value for entry in regime.category}),
    )  # fmt: skip
    faults += word_faults(
        table, columns.safeguarding, set(safeguarding) | not_judged,
        "judgement of safeguarding", ("Yes", "No"),
    )  # fmt: skip
    return faults + _overall_too_late(table, columns)


def _overall_too_late(table: TableFile, columns: InspectionColumns) -> list[Fault]:
    """An overall grade for an inspection made after overall grades were given up."""
    regime = inspection_regimes()[NO_OVERALL]
    overall, words = columns.areas[OVERALL], [word.lower() for word in regime.not_judged]
    cells = table.cells.select(
        ROW, day=date_of(text_of(table, columns.inspected)), grade=text_of(table, overall)
    )
    late = cells.filter(
        (pl.col("day") >= regime.starts) & ~pl.col("grade").str.to_lowercase().is_in(words)
    )
    return [
        Fault(
            f"{table.name}: row {row}, {overall}",
            f"{grade!r} is an overall grade of an inspection of {day}",
            f"none from {regime.starts}",
            "correct the date or the grade",
        )
        for row, day, grade in late.head(100).iter_rows()
    ]


def _area_rows(
    table: TableFile,
    columns: InspectionColumns,
    area: str,
    regimes: Mapping[str, InspectionRegime],
) -> pl.DataFrame:
    """The judgements of one area; an empty cell stands for an area that the school has not."""
    graded_regime, no_overall = regimes[GRADED_REGIME], regimes[NO_OVERALL]
    text = text_of(table, columns.areas[area])
    inspected = date_of(text_of(table, columns.inspected))
    is_late = (inspected >= no_overall.starts).fill_null(value=False)
    grade = (
        pl.when(is_late)
        .then(grade_of(text, no_overall, inspected))
        .otherwise(grade_of(text, graded_regime, inspected))
    )
    category = text_of(table, columns.category).str.to_lowercase()
    safeguarding = text_of(table, columns.safeguarding).str.to_lowercase()
    has_row = text.is_not_null() & text_of(table, columns.urn).is_not_null()
    if area == OVERALL:
        has_row &= ~is_late
    return table.cells.filter(has_row).select(
        ROW,
        school_urn=urn_of(pl.col(columns.urn)),
        inspection_date=inspected,
        published_date=date_of(text_of(table, columns.published)),
        regime=pl.when(is_late).then(pl.lit(NO_OVERALL)).otherwise(pl.lit(GRADED_REGIME)),
        area=pl.lit(area),
        value=grade,
        safeguarding=safeguarding.replace_strict(
            graded_regime.safeguarding_words(), default=None, return_dtype=pl.String
        ),
        category=category.replace_strict(
            graded_regime.category_words(), default=None, return_dtype=pl.String
        ),
        event=pl.lit(FULL),
    )
