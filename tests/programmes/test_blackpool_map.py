"""The Blackpool map says what the plan says, and not stated where the plan does not."""

from __future__ import annotations

from datetime import date

import pytest

from stocktake.examples import example_plan
from stocktake.plan.names import targets_by_id
from stocktake.plan.read import read_plan
from stocktake.plan.schema import Plan
from stocktake.programmes import (
    Absence,
    ProgrammeMap,
    assess_coverage,
    driver_trees,
    find_gaps,
    find_overlaps,
    find_presence,
    load_score_weights,
    read_programme_map,
    terms_of,
)

PATH = example_plan("blackpool")
PLAN: Plan = read_plan(PATH).plan
TERMS = terms_of(PLAN.period.first, PLAN.period.last)
TARGETS = {name: target.title for name, target in targets_by_id(PLAN).items()}
FIRST_DAY = date(2017, 10, 31)


@pytest.fixture(scope="module")
def whole() -> ProgrammeMap:
    organisations = {item.id: item.name for item in (*PLAN.partner, *PLAN.body)}
    return read_programme_map(PATH.parent, organisations=organisations, targets=TARGETS)


def test_every_programme_has_its_page_and_no_cost_or_evidence_is_made_up(
    whole: ProgrammeMap,
) -> None:
    assert len(whole.programmes) == 38
    assert all(item.source_page in range(8, 28) for item in whole.programmes)
    assert {item.cost for item in whole.programmes} == {Absence.NOT_STATED}
    assert {item.evidence for item in whole.programmes} == {Absence.NOT_STATED}
    titles = {item.id: item.title for item in whole.programmes}
    for partner in ("teach-first", "stem-learning", "future-u", "inspira", "big-lottery-fund"):
        assert any(
            partner in {name for _, name in item.organisations} for item in whole.programmes
        ), (partner, titles)


def test_what_is_left_to_another_is_known(whole: ProgrammeMap) -> None:
    assert [item.id for item in whole.programmes if item.relied_upon_for] == ["better-start"]


def test_maths_is_intended_overlap_and_leadership_is_not(whole: ProgrammeMap) -> None:
    overlaps = find_overlaps(find_presence(whole, TERMS), load_score_weights())
    certain = [item for item in overlaps if item.certainty == "certain"]
    assert [(item.first.id, item.second.id) for item in certain if item.is_coordinated] == [
        ("cornerstone-employers", "enterprise-advisers"),
        ("improvement-fund-maths", "maths-hub-support"),
    ]
    assert {item.themes for item in certain if not item.is_coordinated} == {("leadership",)}
    assert all(item.reasons for item in overlaps if item.certainty == "possible")


def test_gaps_are_those_that_the_plan_leaves(whole: ProgrammeMap) -> None:
    gaps = find_gaps(whole, as_of=FIRST_DAY, until=date(2020, 8, 31), weights=load_score_weights())
    assert {(gap.kind, gap.subject) for gap in gaps if gap.answer == "gap"} == {
        ("uncovered", "higher-education"),
        ("barrier", "absence"),
        ("barrier", "after-16"),
        ("barrier", "english-at-secondary-school"),
    }
    # Proposals are on the way for three of them: what lasts is the other.
    lasting = {gap.subject: gap.score.parts[-1].share for gap in gaps if gap.kind == "barrier"}
    assert set(lasting.values()) == {0.0}


def test_no_rule_of_coverage_can_be_answered_without_a_list_of_schools(
    whole: ProgrammeMap,
) -> None:
    results = assess_coverage(
        whole.place_map.coverage, find_presence(whole, TERMS), whole.deliveries, as_of=FIRST_DAY
    )
    assert [result.rule.kind for result in results] == [  # type: ignore[attr-defined]
        "themes_in_all_schools",
        "marked_schools",
        "schools_count",
        "schools_by_phase",
        "staff_in_all_schools",
    ]
    assert {(result.status, result.reason) for result in results} == {
        ("cannot_tell", "the plan has no list of schools")
    }


def test_drivers_show_where_nobody_works_on_a_cause(whole: ProgrammeMap) -> None:
    branches = {
        branch.driver.id: [item.id for item in branch.programmes]
        for tree in driver_trees(whole, TARGETS)
        for branch in tree.branches
    }
    assert branches["supply"] == ["teach-first-trainees"]
    assert branches["reasons-for-absence"] == []
    assert branches["a-place-for-everybody"] == []
