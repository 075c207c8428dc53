"""What a plan may promise: faults are refused with their key path, doubts say what is required."""

from __future__ import annotations

import math
from copy import deepcopy
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from stocktake.examples import example_plan
from stocktake.plan.judge import context_of, judge
from stocktake.plan.promises import check_promises
from stocktake.plan.read import PlanFile, parse_plan, parse_plan_file, read_plan
from stocktake.plan.write import write_plan
from stocktake.standards.errors import PlanError
from stocktake.statistics.store import Warehouse
from stocktake.targets.context import JudgementContext
from stocktake.targets.numbers import WrittenNumber

TODAY = date(2026, 11, 29)
PLAN = """
id = "x"
title = "X"
vision = "v"
place = {{ id = "la-330" }}
period = {{ first = "202021", last = "202425" }}
priority = [{{ id = "p", title = "P", why = "w"{activities} }}]
[[local_indicator]]
id = "schools"
words = "Schools"
unit = "count"
better = "higher"
returned_by = "Council"
how_often = "yearly"
members = 38
[[target]]
id = "t"
title = "T"
{keys}
"""
PERCENT = "expected a percentage from 0 to 100; write 65 for 65%"
SHARE = 'expected a fraction in quotation marks such as "1/2", or a percentage such as 50'
TO = 'write "1/2" for half of the baseline, or 200 (or "2/1") for twice'
BY = 'write "1/3" for a change by a third of the baseline, or use by for an amount'
GAP = 'write "1/2" to halve the gap, or 100 to close it'
LEVEL = 'kind = "level"\nindicator = "ks2-rwm-expected"\ncomparison = "at_least"\n'
CHANGE = 'kind = "change"\nindicator = "{}"\nbaseline = "201819"\ndue = "202425"\nchange = {{ {} }}'
CLOSE = (
    'kind = "gap_closed"\nindicator = "ks2-rwm-expected"\nbaseline = "201819"\ndue = "202425"\n'
    'close = {{ to = "england", by_share = {} }}'
)
MEMBERS = (
    'kind = "members_changing_state"\nindicator = "local:schools"\nlevel = {}\nof = {}\n'
    'due = "202425"'
)
WORDS = (
    'kind = "qualitative"\ndue = "202425"\n{}\n'
    'descriptor = [{{ level = 1, words = "drafted" }}, {{ level = 2, words = "used" }}]'
)


def plan_text(keys: str, activities: str = "") -> str:
    return PLAN.format(keys=keys, activities=activities)


def make_plan(keys: str, activities: str = "") -> PlanFile:
    return parse_plan_file(plan_text(keys, activities))


def faults_of(plan_file: PlanFile, warehouse: Warehouse | None = None) -> list[str]:
    context = context_of(plan_file, warehouse, as_of=TODAY)
    return [
        str(issue.as_fault("plan.toml")) for issue in check_promises(plan_file.plan, context).faults
    ]


FAULTS = {
    LEVEL + 'level = 900\ndue = "202425"': (
        f"target[0].level: 900 is outside what a percentage can be; {PERCENT}"
    ),
    LEVEL + 'level = -5\ndue = "202425"': (
        f"target[0].level: -5 is outside what a percentage can be; {PERCENT}"
    ),
    LEVEL + 'level = nan\ndue = "202425"': f"target[0].level: nan is not a number; {PERCENT}",
    LEVEL + 'level = true\ndue = "202425"': f"target[0].level: true is not a number; {PERCENT}",
    LEVEL
    + 'level = inf\ndue = "202425"': f"target[0].level: inf is not a finite number; {PERCENT}",
    LEVEL + 'level = 1e300\ndue = "202425"': (
        f"target[0].level: 1e+300 is larger than any figure; {PERCENT}"
    ),
    LEVEL + 'level = "1/0"\ndue = "202425"': f"target[0].level: '1/0' divides by zero; {PERCENT}",
    LEVEL + 'level = 65\ndue = "2024"': (
        "target[0].due: '2024' is no academic year: 202324 ends in it and 202425 begins in it; "
        "expected an academic year in six digits, because the indicator counts in academic years; "
        'write "202324" or "202425"'
    ),
    LEVEL + 'level = 65\ndue = "000001"': (
        "target[0].due: '000001' is no year of a plan; expected years 1990 to 2099"
    ),
    LEVEL + 'level = 65\ndue = "202425"\nbaseline = "202425"': (
        "target[0].due: the target is due in 2024/25, the year of its baseline; expected a due "
        "year after the baseline; write a later due year or an earlier baseline"
    ),
    LEVEL + 'level = 65\ndue = "202223"\nbaseline = "202425"': (
        "target[0].due: the target is due in 2022/23, before its baseline of 2024/25; expected a "
        "due year after the baseline; write a later due year or an earlier baseline"
    ),
    LEVEL
    + 'level = 65\ndue = "202425"\nreading = [{ id = "a", words = "A" }, '
    + '{ id = "b", words = "B", level = 650 }]': (
        f"target[0].reading[1].level: 650 is outside what a percentage can be; {PERCENT}"
    ),
    LEVEL + 'level = 65\ndue = "202425"\ntrajectory = { tolerance = inf }': (
        "target[0].trajectory.tolerance: inf is no tolerance; expected a small number in the "
        "indicator's unit, zero or more; leave it out, or write how far short of the trajectory "
        "still counts as on track"
    ),
    LEVEL
    + 'level = 65\ndue = "202425"\n'
    + 'trajectory = { point = [{ period = "202526", level = 60 }] }': (
        "target[0].trajectory.point[0].period: the point is for 2025/26, after the target is due "
        "in 2024/25; expected points between the baseline and the due year; leave the point out, "
        "or write a later due year"
    ),
    CHANGE.format("ks2-rwm-expected", 'to_share = "2"'): (
        f"target[0].change.to_share: '2' is not a share; {SHARE}; {TO}"
    ),
    CHANGE.format("secondary-suspensions", "to_share = 0.5"): (
        f"target[0].change.to_share: 0.5 would be read as 0.5%; {SHARE}; {TO}"
    ),
    CHANGE.format("secondary-suspensions", "by_share = 150"): (
        "target[0].change.by_share: 150 is more than the whole of it; expected a share up to "
        f"100%; {BY}"
    ),
    CHANGE.format("secondary-suspensions", "by_share = -10"): (
        f"target[0].change.by_share: -10 is a negative share; {SHARE}; {BY}"
    ),
    CHANGE.format("ks2-rwm-expected", "by = 900"): (
        "target[0].change.by: 900 is more than a percentage can change; expected percentage "
        "points from -100 to 100; write 5 for 5 percentage points"
    ),
    CLOSE.format(0.5): f"target[0].close.by_share: 0.5 would be read as 0.5%; {SHARE}; {GAP}",
    CLOSE.format(150): (
        "target[0].close.by_share: 150 is more than the whole of it; expected a share up to 100%; "
        f"{GAP}"
    ),
    CLOSE.format(0): (
        f"target[0].close.by_share: closing 0% of a gap promises nothing; expected a share above "
        f"0; {GAP}"
    ),
    MEMBERS.format(25, 20): (
        "target[0].level: 25 is more than the 20 members of the set; expected at most 20; write a "
        "smaller number, or correct the size of the set"
    ),
    MEMBERS.format(25, 400): (
        "target[0].of: 400 is more than the 38 members that local:schools has; expected at most "
        "38; write a smaller number, or correct members of the local indicator"
    ),
    'kind = "coverage"\nindicator = "local:schools"\nof = "most"\ndue = "202425"': (
        "target[0].of: 'most' is no number of members; expected \"all\" or a whole number; write "
        "of = 38"
    ),
    'kind = "cumulative_count"\nindicator = "local:schools"\nlevel = -1\ndue = "202425"': (
        "target[0].level: -1 is outside what a number can be; expected a number of zero or more; "
        "write how many, such as 46000"
    ),
    'kind = "share_reaching_count"\nindicator = "local:schools"\nreach = 0\nlevel = 80\n'
    'due = "202425"': (
        "target[0].reach: 0 is no number of times; expected a whole number of one or more; write "
        "how often each should, such as 4"
    ),
    WORDS.format("level = 3"): (
        "target[0].level: no descriptor has level 3; expected one of 1, 2; write the level of one "
        "of the descriptors"
    ),
    'kind = "position"\nindicator = "ks2-rwm-expected"\nwithin = "top_half"\namong = "median"\n'
    'due = "202425"': (
        "target[0].among: nobody can be ranked among 'median'; expected one of england, region, "
        'neighbours; name several places; for one place use kind = "relation"'
    ),
}


@pytest.mark.parametrize("keys", FAULTS)
def test_a_promise_that_cannot_be_meant_is_refused_with_what_to_write(keys: str) -> None:
    assert faults_of(make_plan(keys)) == [f"plan.toml: {FAULTS[keys]}"]


@pytest.mark.parametrize("keys", FAULTS)
def test_judging_a_file_refuses_and_a_stored_revision_judges_the_others(keys: str) -> None:
    other_target = (
        '\n[[target]]\nid = "other"\ntitle = "Other"\nkind = "coverage"\nof = "all"\ndue = "202425"'
    )
    plan_file = make_plan(keys + other_target)
    with pytest.raises(PlanError, match="has 1 fault"):
        judge(plan_file, as_of=TODAY)
    judgement = judge(plan_file, as_of=TODAY, stored=True)
    assert [(v.status, v.reason) for v in judgement.verdicts] == [
        ("cannot_tell", "promise_fault"),
        ("cannot_tell", "no_indicator"),
    ]
    judgement.dumps()


def test_every_fault_of_a_plan_is_told_at_once() -> None:
    second = '\n[[target]]\nid = "u"\ntitle = "U"\n' + LEVEL + 'level = 101\ndue = "202425"'
    with pytest.raises(PlanError) as caught:
        judge(make_plan(LEVEL + 'level = 900\ndue = "202425"' + second), as_of=TODAY)
    assert [fault.location for fault in caught.value.faults] == [
        "plan.toml: target[0].level",
        "plan.toml: target[1].level",
    ]


def test_activities_that_wait_on_each_other_are_refused() -> None:
    waits = (
        ', activity = [{ id = "a", words = "A", waits_on = ["b"] }, '
        '{ id = "b", words = "B", waits_on = ["a"] }]'
    )
    plan_file = make_plan(LEVEL + 'level = 65\ndue = "202425"', waits)
    assert faults_of(plan_file) == [
        "plan.toml: priority[0].activity[1].waits_on: 'a' waits on 'b' waits on 'a': none of them "
        "can begin; expected activities that wait on earlier ones only; take 'a' out"
    ]


def test_a_part_is_told_by_its_own_key_path_and_the_year_by_that_of_the_whole() -> None:
    part = (
        'part = [{ id = "x", title = "X", kind = "level", indicator = "ks2-rwm-expected", '
        'comparison = "at_least", level = 650 }]'
    )
    plan_file = make_plan(f'kind = "all_of"\ndue = "202425"\n{part}')
    assert faults_of(plan_file) == [
        f"plan.toml: target[0].part[0].level: 650 is outside what a percentage can be; {PERCENT}"
    ]
    late = make_plan(
        f'kind = "all_of"\ndue = "202425"\nbaseline = "202526"\n{part}'.replace("650", "65")
    )
    assert {fault.partition(": the target")[0] for fault in faults_of(late)} == {
        "plan.toml: target[0].due"
    }


def test_a_number_that_means_nothing_is_written_back_as_its_author_wrote_it() -> None:
    plan = parse_plan(plan_text(CHANGE.format("ks2-rwm-expected", 'to_share = "2"')))
    assert 'to_share = "2"' in write_plan(plan)


def test_a_written_number_is_copied_with_its_text() -> None:
    copy = deepcopy(WrittenNumber(50.0, "1/2"))
    assert (copy, copy.text) == (50.0, "1/2")


@pytest.mark.parametrize("name", ["blackpool", "country"])
def test_the_plans_that_we_ship_have_no_fault(name: str) -> None:
    path = (
        example_plan(name)
        if name == "blackpool"
        else files("stocktake.examples.country") / "plan.toml"
    )
    assert check_promises(parse_plan(path.read_text(encoding="utf-8"))).faults == ()


# Cases with real figures -------------------------------------------------------------------------

RWM = "Reading, writing and maths at the expected standard, age 11"
DOUBTS: dict[str, list[str]] = {
    "byneg": [
        f"target[0].change.by: by = -3 asks for the worse direction: higher is better for {RWM}; "
        "requires at least 59% in 2024/25"
    ],
    "bypct": [
        "target[0].change.by_share: it is 5% of 62% in 2018/19, and not 5 percentage points; "
        "requires at least 65.1% in 2024/25"
    ],
    "level065": [
        "target[0].level: it was already met at the baseline, with 61% in 2023/24; requires at "
        "least 0.65% in 2024/25",
        "target[0].level: 0.65% is less than any place has had: the lowest is 42% (Bedford, "
        "2015/16); requires at least 0.65% in 2024/25",
    ],
    "lowdir": [
        "target[0].comparison: 'at_least' asks for the worse direction: lower is better for "
        "Secondary pupils persistently absent; requires at least 20.00% in 2024/25",
        "target[0].level: it was already met at the baseline, with 27.23% in 2023/24; requires at "
        "least 20.00% in 2024/25",
    ],
}
REFUSED_CASES = (
    "baselineequalsdue",
    "cycle",
    "due5",
    "duebeforebaseline",
    "level0div",
    "level1e300",
    "level900",
    "levelinf",
    "levelnan",
    "levelneg",
)


@pytest.fixture(scope="module")
def cases(shared_data: Path) -> Path:
    folder = shared_data.parent / "cases"
    if not folder.is_dir():
        pytest.skip("the cases that failed are not here")
    return folder


@pytest.mark.parametrize("name", REFUSED_CASES)
def test_each_case_that_cannot_be_meant_is_refused(
    name: str, cases: Path, real_warehouse: Warehouse
) -> None:
    plan_file = read_plan(cases / "promises" / f"{name}.toml")
    with pytest.raises(PlanError, match="has 1 fault"):
        judge(plan_file, real_warehouse, as_of=TODAY)


@pytest.mark.parametrize("name", DOUBTS)
def test_each_case_that_is_doubtful_says_what_it_requires(
    name: str, cases: Path, real_warehouse: Warehouse
) -> None:
    plan_file = read_plan(cases / "promises" / f"{name}.toml")
    check = check_promises(plan_file.plan, context_of(plan_file, real_warehouse, as_of=TODAY))
    assert check.faults == ()
    assert [issue.sentence for issue in check.doubts] == DOUBTS[name]


def test_the_gaps_and_shares_that_failed_are_doubts_save_the_share_of_two(
    cases: Path, real_warehouse: Warehouse
) -> None:
    plan_file = read_plan(cases / "gap" / "gap.toml")
    check = check_promises(plan_file.plan, context_of(plan_file, real_warehouse, as_of=TODAY))
    assert [issue.key for issue in check.faults] == ["target[5].change.to_share"]
    ahead = (
        "there was no gap to close at the baseline: 7 percentage points ahead of England in "
        "2018-19; requires no gap to England in 2023-24"
    )
    sentences = [issue.sentence for issue in check.doubts]
    assert sentences[:2] == [f"target[0].close: {ahead}", f"target[1].close: {ahead}"]
    assert (
        "target[3].change.to_share: it is a share of Progress 8, average score, which can be "
        "negative; requires at least 0.045 in 2023/24"
    ) in sentences
    assert [issue.key for issue in check.doubts if issue.key.startswith("target[6]")] == []


# Every kind and field, with hostile numbers ------------------------------------------------------

HOSTILE = st.sampled_from(
    [math.nan, math.inf, -math.inf, 1e300, -1e300, 1e12, -1e12, "1/0", "-1/0", True, 10**400, "nan"]
)
WHOLE = st.sampled_from([-1, -(10**6), 10**18, -(10**18)])
KINDS: dict[str, dict[str, Any]] = {
    "level": {"indicator": "ks2-rwm-expected", "comparison": "at_most", "level": 65},
    "cumulative_count": {"indicator": "local:schools", "level": 10},
    "share_reaching_count": {"indicator": "local:schools", "reach": 4, "level": 80},
    "members_changing_state": {"indicator": "local:schools", "level": 10, "of": 20},
    "coverage": {"indicator": "local:schools", "of": 20},
    "change": {"indicator": "ks2-rwm-expected", "change": {"by": 2}},
    "gap_closed": {"indicator": "ks2-rwm-expected", "close": {"to": "england", "by_share": 50}},
    "qualitative": {"level": 1, "descriptor": [{"level": 1, "words": "drafted"}]},
    "position": {"indicator": "ks2-rwm-expected", "within": "top_half", "among": "england"},
    "relation": {"indicator": "ks2-rwm-expected", "comparison": "above", "comparator": "england"},
    "improvement_each_year": {"indicator": "ks2-rwm-expected"},
}
FIELDS: list[tuple[str, str]] = [
    *((kind, "level") for kind in KINDS if "level" in KINDS[kind]),
    *(("change", name) for name in ("change.to_share", "change.by_share", "change.by")),
    ("gap_closed", "close.by_share"),
    *((kind, "trajectory.point") for kind in KINDS if "indicator" in KINDS[kind]),
    *((kind, "reading.level") for kind in KINDS if "level" in KINDS[kind]),
]


def with_number(kind: str, field: str, number: object) -> dict[str, Any]:
    target: dict[str, Any] = {"id": "t", "title": "T", "kind": kind, "due": "202425"}
    target |= {"baseline": "201819", **KINDS[kind]}
    if field == "trajectory.point":
        target["trajectory"] = {"point": [{"period": "202122", "level": number}]}
    elif field == "reading.level":
        target["reading"] = [{"id": "r", "words": "R", "level": number}]
    elif field == "change.by" or field.startswith("change."):
        target["change"] = {field.partition(".")[2]: number}
    elif field == "close.by_share":
        target["close"] = {"to": "england", "by_share": number}
    else:
        target[field] = number
    return target


@pytest.fixture(scope="module")
def bare() -> JudgementContext:
    plan_file = make_plan(LEVEL + 'level = 65\ndue = "202425"')
    return context_of(plan_file, None, as_of=TODAY)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@given(number=HOSTILE)
def test_a_hostile_number_is_a_fault_and_never_met(
    kind: str, field: str, number: object, bare: JudgementContext
) -> None:
    from stocktake.targets.judge import judge_target
    from stocktake.targets.kinds import parse_target
    from stocktake.targets.promises.check import check_promise

    target = parse_target(with_number(kind, field, number))
    issues = check_promise(target, bare, "target[0]")
    assert issues, (kind, field, number)
    assert {issue.severity for issue in issues} == {"fault"}
    verdict = judge_target(target, bare)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "promise_fault")


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("coverage", "of"),
        ("members_changing_state", "of"),
        ("share_reaching_count", "reach"),
        ("level", "neighbours_vintage"),
    ],
)
@given(number=WHOLE)
def test_a_hostile_whole_number_is_a_fault_and_never_met(
    kind: str, field: str, number: int, bare: JudgementContext
) -> None:
    from stocktake.targets.judge import judge_target
    from stocktake.targets.kinds import parse_target

    verdict = judge_target(parse_target(with_number(kind, field, number)), bare)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "promise_fault")


@pytest.mark.parametrize("tolerance", [math.nan, -1.0, -math.inf])
def test_a_tolerance_below_zero_has_the_wrong_shape(tolerance: float) -> None:
    from stocktake.targets.fields import StatedTrajectory

    with pytest.raises(ValidationError):
        StatedTrajectory(tolerance=tolerance)
