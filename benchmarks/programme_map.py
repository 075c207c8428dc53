"""How long map, overlap and gap take for a county: 500 schools and 400 programmes.

Run: ``python benchmarks/programme_map.py [RUNS]`` (15 by default). Each programme has two
themes, is in 25 schools in the three terms of a school year, and asks something of each: a school
has twenty. Measured is the processor's time of presence, calendar of asks, matrix, overlap and gap
together, once everything is read; its 95th percentile must be at most 400 ms. Next to it a plain
merge in pandas of the same deliveries with themselves by school, term and theme, which finds pairs
and neither audience, score nor gap. The exit status is 1 where the limit is not kept.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from random import Random
from statistics import median, quantiles

import pandas as pd

from stocktake.programmes import (
    DeliveryRow,
    NeedRow,
    Programme,
    ProgrammeMap,
    SchoolRow,
    find_burden,
    find_gaps,
    find_overlaps,
    find_presence,
    load_burden_rules,
    load_score_weights,
    load_themes,
    terms_of,
    theme_rows,
)

SCHOOL_COUNT, PROGRAMME_COUNT, SCHOOLS_EACH, LIMIT = 500, 400, 25, 400.0
TERMS = terms_of("202526", "202526")
PHASES = ("primary", "primary", "primary", "secondary", "special")


def main() -> int:
    """Print the processor's time of each part; 1 where the limit is not kept."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    whole = plant_map(Random(1))
    rules, weights = load_burden_rules(), load_score_weights()
    presence = find_presence(whole, TERMS)

    def all_of_it() -> None:
        place = find_presence(whole, TERMS)
        find_burden(place, whole.deliveries, rules)
        theme_rows(whole)
        find_overlaps(place, weights)
        find_gaps(whole, as_of=date(2025, 10, 1), until=date(2027, 8, 31), weights=weights)

    overlap_count = len(find_overlaps(presence, weights))
    print(
        f"{len(whole.programmes)} programmes, {len(whole.schools)} schools, "
        f"{len(whole.deliveries):,} deliveries, {overlap_count:,} overlaps"
    )
    frame = themed_rows(whole)
    print(f"{'processor, milliseconds':<28}{'median':>8}{'95th %':>8}{'limit':>8}")
    parts: dict[str, Callable[[], object]] = {
        "presence": lambda: find_presence(whole, TERMS),
        "calendar of asks": lambda: find_burden(presence, whole.deliveries, rules),
        "overlap": lambda: find_overlaps(presence, weights),
        "gap": lambda: find_gaps(
            whole, as_of=date(2025, 10, 1), until=date(2027, 8, 31), weights=weights
        ),
        "pandas merge, pairs alone": lambda: merged_pairs(frame),
    }
    medians = {name: report(name, work, runs) for name, work in parts.items()}
    spans = [milliseconds(all_of_it) for _ in range(runs)]
    p95 = quantiles(spans, n=20)[18]
    print(f"{'map, overlap and gap':<28}{median(spans):>8.0f}{p95:>8.0f}{LIMIT:>8.0f}")
    plain = medians["pandas merge, pairs alone"]
    print(f"overlap takes {medians['overlap'] / plain:.2f} of the plain merge")
    print(f"all of it takes {median(spans) / plain:.2f} of the plain merge")
    print(f"load of the machine {os.getloadavg()[0]:.1f}")
    return int(p95 > LIMIT)


def report(name: str, work: Callable[[], object], runs: int) -> float:
    """Print one part's times; its median."""
    spans = [milliseconds(work) for _ in range(runs)]
    print(f"{name:<28}{median(spans):>8.0f}{quantiles(spans, n=20)[18]:>8.0f}")
    return median(spans)


def milliseconds(work: Callable[[], object]) -> float:
    """How long the processor works."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def themed_rows(whole: ProgrammeMap) -> pd.DataFrame:
    """One row per programme, theme, school and term."""
    themes = {item.id: item.themes for item in whole.programmes}
    return pd.DataFrame(
        [
            (row.programme, theme, row.school_urn, str(row.term))
            for row in whole.deliveries
            for theme in themes[row.programme]
        ],
        columns=["programme", "theme", "school_urn", "term"],
    )


def merged_pairs(frame: pd.DataFrame) -> pd.DataFrame:
    """Pairs of programmes with the number of schools and terms that they share by theme."""
    pairs = frame.merge(frame, on=["school_urn", "term", "theme"])
    pairs = pairs[pairs["programme_x"] < pairs["programme_y"]]
    return pairs.groupby(["programme_x", "programme_y"]).size().reset_index(name="places")


def plant_map(chance: Random) -> ProgrammeMap:
    """An invented county; every programme is all stated."""
    themes = [theme.id for theme in load_themes().theme]
    schools = tuple(
        SchoolRow(900001 + number, f"School {number}", (PHASES[number % len(PHASES)],), "Pier")  # type: ignore[arg-type]
        for number in range(SCHOOL_COUNT)
    )
    programmes = tuple(plant_programme(chance, number, themes) for number in range(PROGRAMME_COUNT))
    deliveries = tuple(
        DeliveryRow(programme.id, school.school_urn, term, "delivered", 30, 28, 20)
        for programme in programmes
        for school in chance.sample(schools, SCHOOLS_EACH)
        for term in TERMS
    )
    needs = tuple(
        NeedRow(theme, chance.randrange(100, 5000), "invented", phase, group="all")
        for theme in themes
        for phase in ("primary", "secondary", "special")
    )
    return ProgrammeMap(programmes, load_themes(), schools, deliveries, needs)


def plant_programme(chance: Random, number: int, themes: list[str]) -> Programme:
    """A programme of two themes for a span of ages."""
    youngest = chance.randrange(4, 12)
    return Programme.model_validate(
        {
            "id": f"programme-{number}",
            "title": f"Programme {number}",
            "text": "Invented.",
            "funder": "none",
            "provider": "none",
            "themes": chance.sample(themes, 2),
            "school_asks": {"visits_count": 1, "data_requests_count": 1, "minutes": 60},
            "capacity": {"people": chance.randrange(50, 500), "schools": 40},
            "hours": 10,
            "cost": "none",
            "starts": date(2024, 9, 1),
            "ends": date(2027, 8, 31),
            "exit_plan": "none",
            "successor": "not needed",
            "data_returned": "none",
            "evidence": "none",
            "measure": "none",
            "audience": {
                "participants": ["pupils"],
                "phases": ["primary", "secondary", "special"],
                "ages": [youngest, youngest + chance.randrange(1, 7)],
                "groups": ["all"],
                "wards": ["all"],
                "schools": "some",
            },
        }
    )


if __name__ == "__main__":
    raise SystemExit(main())
