"""Results of invented schools for the tests of improvement: nobody's real school is among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.improvement import ImprovementData

FIGURES = {
    "school_urn": pl.Int64,
    "time_period": pl.String,
    "measure": pl.String,
    "group": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "pupil_count": pl.Int64,
    "symbol": pl.String,
    "stage": pl.String,
    "release": pl.String,
    "row": pl.Int64,
}
P8, A8, RWM = "ks4.progress_8", "ks4.attainment_8", "ks2.rwm_expected"
AS_OF = date(2018, 12, 1)
SCHOOL = 900001
DEFINITIONS = Path(__file__).parent / "definitions"


def figure_rows(
    school_urn: int,
    measure: str,
    values: Mapping[str, float | None],
    *,
    pupils: int | None = 120,
    stage: str = "final",
    symbol: str | None = None,
) -> list[dict[str, object]]:
    """One row for each year."""
    return [
        {
            "school_urn": school_urn,
            "time_period": period,
            "measure": measure,
            "group": "all",
            "value": value,
            "lower": None,
            "upper": None,
            "pupil_count": pupils,
            "symbol": symbol if value is None else None,
            "stage": stage,
            "release": f"{measure}-{period}",
            "row": 2,
        }
        for period, value in values.items()
    ]


def figures_of(*parts: Sequence[dict[str, object]]) -> pl.DataFrame:
    """The table of school figures."""
    return pl.DataFrame([row for part in parts for row in part], schema=FIGURES)


def nation(values: Mapping[str, Mapping[str, float]]) -> pl.DataFrame:
    """England's published results by measure and year."""
    rows = [
        {
            "place": "england",
            "time_period": period,
            "measure": measure,
            "group": "all",
            "value": value,
            "stage": "final",
            "release": "national",
            "row": 1,
        }
        for measure, years in values.items()
        for period, value in years.items()
    ]
    return pl.DataFrame(rows)


ENGLAND = nation(
    {
        P8: dict.fromkeys(("201516", "201617", "201718", "201819", "202223", "202324"), 0.0),
        A8: {"202223": 46.0, "202324": 46.0, "202425": 46.0},
        RWM: {"201516": 54.0, "201617": 62.0, "201718": 65.0},
    }
)


def improvement_of(
    *parts: Sequence[dict[str, object]],
    as_of: date = AS_OF,
    identities: pl.DataFrame | None = None,
    name: str = "Example Academy",
) -> ImprovementData:
    """Data for statements about the schools of some rows, with England's results."""
    figures = figures_of(*parts)
    urns = figures["school_urn"].unique().sort().to_list()
    schools = pl.DataFrame(
        {"school_urn": urns, "name": [name] * len(urns), "type_group": ["academy"] * len(urns)}
    )
    return ImprovementData(
        figures,
        as_of,
        place_figures=ENGLAND,
        schools=schools,
        identities=identities,
        own_folder=DEFINITIONS,
    )


def many_starts(count: int = 200) -> list[dict[str, object]]:
    """Schools at -0.60 in 2015/16 of which every fourth gains 0.3 in 2016/17 and every eighth
    holds it in 2017/18."""
    rows: list[dict[str, object]] = []
    for number in range(count):
        gains = number % 4 == 0
        keeps = number % 8 == 0
        rows += figure_rows(
            910000 + number,
            P8,
            {
                "201516": -0.60,
                "201617": -0.30 if gains else -0.60,
                "201718": -0.30 if keeps else -0.60,
            },
        )
    return rows
