"""Invented schools with figures, inspections and answers for the tests of concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from stocktake.schools.concerns import ConcernData

AS_OF = date(2026, 12, 1)
A8, P8, GRADE_5 = "ks4.attainment_8", "ks4.progress_8", "ks4.english_maths_9_5"
SCHOOL = 900001

FIGURES = {
    "school_urn": pl.Int64,
    "time_period": pl.String,
    "measure": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "pupil_count": pl.Int64,
    "symbol": pl.String,
    "stage": pl.String,
    "release": pl.String,
    "row": pl.Int64,
}


def rows(
    school_urn: int,
    measure: str,
    values: Mapping[str, float | None],
    *,
    pupils: int | None = 150,
    group: str = "all",
    symbol: str | None = None,
) -> list[dict[str, object]]:
    """One row for each year."""
    return [
        {
            "school_urn": school_urn,
            "time_period": period,
            "measure": measure,
            "group": group,
            "value": value,
            "pupil_count": pupils,
            "symbol": symbol if value is None else None,
            "stage": "final",
            "release": "invented",
            "row": 7,
        }
        for period, value in values.items()
    ]


def table(*parts: list[dict[str, object]]) -> pl.DataFrame:
    """The table of school figures."""
    return pl.DataFrame([row for part in parts for row in part], schema=FIGURES)


def england(measure: str, values: Mapping[str, float]) -> pl.DataFrame:
    """England's published results."""
    return table(rows(0, measure, values)).with_columns(place=pl.lit("england")).drop("school_urn")


def register(*urns: int, phase: str = "Secondary", kind: str = "academy") -> pl.DataFrame:
    """Schools of one phase and kind."""
    return pl.DataFrame(
        {"school_urn": list(urns), "phase": [phase] * len(urns), "type_group": [kind] * len(urns)},
        schema={"school_urn": pl.Int64, "phase": pl.String, "type_group": pl.String},
    )


def inspection(
    regime: str,
    areas: Mapping[str, str | None],
    *,
    school_urn: int = SCHOOL,
    day: date = date(2024, 3, 1),
    safeguarding: str | None = None,
    event: str = "full",
) -> pl.DataFrame:
    """One inspection with its areas."""
    return pl.DataFrame(
        [
            {
                "school_urn": school_urn,
                "inspection_date": day,
                "published_date": day,
                "regime": regime,
                "area": area,
                "value": value,
                "safeguarding": safeguarding,
                "category": None,
                "event": event,
                "release": "inspections",
                "row": 3,
            }
            for area, value in areas.items()
        ],
        schema_overrides={"safeguarding": pl.String, "category": pl.String},
    )


def record(
    figures: pl.DataFrame,
    *urns: int,
    inspections: pl.DataFrame | None = None,
    answers: pl.DataFrame | None = None,
    place_figures: pl.DataFrame | None = None,
    as_of: date = AS_OF,
) -> ConcernData:
    """What criteria are evaluated on."""
    return ConcernData(
        schools=register(*urns),
        figures=figures,
        as_of=as_of,
        place_figures=place_figures,
        inspections=inspections,
        answers=answers,
    )
