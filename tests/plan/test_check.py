"""What the plan does not yet answer: the list itself is a finding."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from stocktake.plan.check import PlanCheck, check_plan
from stocktake.plan.check_targets import RULES
from stocktake.plan.delivery import answer_delivery
from stocktake.plan.delivery_schema import DeliveryQuestion, GapKind
from stocktake.plan.judge import context_of
from stocktake.plan.read import PlanFile, parse_plan
from stocktake.plan.schema import Plan
from stocktake.standards.definitions import load_folder
from stocktake.targets.context import JudgementContext

TODAY = date(2026, 11, 22)
HEAD = """
id = "town"
title = "Town"
vision = "All do well."
place = {id = "la-890"}
period = {first = "202627", last = "202829"}
"""
PRIORITY = '[[priority]]\nid = "p"\ntitle = "P"\nwhy = "W"\n'


def _check(text: str, blackpool: PlanFile) -> PlanCheck:
    plan_file = replace(blackpool, plan=parse_plan(HEAD + text))
    return check_plan(plan_file, context_of(plan_file, None, as_of=TODAY))


def _gaps(check: PlanCheck, location: str, scope: str = "target") -> dict[str, str]:
    return {gap.id: gap.detail for gap in check.of(location, scope)}  # type: ignore[arg-type]


def test_the_blackpool_plan_as_a_board_reads_it(
    blackpool: PlanFile, embedded: JudgementContext
) -> None:
    sentences = check_plan(blackpool, embedded).sentences()
    assert sentences[0] == "The plan answers 6 of 10 delivery questions, 1 partly and 3 not at all."
    assert (
        "What will be done, and in which years? Partly answered: 13 dated activities; none in "
        "2018/19 and 2019/20." in sentences
    )
    assert "All 14 targets have no owner: nobody is asked when one is off track." in sentences
    assert "All 14 targets have no trajectory: being late shows only in the due year." in sentences
    assert (
        "1 of 14 targets was already met at its baseline (ks2-rwm-top-half: 62% in 2016/17, 64th "
        "of 150): keeping still would count as success." in sentences
    )
    assert "12 of 13 dated activities have no owner: nobody is asked when one is late." in sentences
    assert len(sentences) <= 20


def test_target_by_target(blackpool: PlanFile, embedded: JudgementContext) -> None:
    check = check_plan(blackpool, embedded)
    assert list(_gaps(check, "ks2-rwm-top-half")) == ["owner", "trajectory", "stretch"]
    assert list(_gaps(check, "secondary-exclusions-halved")) == [
        "one-reading",
        "baseline",
        "owner",
        "trajectory",
    ]
    degree = _gaps(check, "disadvantaged-he-top-half")
    assert degree["measurable"] == "he-by-19-fsm"
    assert degree["in-time"].endswith("from 2021/22 at the earliest")


def test_all_authorities_change_nothing_about_the_gaps(
    blackpool: PlanFile, embedded: JudgementContext, loaded_context: JudgementContext
) -> None:
    assert check_plan(blackpool, embedded).gaps == check_plan(blackpool, loaded_context).gaps


def test_matrix_counts_what_the_list_holds(blackpool: PlanFile, embedded: JudgementContext) -> None:
    check = check_plan(blackpool, embedded)
    matrix = check.matrix
    assert matrix["target"].to_list() == [target.id for target in blackpool.plan.target]
    flags = matrix.drop("target", "title", "open_count")
    assert flags.sum_horizontal().to_list() == matrix["open_count"].to_list()
    assert matrix["open_count"].sum() == sum(gap.scope == "target" for gap in check.gaps)
    assert matrix["Owner"].all()


def test_json_holds_the_same_and_nothing_else(
    blackpool: PlanFile, embedded: JudgementContext
) -> None:
    check = check_plan(blackpool, embedded)
    data = json.loads(json.dumps(check.to_json(), allow_nan=False))
    assert data["counts"]["target"] == {"total": 14, "with_gaps": 14}
    assert len(data["gaps"]) == len(check.gaps) == check.table.height
    assert len(data["delivery"]) == 10
    assert check.to_json() == check_plan(blackpool, embedded).to_json()


def test_a_plan_that_answers_everything_has_no_gap(blackpool: PlanFile) -> None:
    check = _check(
        """
        [[priority]]
        id = "p"
        title = "P"
        why = "W"
        lead = "Head of service"
          [[priority.action]]
          id = "act"
          words = "Act"
          [[priority.activity]]
          id = "begin"
          words = "Begin"
          due = 2026-12-31
          owner = "Head of service"
          actions = ["act"]
            [[priority.activity.measure]]
            words = "It began"
        [[target]]
        id = "t"
        title = "T"
        kind = "relation"
        priority = "p"
        indicator = "secondary-persistent-absence"
        comparison = "below"
        comparator = "england"
        baseline = "202425"
        due = "202829"
        owner = "Head of service"
        trajectory = {}
        leading = [{indicator = "secondary-absence", words = "Moves first"}]
        watch = [{indicator = "secondary-suspensions", worse_if = "rises", words = "Sent away"}]
        """,
        blackpool,
    )
    assert check.gaps == ()


def test_words_that_name_nothing(blackpool: PlanFile) -> None:
    check = _check(
        PRIORITY
        + """
        [[target]]
        id = "vague"
        title = "Vague"
        kind = "level"
        comparison = "above"
        level = 1
        """,
        blackpool,
    )
    assert list(_gaps(check, "vague")) == [
        "indicator",
        "baseline",
        "due",
        "owner",
        "trajectory",
        "leading",
        "watch",
    ]


def test_parts_inherit_and_a_whole_lacks_what_any_part_lacks(blackpool: PlanFile) -> None:
    part = """
          [[target.part]]
          id = "{0}"
          title = "{0}"
          kind = "level"
          comparison = "below"
          level = 1
          indicator = "secondary-suspensions"
          {1}
    """
    whole = """
        [[target]]
        id = "both"
        title = "Both"
        kind = "all_of"
        due = "202829"
        baseline = "202425"
        owner = "Head of service"
    """
    text = PRIORITY + whole + part.format("one", "trajectory = {}") + part.format("two", "")
    gaps = _gaps(_check(text, blackpool), "both")
    assert "owner" not in gaps
    assert "due" not in gaps
    assert "trajectory" in gaps  # the second part has none


def test_a_baseline_from_before_a_break(blackpool: PlanFile) -> None:
    target = """
        [[target]]
        id = "{0}"
        title = "T"
        kind = "{1}"
        indicator = "attainment-8"
        baseline = "{2}"
        due = "202829"
        {3}
    """
    rise, half = "change = {by = 5}", 'within = "top_half"\namong = "england"'
    text = PRIORITY + target.format("across", "change", "201516", rise)
    text += target.format("after", "change", "201617", rise)
    text += target.format("place", "position", "201516", half)
    check = _check(text, blackpool)
    assert "unbroken" in _gaps(check, "across")
    assert "unbroken" not in _gaps(check, "after")  # the new counting began in 2016/17
    assert "unbroken" not in _gaps(check, "place")  # a place among others needs no earlier year


def test_activities(blackpool: PlanFile) -> None:
    check = _check(
        """
        [[priority]]
        id = "p"
        title = "Reading"
        why = "W"
          [[priority.action]]
          id = "undated"
          words = "Some day"
          [[priority.activity]]
          id = "backwards"
          words = "Backwards"
          starts = 2027-05-01
          due = 2027-04-30
          owner = "Head of service"
          [[priority.activity]]
          id = "whenever"
          words = "Whenever"
        """,
        blackpool,
    )
    assert _gaps(check, "backwards", "activity") == {
        "dates-in-order": "2027-05-01 to 2027-04-30",
        "measure": "",
        "purpose": "Reading",
    }
    assert list(_gaps(check, "whenever", "activity")) == [
        "dates",
        "activity-owner",
        "measure",
        "purpose",
    ]
    assert list(_gaps(check, "undated", "action")) == ["dated"]
    assert check.sentences()[0] == ("The plan has no target: nothing in it can be met or missed.")


LOCAL = """
[[local_indicator]]
id = "encounters"
words = "Encounters"
unit = "count"
better = "higher"
returned_by = "Coordinator"
how_often = "termly"
"""


@pytest.mark.parametrize(
    ("as_of", "overdue"),
    [
        (date(2027, 1, 30), None),  # 30 days after 31 December
        (date(2027, 1, 31), "since the return for 31 December 2026"),
    ],
)
def test_a_return_is_overdue_the_day_after_its_days_have_passed(
    blackpool: PlanFile, as_of: date, overdue: str | None
) -> None:
    text = HEAD + PRIORITY + LOCAL + "overdue_after_days = 30\n"
    plan_file = replace(blackpool, plan=parse_plan(text))
    check = check_plan(plan_file, context_of(plan_file, None, as_of=as_of))
    gaps = _gaps(check, "encounters", "local_indicator")
    assert gaps.get("up-to-date") == overdue
    assert "returned" in gaps


def test_without_a_rule_nothing_is_overdue(blackpool: PlanFile) -> None:
    check = _check(PRIORITY + LOCAL, blackpool)
    assert list(_gaps(check, "encounters", "local_indicator")) == ["returned", "overdue-rule"]


def test_words_do_not_stand_in_for_owners_but_answer_what_nobody_counts() -> None:
    plan = parse_plan(
        HEAD + PRIORITY + '[delivery]\nleads = "We all lead."\nresources = "Two posts, promised."'
    )
    status = {answer.id: answer.status for answer in answer_delivery(plan)}
    assert status["leads"] == "partly"
    assert status["resources"] == "answered"
    assert status["risks"] == "not_answered"


def test_the_ten_questions_are_ten_in_order_and_each_has_its_key() -> None:
    entries = load_folder("stocktake.plan", "delivery", DeliveryQuestion)
    numbers = sorted(entry.value.number for entry in entries.values())
    assert numbers == list(range(1, 11))
    keys = Plan.model_fields["delivery"].annotation.model_fields  # type: ignore[union-attr]
    assert {entry.value.key for entry in entries.values()} == {f"delivery.{key}" for key in keys}
    assert not any(entry.value.source.verified for entry in entries.values())


def test_every_rule_has_words_and_every_target_gap_a_rule() -> None:
    entries = load_folder("stocktake.plan", "gaps", GapKind)
    of_targets = {name for name, entry in entries.items() if entry.value.scope == "target"}
    assert of_targets == set(RULES)
    numbers = [entry.value.number for entry in entries.values()]
    assert len(numbers) == len(set(numbers))
