"""A plan under way through the command line: not yet due, awaiting figures, or past telling."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_process import CommandResult

Command = Callable[..., CommandResult]

HEAD = """
id = "example"
title = "Plan of Surrey"
vision = "Every child does well."
place = {id = "la-936", neighbours_vintage = 2025}
period = {first = "202425", last = "202627"}

[[priority]]
id = "learn"
title = "Learning"
why = "Results vary."
"""
TOP_HALF = """
kind = "position"
indicator = "ks2-rwm-expected"
within = "top_half"
among = "england"
"""
NEET = """
kind = "level"
indicator = "neet"
comparison = "below"
level = 3.0
"""
CARE_LEAVERS = """
kind = "level"
indicator = "care-leavers-in-education-or-work"
comparison = "at_least"
level = 60.0
"""


REAL = pytest.mark.parametrize("desk", ["real"], indirect=True)
"""Surrey's published figures decide: invented ones say something else."""


def plan(folder: Path, *targets: str) -> Path:
    """A plan of these targets, which are called t0, t1 and so on."""
    blocks = [
        f'[[target]]\nid = "t{number}"\ntitle = "Target {number}"\npriority = "learn"\n{text}'
        for number, text in enumerate(targets)
    ]
    path = folder / "plan.toml"
    path.write_text("\n".join([HEAD, *blocks]), encoding="utf-8")
    return path


def due(text: str, year: str) -> str:
    return f'{text}due = "{year}"\n'


def judge_plan(stocktake: Command, path: Path, day: str, *more: object) -> dict[str, Any]:
    """The first target as the JSON contract has it."""
    result = stocktake("judge", path, "--as-of", day, "--format", "json", *more)
    assert result.code == 0, result.err
    target: dict[str, Any] = json.loads(result.out)["targets"][0]
    return target


def store(desk: Path) -> tuple[str, Path]:
    return ("--warehouse", desk / "warehouse")


@REAL
def test_a_year_that_has_not_ended_is_not_yet_due(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    target = judge_plan(
        stocktake, plan(tmp_path, due(TOP_HALF, "202627")), "2026-11-29", *store(desk)
    )
    assert (target["status"], target["reason"]) == ("not_yet_due", None)
    assert (target["period"], target["value"]) == ("202425", 66)
    assert (target["rank"], target["n"]) == (38, 151)
    for words in ("66%", "38th of 151", "in 2024/25", "inside the top half of England today"):
        assert words in target["sentence"]


@REAL
def test_a_year_that_has_ended_awaits_its_figures(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    target = judge_plan(
        stocktake, plan(tmp_path, due(TOP_HALF, "202627")), "2027-10-01", *store(desk)
    )
    assert (target["status"], target["reason"]) == ("awaiting_figures", None)
    assert "December 2027" in target["sentence"]
    assert target["judged_at"] == "202627"


@pytest.mark.parametrize(
    ("text", "year", "last_day", "day_after"),
    [
        (TOP_HALF, "202627", "2027-08-31", "2027-09-01"),
        (NEET, "202627", "2027-12-31", "2028-01-01"),
        (CARE_LEAVERS, "202627", "2027-03-31", "2027-04-01"),
    ],
)
@REAL
def test_a_target_is_due_on_the_day_after_its_own_kind_of_year_ends(
    stocktake: Command,
    desk: Path,
    tmp_path: Path,
    text: str,
    year: str,
    last_day: str,
    day_after: str,
) -> None:
    path = plan(tmp_path, due(text, year))
    assert judge_plan(stocktake, path, last_day, *store(desk))["status"] == "not_yet_due"
    assert judge_plan(stocktake, path, day_after, *store(desk))["status"] == "awaiting_figures"


@REAL
def test_a_whole_awaits_figures_with_its_parts(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    parts = "".join(
        f'[[target.part]]\nid = "part-{number}"\ntitle = "Part"\n{due(text, year)}'
        for number, (text, year) in enumerate(((TOP_HALF, "202425"), (TOP_HALF, "202627")))
    )
    path = plan(tmp_path, f'kind = "all_of"\ndue = "202627"\n{parts}')
    before = judge_plan(stocktake, path, "2027-08-31", *store(desk))
    assert [part["status"] for part in before["parts"]] == ["met", "not_yet_due"]
    assert before["status"] == "not_yet_due"
    after = judge_plan(stocktake, path, "2027-09-01", *store(desk))
    assert [part["status"] for part in after["parts"]] == ["met", "awaiting_figures"]
    assert after["status"] == "awaiting_figures"


@REAL
def test_a_past_year_is_judged_as_it_stood(stocktake: Command, desk: Path, tmp_path: Path) -> None:
    path = plan(tmp_path, due(TOP_HALF, "202425"))
    target_now = judge_plan(stocktake, path, "2026-11-29", *store(desk))
    assert (target_now["status"], target_now["judged_at"]) == ("met", "202425")
    target_then = judge_plan(stocktake, path, "2026-11-29", "--at", "202324", *store(desk))
    assert (target_then["status"], target_then["judged_at"], target_then["period"]) == (
        "not_yet_due",
        "202324",
        "202324",
    )


@REAL
def test_a_year_asked_for_that_is_still_to_come_adds_nothing(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    path = plan(tmp_path, due(TOP_HALF, "202627"))
    target = judge_plan(stocktake, path, "2026-11-29", "--at", "202930", *store(desk))
    assert target == judge_plan(stocktake, path, "2026-11-29", *store(desk))


@REAL
def test_a_figure_that_never_came_is_past_telling(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    path = plan(tmp_path, due(TOP_HALF, "201920"))
    target = judge_plan(stocktake, path, "2026-11-29", *store(desk))
    assert (target["status"], target["reason"]) == ("cannot_tell", "not_published")


@pytest.mark.parametrize(
    ("day", "status", "reason"),
    [("2026-11-29", "not_yet_due", None), ("2027-10-01", "cannot_tell", "not_published")],
)
def test_without_any_release_nothing_can_be_awaited(
    stocktake: Command, tmp_path: Path, day: str, status: str, reason: str | None
) -> None:
    target = judge_plan(stocktake, plan(tmp_path, due(TOP_HALF, "202627")), day)
    assert (target["status"], target["reason"]) == (status, reason)


@REAL
def test_the_summary_counts_targets_that_await_figures(
    stocktake: Command, desk: Path, tmp_path: Path
) -> None:
    path = plan(tmp_path, due(TOP_HALF, "202627"), due(TOP_HALF, "202425"))
    result = stocktake("judge", path, "--as-of", "2027-10-01", *store(desk))
    assert result.code == 0
    assert "2 targets: 1 met, 1 awaiting figures." in result.out
    assert "judged on what was known on 1 October 2027" in result.out
    explanation = stocktake("explain", path, "t0", "--as-of", "2027-10-01", *store(desk))
    assert explanation.code == 0
    assert "Awaiting figures" in explanation.out
