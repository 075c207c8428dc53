"""What is planted in the invented borough is found, and nothing else; whatever its seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stocktake.examples import invented_country
from stocktake.examples.country.borough import schools_file
from stocktake.plan.names import targets_by_id
from stocktake.plan.read import read_plan
from stocktake.programmes import (
    ProgrammeMap,
    assess_coverage,
    find_gaps,
    find_overlaps,
    find_presence,
    load_score_weights,
    measure_uptake,
    read_programme_map,
    terms_of,
)

TERMS = terms_of("202425", "202627")
WEIGHTS = load_score_weights()


@pytest.fixture(scope="module", params=[1, 7])
def borough(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The borough's plan, map and schools, without its statistics."""
    country = invented_country(request.param)
    folder = tmp_path_factory.mktemp("borough")
    texts = {"plan.toml": country.plan, **country.programmes}
    for name, text in {**texts, "schools.csv": schools_file(country.schools)}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(borough: Path) -> ProgrammeMap:
    plan = read_plan(borough).plan
    return read_programme_map(
        borough,
        organisations={item.id: item.name for item in (*plan.partner, *plan.body)},
        targets={name: target.title for name, target in targets_by_id(plan).items()},
    )


@pytest.mark.slow
def test_the_planted_overlaps_and_no_other(whole: ProgrammeMap) -> None:
    overlaps = find_overlaps(find_presence(whole, TERMS), WEIGHTS)
    assert [
        (item.first.id, item.second.id, item.certainty, item.school_urns) for item in overlaps
    ] == [
        ("long-summer", "steady-course", "certain", (900033, 900034, 900035, 900036)),
        ("reading-programme", "story-boat", "certain", (900003, 900007)),
    ]
    parts = {part.name: part.share for part in overlaps[0].score.parts}
    # Both run in the four schools from January 2025 to August 2026: five terms of 30 of each.
    assert parts == {"themes": 1, "schools": 20 / 30, "ages": 1, "groups": 1, "wards": 1}
    assert overlaps[0].score.label == "92"


@pytest.mark.slow
def test_the_planted_gap_and_no_other(whole: ProgrammeMap) -> None:
    gaps = find_gaps(whole, as_of=date(2026, 4, 30), until=date(2027, 8, 31), weights=WEIGHTS)
    assert [(gap.answer, gap.kind, gap.text, gap.reasons) for gap in gaps] == [
        (
            "gap",
            "uncovered",
            "Mental health and resilience: nothing is offered to 140 children aged 5 to 16 of "
            "Breakwater",
            ("First appointments for anxious pupils: not for ward Breakwater",),
        )
    ]


@pytest.mark.slow
def test_rules_of_coverage_over_time(whole: ProgrammeMap) -> None:
    presence = find_presence(whole, TERMS)

    def statuses(day: date) -> dict[str, tuple[str, list[int]]]:
        results = assess_coverage(whole.place_map.coverage, presence, whole.deliveries, as_of=day)
        return {
            result.rule.id: (
                result.status,
                [len(part.delivered_urns) for part in result.requirements],
            )
            for result in results
        }

    assert statuses(date(2025, 3, 1)) == {
        "reading-in-every-primary": ("not_yet_due", [12]),
        "twenty-schools-by-easter": ("not_yet_due", [12]),
        "reviewed-by-peers": ("not_yet_due", [0, 0]),
    }
    assert statuses(date(2026, 4, 30)) == {
        "reading-in-every-primary": ("not_yet_due", [20]),
        # Only deliveries in terms that began by the day on which it was due count.
        "twenty-schools-by-easter": ("not_met", [18]),
        "reviewed-by-peers": ("met", [2, 3]),
    }


@pytest.mark.slow
def test_uptake_counts_states_and_names_vacancies(whole: ProgrammeMap) -> None:
    uptake = {
        item.programme.id: item for item in measure_uptake(whole.programmes, whole.deliveries)
    }
    reading = uptake["reading-programme"]
    assert reading.schools_counts == {"declined": 2, "offered": 1, "agreed": 3, "delivered": 20}
    assert reading.vacancies == (900013,)
    assert reading.offered_count is not None
    assert reading.completed_count is not None
    assert reading.completed_count < (reading.started_count or 0) < reading.offered_count
    assert uptake["first-bell"].offered_count is None
