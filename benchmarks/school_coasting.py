"""Is the planted coasting school of the invented borough found, and who else is accused?

Run: ``python benchmarks/school_coasting.py [SEEDS]``, by default seeds 1 to 20. In each borough
one school takes able pupils and adds little: its attainment is the best of the borough, its
progress 0.7 grades below what is expected. The criterion "Attainment looks well, progress does
not" is evaluated as for real schools, on the results of two years, by the national results of the
department. The exit status is 1 where it is found on fewer than nine seeds in ten.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stocktake.examples.pupils import Borough, invented_pupils
from stocktake.pupils.attainment.attainment_8 import attainment_8
from stocktake.pupils.attainment.cohort import on_roll
from stocktake.pupils.attainment.prior import key_stage_2_prior
from stocktake.pupils.attainment.progress_8 import progress_8
from stocktake.schools.concerns.coasting import hold_coasting
from stocktake.schools.concerns.criteria import CoastingCriterion, load_criteria

SEEDS = 20
AS_OF = date(2024, 11, 30)
YEARS = (
    ("202223", "202223-revised", date(2023, 1, 19), -0.03, 46.3),
    ("202324", "202324-provisional", date(2024, 1, 18), -0.03, 45.9),
)
"""Academic year, national estimates, day of the January census, national Progress 8 and
Attainment 8."""


@dataclass(frozen=True)
class SeedResult:
    """What came of one borough."""

    seed: int
    is_found: bool
    level: str
    accused: tuple[int, ...]
    schools_count: int
    all_low_count: int
    """Schools whose Progress 8 alone is below the amber threshold beyond chance."""


def main() -> int:
    last = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    results = [judge_borough(seed) for seed in range(1, last + 1)]
    for result in results:
        finding = f"found ({result.level})" if result.is_found else "NOT found"
        print(
            f"seed {result.seed:>2}: {finding}; others accused {len(result.accused)} of "
            f"{result.schools_count - 1}; low progress alone {result.all_low_count}"
        )
    found_count = sum(result.is_found for result in results)
    accused_count = sum(len(result.accused) for result in results)
    others_count = sum(result.schools_count - 1 for result in results)
    low_count = sum(result.all_low_count - result.is_found for result in results)
    print(f"coasting school found on {found_count} of {last} seeds")
    print(f"other schools accused of coasting: {accused_count} of {others_count}")
    print(f"other schools with low progress, by Progress 8 alone: {low_count} of {others_count}")
    return int(found_count < 0.9 * last)


def judge_borough(seed: int) -> SeedResult:
    """Evaluate the criterion on one borough's secondary schools."""
    borough = invented_pupils(seed, years=tuple(year for year, *_ in YEARS))
    truth: Any = borough.truth["coasting_school"]
    criterion = load_criteria()["coasting"]
    assert isinstance(criterion, CoastingCriterion)
    figures, place_figures = borough_figures(borough)
    schools = figures.select("school_urn").unique().sort("school_urn")
    outcomes = hold_coasting(
        "coasting", criterion, schools, figures, as_of=AS_OF, place_figures=place_figures
    )
    met = outcomes.filter(pl.col("outcome") == "met")
    planted_school = met.filter(pl.col("school_urn") == truth["school_urn"])
    low = outcomes.filter(pl.col("value") <= criterion.amber)
    return SeedResult(
        seed=seed,
        is_found=planted_school.height == 1,
        level="" if planted_school.is_empty() else str(planted_school["level"].item()),
        accused=tuple(urn for urn in met["school_urn"].to_list() if urn != truth["school_urn"]),
        schools_count=schools.height,
        all_low_count=low.height,
    )


def borough_figures(borough: Borough) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Results of the borough's schools and of the nation, as the tables of a record have them."""
    tables = {
        name: borough.tables[name].rename({"upn": "pupil"}, strict=False)
        for name in ("pupils", "enrolments", "schools", "entries", "assessments")
    }
    mainstream = tables["schools"].filter(pl.col("phase").is_in(["secondary", "all_through"]))
    prior = key_stage_2_prior(tables["assessments"])
    parts, national = [], []
    for year, estimates, census, progress, attainment in YEARS:
        roll: Any = on_roll(
            tables["pupils"], tables["enrolments"], year=year, nc_year="11", on=census
        )
        cohort = roll.join(mainstream, on="school_urn", how="semi")
        scores: Any = progress_8(
            attainment_8(tables["entries"], cohort, year=year), prior, release=estimates
        )
        for measure, column, nation in (
            ("ks4.progress_8", "progress_8", progress),
            ("ks4.attainment_8", "attainment_8_points", attainment),
        ):
            parts.append(
                scores.group_by("school_urn")
                .agg(value=pl.col(column).mean(), pupil_count=pl.col(column).count())
                .with_columns(measure=pl.lit(measure), time_period=pl.lit(year))
            )
            national.append((measure, year, nation))
    figures = pl.concat(parts).with_columns(
        pl.col("pupil_count").cast(pl.Int64),
        pl.col("school_urn").cast(pl.Int64),
        group=pl.lit("all"),
        symbol=pl.lit(None, dtype=pl.String),
        stage=pl.lit("final"),
        release=pl.lit("invented"),
        row=pl.lit(None, dtype=pl.Int64),
    )
    place_figures = pl.DataFrame(
        national, schema=["measure", "time_period", "value"], orient="row"
    ).with_columns(
        place=pl.lit("england"),
        group=pl.lit("all"),
        stage=pl.lit("final"),
        release=pl.lit("invented"),
        row=pl.lit(None, dtype=pl.Int64),
    )
    return figures, place_figures


if __name__ == "__main__":
    sys.exit(main())
