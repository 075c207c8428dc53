"""A later version of a plan beside an earlier one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.plan.compare import compare_plans
from stocktake.plan.compare_targets import compare_targets
from stocktake.plan.read import PlanFile, parse_plan
from stocktake.plan.schema import Plan
from stocktake.targets.kinds import BaseTarget, parse_target

HEAD = """
id = "town"
title = "Town"
vision = "All do well."
place = {id = "la-890"}
period = {first = "202627", last = "202829"}
"""


def _better(indicator: str) -> str:
    return "lower" if "suspensions" in indicator else "higher"


def _target(**keys: object) -> BaseTarget:
    return parse_target({"id": "t", "title": "T", "due": "202829", **keys})


def _plan(*targets: BaseTarget, **keys: object) -> Plan:
    bare = parse_plan(HEAD + 'priority = [{id = "p", title = "P", why = "W"}]')
    return bare.model_copy(update={"target": targets, **keys})


LEVEL = {"kind": "level", "indicator": "phonics", "comparison": "at_least", "level": 80}
HALF = {"kind": "position", "indicator": "phonics", "within": "top_half", "among": "england"}
HALVED = {"kind": "change", "indicator": "secondary-suspensions", "change": {"to_share": "1/2"}}
RAISED = {"kind": "change", "indicator": "phonics", "change": {"to_share": 110}}
GAP_CLOSED = {
    "kind": "gap_closed",
    "indicator": "phonics",
    "close": {"to": "england", "by_share": 50},
}
COVER = {"kind": "coverage", "indicator": "local:x", "of": "all"}
SHARE_REACHING = {"kind": "share_reaching_count", "indicator": "local:x", "reach": 4, "level": 100}
NEAR = {
    "kind": "relation",
    "indicator": "phonics",
    "comparison": "above",
    "comparator": "england",
}


@pytest.mark.parametrize(
    ("before", "update", "change"),
    [
        (LEVEL, {"level": 79}, "weakened"),
        (LEVEL, {"level": 81}, "strengthened"),
        (LEVEL, {"comparison": "above"}, "strengthened"),
        (LEVEL, {"comparison": "at_most"}, "level_changed"),
        ({**LEVEL, "comparison": "below"}, {"level": 79}, "strengthened"),
        ({**LEVEL, "comparison": "below"}, {"comparison": "at_most"}, "weakened"),
        (HALF, {"within": "top_third"}, "strengthened"),
        ({**HALF, "within": "top_quarter"}, {"within": "top_half"}, "weakened"),
        (HALF, {"among": "region"}, "comparator_changed"),
        (NEAR, {"comparator": "region"}, "comparator_changed"),
        (NEAR, {"comparison": "at_least"}, "weakened"),
        (HALVED, {"change": {"to_share": "2/3"}}, "weakened"),
        (HALVED, {"change": {"by_share": "1/3"}}, "weakened"),
        (HALVED, {"change": {"by_share": "2/3"}}, "strengthened"),
        (HALVED, {"change": {"by": 3}}, "level_changed"),
        (RAISED, {"change": {"to_share": 105}}, "weakened"),
        (RAISED, {"change": {"by_share": 20}}, "strengthened"),
        (GAP_CLOSED, {"close": {"to": "england", "by_share": 25}}, "weakened"),
        (GAP_CLOSED, {"close": {"to": "region", "by_share": 50}}, "comparator_changed"),
        (COVER, {"of": 30}, "weakened"),
        ({**COVER, "of": 30}, {"of": "all"}, "strengthened"),
        (SHARE_REACHING, {"reach": 3}, "weakened"),
        (SHARE_REACHING, {"reach": 5, "level": 80}, "level_changed"),
        (LEVEL, {**HALF, "comparison": None, "level": None}, "kind_changed"),
    ],
)
def test_weaker_and_stronger_by_kind(
    before: dict[str, object], update: dict[str, object], change: str
) -> None:
    old, new = _target(**before), _target(**{**before, **update})
    changes = compare_plans(_plan(old), _plan(new), better_of=_better).changes
    assert [row.change for row in changes] == [change]


def test_the_definitions_know_which_direction_is_better() -> None:
    old = _target(**HALVED)
    new = _target(**{**HALVED, "change": {"to_share": "3/4"}})
    assert [row.change for row in compare_plans(_plan(old), _plan(new)).changes] == ["weakened"]


def test_halving_by_either_wording_is_the_same_promise() -> None:
    old, new = _target(**HALVED), _target(**{**HALVED, "change": {"by_share": "1/2"}})
    assert not [
        difference
        for difference in compare_targets(old, new, _better)
        if difference[0] == "weakened"
    ]


@given(
    st.sampled_from(["at_least", "above", "at_most", "below"]),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_what_is_weaker_one_way_is_stronger_the_other(
    comparison: str, before: int, after: int
) -> None:
    old = _target(**{**LEVEL, "comparison": comparison, "level": before})
    new = _target(**{**LEVEL, "comparison": comparison, "level": after})
    forward = [difference[0] for difference in compare_targets(old, new, _better)]
    back = [difference[0] for difference in compare_targets(new, old, _better)]
    opposites = {"weakened": "strengthened", "strengthened": "weakened"}
    assert back == [opposites[change] for change in forward]
    assert bool(forward) == (before != after)


@pytest.mark.parametrize(
    ("update", "change", "sentence"),
    [
        ({"due": "202930"}, "moved_later", "T: moved later, from 2028/29 to 2029/30."),
        ({"due": "202728"}, "moved_earlier", "T: moved earlier, from 2028/29 to 2027/28."),
        ({"due": None}, "weakened", "T: weakened, from 2028/29 to no year."),
        (
            {"due_date": date(2029, 7, 31)},
            "moved_earlier",
            "T: moved earlier, from 2028/29 to 2029-07-31.",
        ),
        (
            {"baseline": "202425"},
            "baseline_changed",
            "T: given another baseline, from none to 2024/25.",
        ),
        (
            {"indicator": "ks2-rwm-expected"},
            "indicator_changed",
            "T: measured otherwise, from phonics to ks2-rwm-expected.",
        ),
        ({"words": "Else"}, "reworded", "T: reworded, from T to Else."),
    ],
)
def test_year_baseline_indicator_and_words(
    update: dict[str, object], change: str, sentence: str
) -> None:
    old = _target(**LEVEL)
    changes = compare_plans(_plan(old), _plan(old.model_copy(update=update))).changes
    assert [(row.change, row.sentence) for row in changes] == [(change, sentence)]


def test_a_part_of_a_target_counts_for_itself(blackpool: PlanFile) -> None:
    targets = []
    for target in blackpool.plan.target:
        if target.id == "secondary-exclusions-halved":
            targets.append(target.model_copy(update={"part": target.part[:1]}))
        elif target.id != "resilience-improves-each-year":
            targets.append(target)
    after = blackpool.plan.model_copy(update={"target": tuple(targets)})
    changes = compare_plans(blackpool.plan, after)
    dropped_ids = {row.id for row in changes.of("dropped")}
    assert dropped_ids == {"permanent-exclusions", "resilience-improves-each-year"}
    assert changes.sentences()[0] == "Targets: 2 dropped."
    assert {row.id for row in compare_plans(after, blackpool.plan).of("added")} == dropped_ids


def test_activities_and_actions_dropped_moved_and_added() -> None:
    before = parse_plan(
        HEAD
        + """
        [[priority]]
        id = "p"
        title = "P"
        why = "W"
        action = [{id = "stays", words = "Stays"}, {id = "wanders", words = "Wanders"}]
        activity = [
          {id = "late", words = "Late", due = 2027-01-31},
          {id = "gone", words = "Gone", due = 2027-01-31},
        ]
        """
    )
    after = parse_plan(
        HEAD
        + """
        [[priority]]
        id = "p"
        title = "P"
        why = "W"
        action = [{id = "stays", words = "Stays"}]
        activity = [{id = "late", words = "Late", due = 2027-06-30}]
        [[priority]]
        id = "q"
        title = "Q"
        why = "W"
        action = [{id = "wanders", words = "Wanders"}, {id = "new", words = "New"}]
        """
    )
    assert compare_plans(before, after).sentences() == [
        "No target changed.",
        "Q: added.",
        "Gone: dropped.",
        "Late: moved later, from 2027-01-31 to 2027-06-30.",
        "Wanders: moved, from p to q.",
        "New: added.",
    ]


def test_a_plan_beside_itself(blackpool: PlanFile) -> None:
    changes = compare_plans(blackpool.plan, blackpool.plan, better_of=_better)
    assert changes.changes == ()
    assert changes.sentences() == ["The two versions promise the same."]
    assert changes.table.height == 0
