"""How often the optimistic school is found, and how often an accurate one is accused.

Run: ``python benchmarks/prediction_verdicts.py [AREAS]`` (400 areas for each scenario by default).

First the invented borough on seeds 1 to 20, with every cohort and with the first two: its planted
school must be found on at least 18 seeds, and accurate schools accused on no more of them than the
stated rate allows. Then areas in which every school is accurate, most of them only just: on the
edge of the tolerance, where an accusation is likeliest. The share of areas in which any school is
accused must not exceed the stated rate by more than chance. The exit status is 1 where any of
that fails.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from stocktake.examples.pupils import invented_pupils
from stocktake.examples.pupils.places import invent_places
from stocktake.examples.pupils.random_streams import load_planted, stream_of
from stocktake.examples.school_predictions import borough_predictions
from stocktake.schools.predictions import compare_results, judge_schools, prediction_measures
from stocktake.schools.predictions.schema import judgement_rules

SEEDS = range(1, 21)
FEWEST_FOUND = 18
AREAS = 400
FIRST_YEARS = ("201819", "202122")
GRADE_SD = 1.9
ERROR_SD = 0.9
"""Of a pupil's grade about what the teacher expects."""


@dataclass(frozen=True)
class SeedResult:
    """One borough.

    Parameters
    ----------
    is_found : bool
    accurate_count, accused_count : int
        Schools whose true mean error is within the tolerance, and those accused.
    """

    is_found: bool
    accurate_count: int
    accused_count: int


@dataclass(frozen=True)
class Scenario:
    """Areas in which every school is accurate.

    Parameters
    ----------
    bias : float
        True mean error as a share of the tolerance, of either sign.
    yearly_sd : float
        In the measure's unit.
    """

    title: str
    measure: str
    schools: int
    years: int
    cohorts: tuple[int, int]
    bias: float
    yearly_sd: float


SCENARIOS = (
    Scenario("8 schools, grades, 2 cohorts", "ks4-grades", 8, 2, (90, 240), 1.0, 0.1),
    Scenario("8 schools, grades, 5 cohorts", "ks4-grades", 8, 5, (90, 240), 1.0, 0.1),
    Scenario("8 schools, grades, 3, restless", "ks4-grades", 8, 3, (90, 240), 1.0, 0.3),
    Scenario("8 schools, grades, 3, typical", "ks4-grades", 8, 3, (90, 240), 0.3, 0.1),
    Scenario("30 primaries, percent, 2", "ks2-rwm-expected", 30, 2, (6, 65), 1.0, 3.0),
    Scenario("30 primaries, percent, 4, restless", "ks2-rwm-expected", 30, 4, (6, 65), 1.0, 8.0),
    Scenario("8 schools, Attainment 8, 2", "ks4-attainment-8", 8, 2, (60, 240), 1.0, 1.0),
    Scenario("8 schools, 9 to 4, 3, restless", "ks4-english-maths-9-4", 8, 3, (60, 240), 1.0, 6.0),
    Scenario("1 school, grades, 2", "ks4-grades", 1, 2, (90, 240), 1.0, 0.1),
)


def main() -> int:
    """Print both tables; 1 where a bar is missed."""
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else AREAS
    rate = judgement_rules().false_accusation_rate
    is_missed = False
    for title, years in (("every cohort", None), ("the first two cohorts", FIRST_YEARS)):
        results = [judge_seed(seed, years) for seed in SEEDS]
        found_count = sum(row.is_found for row in results)
        accused_seeds = sum(row.accused_count > 0 for row in results)
        print(
            f"{title}: planted school found on {found_count} of {len(results)} seeds; "
            f"accurate schools {sum(row.accurate_count for row in results)}, accused "
            f"{sum(row.accused_count for row in results)}"
        )
        is_missed |= found_count < FEWEST_FOUND
        is_missed |= accused_seeds > most_by_chance(len(results), rate)
    print(f"\nareas with any accurate school accused, of {areas} (stated rate {100 * rate:.0f}%)")
    for scenario in SCENARIOS:
        accused = sum(accused_areas(scenario, areas))
        print(f"{scenario.title:<38}{accused:>6}{100 * accused / areas:>8.1f}%")
        is_missed |= accused > most_by_chance(areas, rate)
    return 1 if is_missed else 0


@cache
def compared_borough(seed: int) -> tuple[pl.DataFrame, int]:
    """Predictions next to results, and the optimistic school; both tables need it."""
    borough = invented_pupils(seed)
    returns = borough_predictions(borough)
    planted_urn: int = borough.truth["optimistic_school"]["school_urn"]  # type: ignore[index]
    return compare_results(returns.ledger.frame(), returns.results), planted_urn


def judge_seed(seed: int, years: tuple[str, ...] | None) -> SeedResult:
    """Judge the schools of one invented borough, whose true mean errors are known."""
    comparison, planted_urn = compared_borough(seed)
    if years:
        comparison = comparison.filter(pl.col("time_period").is_in(years))
    accused = {row.school_urn for row in judge_schools(comparison) if row.is_explanation_due}
    bias = true_bias(seed)
    tolerance = prediction_measures()["ks4-grades"].tolerance
    school_urns = set(comparison["school_urn"])
    accurate = {urn for urn, value in bias.items() if abs(value) <= tolerance} & school_urns
    return SeedResult(planted_urn in accused, len(accurate), len(accused & accurate))


def true_bias(seed: int) -> dict[int, float]:
    """By how much each school's predictions are too high, as the borough was made."""
    places = invent_places(seed)
    bias = 0.08 + 0.1 * stream_of("predicting schools", seed).standard_normal(len(places.urn))
    story = load_planted().optimistic
    bias[places.secondaries[story.school]] = story.prediction_grades
    return {int(urn): float(value) for urn, value in zip(places.urn, bias, strict=True)}


def accused_areas(scenario: Scenario, areas: int) -> Iterator[bool]:
    """Whether any school of each area is accused."""
    chance = np.random.default_rng(20_260_831)
    for _ in range(areas):
        rows = judge_schools(simulated_area(scenario, chance))
        yield any(row.is_explanation_due for row in rows)


def simulated_area(scenario: Scenario, chance: np.random.Generator) -> pl.DataFrame:
    """Predictions and results of one area, as ``compare_results`` has them."""
    measure = prediction_measures()[scenario.measure]
    rows = []
    for school in range(scenario.schools):
        bias = scenario.bias * measure.tolerance * (1 if chance.random() < 0.8 else -1)
        level = chance.uniform(35, 85) if measure.unit == "percent" else 40.0
        for year in range(scenario.years):
            count = int(chance.integers(scenario.cohorts[0], scenario.cohorts[1] + 1))
            out = bias + scenario.yearly_sd * chance.standard_normal()
            if measure.unit == "percent":
                actual = 100 * chance.binomial(count, level / 100) / count
                predicted = min(max(level + out, 0.0), 100.0)
                error = predicted - actual
                share = (predicted / 100 * count + 2) / (count + 4)
                spread = 100 * math.sqrt(share * (1 - share) / count)
            else:
                pupil_sd = ERROR_SD if measure.unit == "grades" else float(measure.pupil_sd or 0)
                error = out + pupil_sd / math.sqrt(count) * chance.standard_normal()
                known_sd = GRADE_SD if measure.unit == "grades" else pupil_sd
                spread = known_sd / math.sqrt(count)
            rows.append(
                (school + 1, scenario.measure, "all", str(year), True, error, spread, count)
            )
    columns = ("school_urn", "measure", "group", "time_period", "is_last", "error",
               "sampling_sd", "pupil_count")  # fmt: skip
    return pl.DataFrame(rows, schema=list(columns), orient="row")


def most_by_chance(count: int, rate: float) -> int:
    """How often something that happens at the rate may be met in so many trials (99%)."""
    return math.floor(count * rate + 2.33 * math.sqrt(count * rate * (1 - rate)))


if __name__ == "__main__":
    raise SystemExit(main())
