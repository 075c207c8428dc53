"""A new plan, and the smallest one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.plan.check import check_plan
from stocktake.plan.judge import context_of, judge
from stocktake.plan.read import parse_plan, read_plan
from stocktake.plan.scaffold import new_plan
from stocktake.standards.errors import UsageError
from stocktake.standards.places import Place, place_register
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse
from stocktake.targets import KINDS

TODAY = date(2026, 11, 22)

SMALLEST = (
    'id = "{0}-2026"\ntitle = "{0}"\nvision = "All do well."\n'
    'place = {{id = "{1}"}}\nperiod = {{first = "202627", last = "202829"}}\n'
    'priority = [{{id = "results", title = "Results", why = "Too few reach the standard."}}]\n'
    'target = [{{id = "top", title = "Top half", kind = "position", due = "202425", '
    'indicator = "ks2-rwm-expected", within = "top_half", among = "england"}}]\n'
)


def test_another_authority_in_a_few_lines(tmp_path: Path, real_warehouse: Warehouse) -> None:
    (tmp_path / "plan.toml").write_text(SMALLEST.format("tameside", "la-357"), encoding="utf-8")
    verdict = judge(tmp_path, real_warehouse, as_of=TODAY).verdicts[0]
    assert (verdict.status, verdict.value, verdict.rank, verdict.n) == ("not_met", 60.0, 101, 151)


def test_the_same_lines_with_nothing_loaded(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SMALLEST.format("tameside", "la-357"), encoding="utf-8")
    verdict = judge(tmp_path, as_of=TODAY).verdicts[0]
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published")


@pytest.mark.parametrize("place", ["la-890", "la-201", "la-926", "region-north-west"])
def test_a_new_plan_reads_back_and_is_judged(tmp_path: Path, place: str) -> None:
    text = new_plan(place_register().get(place), first="2026/27", last="2028/29")
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    judgement = judge(tmp_path, as_of=TODAY)
    assert judgement.plan.place.id == place
    assert {verdict.status for verdict in judgement.verdicts} == {"not_yet_due"}


def test_what_is_not_filled_in_counts_as_open(tmp_path: Path) -> None:
    text = new_plan(place_register().get("la-890"), first="202627", last="202829")
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    plan_file = read_plan(tmp_path)
    check = check_plan(plan_file, context_of(plan_file, None, as_of=TODAY))
    assert check.matrix["Owner"].all()
    assert check.matrix["Baseline"].all()
    assert all(answer.words == "" for answer in check.delivery)
    assert "All 3 targets have no owner: nobody is asked when one is off track." in (
        check.sentences()
    )


def test_the_latest_figures_stand_beside_the_targets(real_warehouse: Warehouse) -> None:
    statistics = Statistics(real_warehouse, as_of=TODAY)
    text = new_plan(
        place_register().get("la-357"), first="202627", last="202829", statistics=statistics
    )
    assert (
        "# Latest figure held: 60% in 2024/25 (Reading, writing and maths at the expected "
        "standard, age 11)." in text
    )
    assert {target.baseline for target in parse_plan(text).target} == {"202425"}


def test_a_plan_cannot_end_before_it_begins() -> None:
    with pytest.raises(UsageError, match=r"would end \(2025/26\) before it begins \(2026/27\)"):
        new_plan(place_register().get("la-890"), first="202627", last="202526")


@given(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=20))
def test_any_name_of_a_place_gives_a_plan_that_reads_back(name: str) -> None:
    plan = parse_plan(new_plan(Place("area-x", name, "Area"), first="202627", last="202829"))
    assert plan.place.name == name


def test_a_new_plan_names_every_kind_of_target_with_the_keys_that_it_needs() -> None:
    text = new_plan(place_register().get("la-890"), first="202627", last="202829")
    lines = text.partition("decides which keys are needed:\n")[2].splitlines()[: len(KINDS)]
    keys_by_kind = dict(line.removeprefix("#   ").split(maxsplit=1) for line in lines)
    assert list(keys_by_kind) == list(KINDS)
    assert keys_by_kind["relation"] == "comparison (at_least, above, at_most, below), comparator"
    assert keys_by_kind["change"] == "[target.change] with one of to_share, by_share, by"
    assert keys_by_kind["gap_closed"] == "[target.close] with to, by_share"
    assert keys_by_kind["improvement_each_year"] == "nothing more"
    assert keys_by_kind["all_of"] == "[[target.part]]"
