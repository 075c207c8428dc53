"""Reads report cards: a judgement on a five-point scale for each area of evaluation."""

from __future__ import annotations

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
    MONITORING,
    finish,
    framework_faults,
    grade_faults,
    grade_of,
)
from stocktake.sources.schools.inspections.regimes import inspection_regimes
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.table_file import ROW, TableFile

REPORT_CARD = "report_card"
INSPECTED, PUBLISHED = "inspection_date", "publication_date"
SAFEGUARDING = "safeguarding_standards"
CATEGORY = "category_of_concern"
AREAS = {
    "inclusion": "inclusion",
    "curriculum_and_teaching": "curriculum_and_teaching",
    "achievement": "achievement",
    "attendance_and_behaviour": "attendance_and_behaviour",
    "personal_development_and_wellbeing": "personal_development_and_wellbeing",
    "leadership_and_governance": "leadership_and_governance",
    "early_years": "early_years",
    "post_16": "post-16_provision",
}
"""Column by area of evaluation; the last two only where the school has them."""


def read_report_cards(table: TableFile, as_of: date | None) -> ReadTables:
    """Report cards; one in which no area was judged is a monitoring visit."""
    del as_of
    regime = inspection_regimes()[REPORT_CARD]
    not_judged = {word.lower() for word in regime.not_judged}
    categories, safeguarding_words = regime.category_words(), regime.safeguarding_words()
    faults = urn_faults(table, "urn") + framework_faults(table, INSPECTED, REPORT_CARD)
    for column in (INSPECTED, PUBLISHED):
        faults += date_faults(table, column)
    for column in AREAS.values():
        faults += grade_faults(table, column, regime)
    faults += word_faults(
        table, SAFEGUARDING, set(safeguarding_words) | not_judged,
        "judgement of safeguarding", ("Met", "Not met"),
    )  # fmt: skip
    faults += word_faults(
        table, CATEGORY, set(categories) | not_judged, "category of concern",
        [entry.value for entry in regime.category],
    )  # fmt: skip
    refuse(f"cannot read {table.name} as report cards", faults)
    inspected = date_of(text_of(table, INSPECTED))
    grades = {
        area: grade_of(text_of(table, column), regime, inspected) for area, column in AREAS.items()
    }
    is_judged = pl.any_horizontal([grade.is_not_null() for grade in grades.values()])
    shared = {
        "school_urn": urn_of(pl.col("urn")),
        "inspection_date": inspected,
        "published_date": date_of(text_of(table, PUBLISHED)),
        "regime": pl.lit(REPORT_CARD),
        "safeguarding": text_of(table, SAFEGUARDING)
        .str.to_lowercase()
        .replace_strict(safeguarding_words, default=None, return_dtype=pl.String),
        "category": text_of(table, CATEGORY)
        .str.to_lowercase()
        .replace_strict(categories, default=None, return_dtype=pl.String),
        "event": pl.when(is_judged).then(pl.lit(FULL)).otherwise(pl.lit(MONITORING)),
    }
    frames = [
        table.cells.filter(text_of(table, column).is_not_null()).select(
            ROW, **shared, area=pl.lit(area), value=grades[area]
        )
        for area, column in AREAS.items()
    ]
    return finish(table, pl.concat(frames).sort(ROW, maintain_order=True))
