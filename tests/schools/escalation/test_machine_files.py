"""An escalation file is checked when it is loaded: every fault at once, with its line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stocktake.schools.escalation import load_machines, machine_for
from stocktake.standards import DefinitionError

Write = Callable[..., Path]


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(DefinitionError) as error:
        load_machines(folder)
    return [str(fault).removeprefix(f"{folder}/escalation/") for fault in error.value.faults]


def test_the_small_machine_is_right(own_machines: Write) -> None:
    assert load_machines(own_machines())["maintained"].is_replacement


def test_the_shipped_machines_begin_with_the_academy_path_that_compels_nothing() -> None:
    academy = machine_for("academy", date(2026, 12, 1))
    titles = [stage.title for stage in academy.stage]
    assert titles[1:4] == ["Concern noted", "Put to the trust", "Reported to the Regional Director"]
    assert all("requir" not in stage.description.lower() for stage in academy.stage)


def test_unknown_stage_trigger_recipient_and_first_stage(own_machines: Write) -> None:
    folder = own_machines(
        ('first_stage = "low"', 'first_stage = "lo"'),
        ('to = "high"', 'to = "hihg"'),
        ('triggers = ["visit"]', 'triggers = ["vist"]'),
        ('tell = ["head"]', 'tell = ["heads"]'),
    )
    assert faults_of(folder)[:4] == [
        "maintained.toml: line 4: first_stage: there is no stage 'lo'; expected low, high; "
        "did you mean 'low'?",
        "maintained.toml: line 32: stage[1].tell: there is no recipient 'heads'; expected head; "
        "did you mean 'head'?",
        "maintained.toml: line 24: stage[0].step[0].to: there is no stage 'hihg'; "
        "expected low, high; did you mean 'high'?",
        "maintained.toml: line 27: stage[0].step[0].triggers: there is no trigger 'vist'; "
        "expected visit; did you mean 'visit'?",
    ]


def test_missing_time_limits_are_named_together(own_machines: Write) -> None:
    folder = own_machines(
        ("tell_within_working_days = 5\n", ""), ("review_within_working_days = 30\n", "")
    )
    assert faults_of(folder) == [
        "maintained.toml: line 29: stage[1].tell_within_working_days: "
        "'high' has people to inform and no time limit for it; expected a number of working days",
        "maintained.toml: line 29: stage[1].review_within_working_days: "
        "'high' has no time limit for its review; expected a number of working days; "
        "give it, or say is_resting = true where nothing is due",
    ]


def test_a_step_down_without_evidence_and_a_step_up_without_trigger(own_machines: Write) -> None:
    folder = own_machines(('evidence = ["Progress"]\n', ""), ('triggers = ["visit"]\n', ""))
    problems = "\n".join(faults_of(folder))
    assert "the step down 'lower' states no evidence" in problems
    assert "the step up 'raise' has no trigger" in problems


def test_an_unreachable_stage(own_machines: Write) -> None:
    island = '\n[[stage]]\nid = "island"\ntitle = "Island"\nis_resting = true\n'
    assert faults_of(own_machines(addition=island)) == [
        "maintained.toml: line 43: stage[2]: no step leads from 'low' to the stage 'island'; "
        "expected a step to it; add one, or take the stage out"
    ]


def test_a_circle_of_steps_up_has_no_way_down(own_machines: Write) -> None:
    folder = own_machines(
        ('direction = "down"', 'direction = "up"'),
        ('evidence = ["Progress"]', 'triggers = ["visit"]'),
    )
    assert faults_of(folder) == [
        "maintained.toml: line 17: stage[0]: steps up lead from 'low' round to 'low' again; "
        "expected a step down in the circle",
        "maintained.toml: line 29: stage[1]: steps up lead from 'high' round to 'high' again; "
        "expected a step down in the circle",
    ]


def test_a_stage_without_way_back(own_machines: Write) -> None:
    text = '[[stage.step]]\nid = "lower"\nto = "low"\ndirection = "down"\ntitle = "Lower"\n'
    folder = own_machines((text + 'evidence = ["Progress"]\n', ""))
    assert "from 'high' no steps lead to a stage where nothing is due" in faults_of(folder)[0]


def test_ids_given_twice_and_a_step_to_itself(own_machines: Write) -> None:
    again = '\n[[stage.step]]\nid = "raise"\nto = "high"\ndirection = "down"\ntitle = "Stay"\n'
    problems = "\n".join(faults_of(own_machines(addition=again + 'evidence = ["None"]\n')))
    assert "stage[1].step[1].id: the id 'raise' is given twice" in problems
    assert "the step 'raise' leads back to its own stage" in problems


@pytest.mark.parametrize("word", ["required", "must", "Requirement", "obliged"])
def test_an_academy_is_never_compelled(own_machines: Write, word: str) -> None:
    folder = own_machines(
        ('path = "maintained"', 'path = "academy"'),
        ('title = "Raise"', f'title = "The trust {word}"'),
    )
    assert faults_of(folder) == [
        f"maintained.toml: line 26: stage[0].step[0].title: says {word!r} of an academy; "
        "expected an invitation or an offer; "
        "a council has no such power over an academy: write what it asks for"
    ]


def test_the_grade_requires_improvement_may_be_named(own_machines: Write) -> None:
    folder = own_machines(
        ('path = "maintained"', 'path = "academy"'),
        ('title = "A visit"', 'title = "The grade requires improvement"'),
    )
    assert load_machines(folder)["maintained"].value.path == "academy"


def test_faults_of_two_files_are_reported_together(own_machines: Write) -> None:
    own_machines(('to = "high"', 'to = "x"'), name="academy")
    folder = own_machines(('direction = "up"', 'direction = "sideways"'))
    problems = faults_of(folder)
    assert any(problem.startswith("academy.toml: line 24") for problem in problems)
    assert any("'sideways' is no word for it" in problem for problem in problems)


def test_two_machines_in_use_at_once_are_refused(own_machines: Write) -> None:
    folder = own_machines(name="another")
    with pytest.raises(DefinitionError, match="2 are in use on 2026-12-01"):
        machine_for("maintained", date(2026, 12, 1), folder)
    with pytest.raises(DefinitionError, match="none is in use on 2025-12-31"):
        machine_for("academy", date(2025, 12, 31))
