"""What is wrong with a plan: every fault at once, where it is and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stocktake.plan.judge import judge
from stocktake.plan.read import parse_plan
from stocktake.standards.errors import PlanError

HEAD = """
id = "town"
title = "Town"
vision = "All do well."
place = {id = "la-890"}
period = {first = "202627", last = "202829"}
"""

SHAPE = """
id = "town"
titel = "Town"
vision = "All do well."
place = {id = "la-890"}
period = {first = "2026/27", last = "202829"}

[[priority]]
id = "p"
title = "P"
why = "W"

[[target]]
id = "half"
title = "Half"
kind = "position"
indicator = "phonics"
within = "top_half"
among = "england"
ownr = "Head of service"

[[target]]
id = "level"
title = "Level"
kind = "level"
comparison = "at_least"
level = "many"

[[target]]
id = "bare"
title = "Bare"
kind = "position"
"""

NAMES = """
id = "town"
title = "Town"
vision = "All do well."
place = {id = "la-999999"}
period = {first = "202627", last = "202829"}

[[priority]]
id = "attend"
title = "P"
why = "W"
activity = [{id = "x", words = "X", actions = ["nothing"]}]

[[target]]
id = "a"
title = "A"
kind = "position"
indicator = "phonic"
within = "top_half"
among = "england"
priority = "atend"

[[target]]
id = "b"
title = "B"
kind = "position"
indicator = "phonics"
group = "free-meals"
within = "top_half"
among = "englnd"

[[target]]
id = "c"
title = "C"
kind = "change"
indicator = "children-in-need"
change = {by_share = "1/2"}

[[local_indicator]]
id = "l"
words = "L"
unit = "percnt"
better = "higher"
returned_by = "Head of service"
how_often = "termly"
"""


def _faults(error: pytest.ExceptionInfo[PlanError]) -> set[str]:
    return {str(fault) for fault in error.value.faults}


def test_every_fault_of_shape_at_once() -> None:
    with pytest.raises(PlanError) as error:
        parse_plan(SHAPE)
    assert error.value.exit_code == 2
    fault_texts = _faults(error)
    assert {
        "plan.toml: title: is missing; expected a value; add it",
        "plan.toml: titel: unknown key 'titel'; did you mean 'title'?",
        "plan.toml: target[0].ownr: unknown key 'ownr'; did you mean 'owner'?",
        "plan.toml: target[2].within: is missing; expected a value; add it",
        "plan.toml: target[2].among: is missing; expected a value; add it",
    } <= fault_texts
    assert {
        "plan.toml: period.first: '2026/27' is not written so; expected an academic year in six "
        "digits, such as 202627",
        "plan.toml: target[1].level: 'many' will not do; expected a number",
    } <= fault_texts
    assert len(fault_texts) == 7


def test_faults_of_shape_and_unknown_names_come_together() -> None:
    with pytest.raises(PlanError) as error:
        parse_plan(SHAPE.replace('indicator = "phonics"', 'indicator = "phonic"'))
    unknown = "plan.toml: target[0].indicator: no indicator 'phonic'; did you mean 'phonics'?"
    assert unknown in _faults(error)
    assert len(error.value.faults) == 8


def test_every_unknown_name_at_once(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(NAMES, encoding="utf-8")
    with pytest.raises(PlanError) as error:
        judge(tmp_path, as_of=date(2026, 11, 22))
    assert error.value.summary == "plan.toml has 8 fault(s)"
    fault_texts = _faults(error)
    assert {
        "plan.toml: target[0].priority: no priority 'atend'; did you mean 'attend'?",
        "plan.toml: priority[0].activity[0].actions: no action 'nothing'",
        "plan.toml: target[0].indicator: no indicator 'phonic'; did you mean 'phonics'?",
        "plan.toml: target[1].among: unknown comparator 'englnd'; expected one of england, "
        "region, neighbours, median, or a place id; did you mean 'england'?",
        "plan.toml: target[2].indicator: 'children-in-need' has no better direction; expected an "
        "indicator with one for a target of kind 'change'; state a level or a relation, or name "
        "another indicator",
    } <= fault_texts
    starts = (
        "plan.toml: place.id: unknown place 'la-999999'",
        "plan.toml: target[1].indicator: 'phonics' has no group 'free-meals'; expected one of all,",
        "plan.toml: local_indicator[0].unit: unknown unit 'percnt'; expected one of percent,",
    )
    for start in starts:
        assert any(fault.startswith(start) for fault in fault_texts), start


def test_an_id_written_twice() -> None:
    twice = '[[priority]]\nid = "p"\ntitle = "P"\nwhy = "W"\n' * 2
    with pytest.raises(PlanError) as error:
        parse_plan(HEAD + twice)
    assert _faults(error) == {
        "plan.toml: priority[1].id: 'p' is written twice; expected each id once"
    }


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'id = "a"\ntitle = \n',
            "plan.toml: Invalid value (at line 2, column 9); expected TOML; correct the syntax "
            "there",
        ),
        (
            'id = "a"\nid = "b"\n',
            "plan.toml: Cannot overwrite a value (at line 2, column 9); expected TOML; correct "
            "the syntax there",
        ),
        (
            "id = ",
            "plan.toml: Invalid value (at line 1, column 6); expected TOML; correct the syntax "
            "there",
        ),
    ],
)
def test_bad_syntax_has_a_line_and_a_column(text: str, fault: str) -> None:
    with pytest.raises(PlanError, match=r"plan\.toml is not valid TOML") as error:
        parse_plan(text)
    assert _faults(error) == {fault}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"cannot open plan\.toml"):
        judge(tmp_path, as_of=date(2026, 11, 22))


def test_a_plan_for_an_authority_that_is_no_more(tmp_path: Path) -> None:
    text = HEAD.replace("la-890", "la-909") + '[[priority]]\nid = "p"\ntitle = "P"\nwhy = "W"\n'
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as error:
        judge(tmp_path, as_of=date(2026, 11, 22))
    assert _faults(error) == {
        "plan.toml: place.id: la-909 (Cumbria) ended on 2023-03-31, before the plan begins; "
        "expected la-942 (Cumberland) or la-943 (Westmorland and Furness)"
    }
