"""``schools powers`` and ``schools working-days`` from the shell."""

import json
from collections.abc import Callable

import pytest
from cli_process import CommandResult

Command = Callable[..., CommandResult]


@pytest.mark.slow
def test_the_published_example_of_a_warning_notice(stocktake: Command) -> None:
    result = stocktake("schools", "powers", "--on", "2014-03-03")
    assert result.code == 0, result.err
    assert "It is not legal advice." in " ".join(result.out.split())
    assert "Initial period ends (s60(1)(b)): Monday 24 March 2014" in result.out
    assert "Collaboration can be required until (s63(3)): check." in result.out


@pytest.mark.slow
def test_no_power_is_open_over_an_academy_and_no_date_is_computed(stocktake: Command) -> None:
    result = stocktake(
        "schools", "powers", "--on", "2026-12-01", "--type", "academy", "--format", "json"
    )
    document = json.loads(result.out)
    assert {power["answer"] for power in document["powers"]} == {"not_open"}
    assert document["dates"] == []


@pytest.mark.slow
def test_working_days_over_the_jubilee_and_beyond_the_list(stocktake: Command) -> None:
    result = stocktake("schools", "working-days", "2022-06-01", "10", "--format", "json")
    document = json.loads(result.out)
    assert document["last_day"] == "2022-06-17"
    assert [day["date"] for day in document["bank_holidays"]] == ["2022-06-02", "2022-06-03"]
    beyond = stocktake("schools", "working-days", "2028-12-20", "15")
    assert beyond.code == 2
    assert "cannot tell: bank holidays are listed from 2010 to 2028" in beyond.err
    backwards = stocktake("schools", "working-days", "2021-12-29", "--", "-2")
    assert "2 working days before Wednesday 29 December 2021: Thursday 23" in backwards.out
