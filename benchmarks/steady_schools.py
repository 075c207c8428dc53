"""How often an early indication is wrong about schools that change nothing, too low or too high.

Run: ``python benchmarks/steady_schools.py [SCHOOLS]`` (400 primary schools for each of seeds 1 to
20 by default). Every school has one true level, from which each year's result differs by the
chance of its pupils alone. Their early indication is made from three years of results by the
coefficients in use, and compared with a fourth. A school is accused where its result then lies
above the indicated interval: less was expected of it than it reached. The interval holds four
results of five, so that one in ten may lie above it and one in ten below. The exit status is 1
where more do, by more than chance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from prediction_verdicts import most_by_chance

from stocktake.schools.predictions.early.country import CountryFigures
from stocktake.schools.predictions.early.school_indications import indicate_for_schools
from stocktake.schools.register import SchoolRegister
from stocktake.sources.schools.register.columns import GROUPS, SCHOOL_GROUPS, SCHOOL_LINKS, SCHOOLS
from stocktake.statistics.schools import SCHOOL_FIGURES

SEEDS = range(1, 21)
SCHOOL_COUNT = 400
FIRST_URN = 900001
DAY = date(2026, 12, 1)
YEARS, NEXT_YEAR = ("202324", "202425", "202526"), "202627"
FIGURE, MEASURE = "ks2.rwm_expected", "ks2-rwm-expected"
STATED_RATE = 0.1
"""On each side of an interval that holds four results of five."""
COHORTS = (10, 90)
LEVEL_MEAN, LEVEL_SD, LEVEL_ENDS = 61.0, 12.0, (20.0, 97.0)


@dataclass(frozen=True)
class SteadySchools:
    """Schools of one seed.

    Parameters
    ----------
    shown_count : int
        Of which something was indicated.
    accused_count, flattered_count : int
        Whose result lay above, and below, the interval.
    steady_accused_count : int
        Whose true level lay above it.
    """

    shown_count: int
    accused_count: int
    flattered_count: int
    steady_accused_count: int


def main() -> int:
    """Print the shares; 1 where a bar is missed."""
    school_count = int(sys.argv[1]) if len(sys.argv) > 1 else SCHOOL_COUNT
    seeds = [compare_seed(seed, school_count) for seed in SEEDS]
    shown_count = sum(row.shown_count for row in seeds)
    counts = {
        "result above the interval": sum(row.accused_count for row in seeds),
        "result below the interval": sum(row.flattered_count for row in seeds),
        "true level above the interval": sum(row.steady_accused_count for row in seeds),
    }
    print(
        f"{shown_count:,} steady schools on seeds 1 to 20; stated at most "
        f"{100 * STATED_RATE:.0f}% on each side"
    )
    for title, count in counts.items():
        print(f"{title:<32}{100 * count / shown_count:>6.1f}%")
    highest = max(100 * row.accused_count / row.shown_count for row in seeds)
    print(f"{'highest of a seed, above':<32}{highest:>6.1f}%")
    limit = most_by_chance(shown_count, STATED_RATE)
    return 1 if not shown_count or any(count > limit for count in counts.values()) else 0


def compare_seed(seed: int, school_count: int = SCHOOL_COUNT) -> SteadySchools:
    """Indicate the results of a country of steady schools, and compare with what came."""
    chance = np.random.default_rng(seed)
    urns = FIRST_URN + np.arange(school_count)
    levels = np.clip(LEVEL_MEAN + LEVEL_SD * chance.standard_normal(school_count), *LEVEL_ENDS)
    pupils = chance.integers(*COHORTS, size=school_count)
    figures = pl.concat(list(_figures(urns, levels, pupils, chance)))
    country = CountryFigures(figures, _register(urns), on=DAY)
    answers = indicate_for_schools(country, urns.tolist(), time_period=NEXT_YEAR, as_of=DAY)
    results = 100 * chance.binomial(pupils, levels / 100) / pupils
    counts = dict.fromkeys(("shown", "accused", "flattered", "steady_accused"), 0)
    for urn, level, result in zip(urns.tolist(), levels, results, strict=True):
        for row in answers[urn]:
            if row.measure == MEASURE and row.indication:
                counts["shown"] += 1
                counts["accused"] += result > row.indication.upper
                counts["flattered"] += result < row.indication.lower
                counts["steady_accused"] += level > row.indication.upper
    return SteadySchools(*counts.values())


def _figures(
    urns: np.ndarray, levels: np.ndarray, pupils: np.ndarray, chance: np.random.Generator
) -> Iterator[pl.DataFrame]:
    for period in YEARS:
        values = 100 * chance.binomial(pupils, levels / 100) / pupils
        rows = {
            "school_urn": urns, "time_period": [period] * len(urns),
            "measure": [FIGURE] * len(urns), "group": ["all"] * len(urns), "value": values,
            "pupil_count": pupils, "stage": ["final"] * len(urns), "release": ["r"] * len(urns),
            "row": list(range(len(urns))),
        }  # fmt: skip
        blank = {name: [None] * len(urns) for name in SCHOOL_FIGURES if name not in rows}
        yield pl.DataFrame(rows | blank).select(
            pl.col(name).cast(kind) for name, kind in SCHOOL_FIGURES.items()
        )


def _register(urns: np.ndarray) -> SchoolRegister:
    schools = pl.DataFrame(
        [
            {"school_urn": urn, "type_group": "maintained", "type": "Community school",
             "status": "Open", "as_of": DAY}
            for urn in urns.tolist()
        ],
        schema=SCHOOLS,
    )  # fmt: skip
    empty = (pl.DataFrame(schema=schema) for schema in (SCHOOL_LINKS, SCHOOL_GROUPS, GROUPS))
    return SchoolRegister(schools, *empty)


if __name__ == "__main__":
    raise SystemExit(main())
