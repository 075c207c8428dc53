"""The second judge itself, on answers worked out by hand from the published file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from second_judge import Evidence, judge_plan, read_evidence
from second_judge.lait_file import last_day

NOVEMBER_2026 = date(2026, 11, 29)


@pytest.fixture(scope="module")
def evidence(shared_data: Path) -> Evidence:
    """The published file as the second judge reads it."""
    return read_evidence(shared_data)


def answer(
    evidence: Evidence, place: str, target: dict[str, Any], *, as_of: date = NOVEMBER_2026
) -> tuple[Any, ...]:
    """Status, value, rank, n, required level and reason of one target."""
    plan = {"place": {"id": place}, "target": [{"id": "t"} | target]}
    row = judge_plan(evidence, plan, as_of=as_of)[0]
    return tuple(row[key] for key in ("status", "value", "rank", "n", "required", "reason"))


SURREY = {
    "kind": "position",
    "indicator": "ks2-rwm-expected",
    "due": "202627",
    "within": "top_half",
    "among": "england",
}


def test_before_its_year_has_ended_a_target_shows_the_latest_figure(evidence: Evidence) -> None:
    assert answer(evidence, "la-936", SURREY) == ("not_yet_due", 66, 38, 151, 63, None)


def test_a_year_that_has_ended_awaits_its_figures(evidence: Evidence) -> None:
    after = answer(evidence, "la-936", SURREY, as_of=date(2027, 10, 1))
    assert after == ("awaiting_figures", 66, 38, 151, 63, None)


def test_an_inflated_figure_that_is_still_low_enough_stays_below(evidence: Evidence) -> None:
    """Examinations cancelled in 2020 raised the figure, and 16.04 is below 18.35 all the same."""
    target = {
        "kind": "level",
        "indicator": "level-2-english-maths-by-19",
        "group": "ehc-plan",
        "due": "202223",
    }
    below = target | {"comparison": "below", "level": 18.35}
    assert answer(evidence, "la-839", below)[:2] == ("met", 16.04)
    at_least = target | {"comparison": "at_least", "level": 16}
    assert answer(evidence, "la-839", at_least)[::5] == ("cannot_tell", "not_comparable")


def test_a_baseline_that_never_was_awaits_nothing(evidence: Evidence) -> None:
    """la-839 began in 2019, so that no later figure tells what changed since 2016/17."""
    target = {"kind": "change", "indicator": "he-by-19", "due": "202526", "baseline": "201617"}
    row = answer(evidence, "la-839", target | {"change": {"by": 1}})
    assert row == ("cannot_tell", None, None, None, None, "not_published")


@pytest.mark.parametrize("indicator", ["progress-8", "lait:KS1R_Expected_STD"])
def test_what_was_cancelled_or_given_up_is_not_awaited(evidence: Evidence, indicator: str) -> None:
    target = {
        "kind": "level",
        "indicator": indicator,
        "due": "202425",
        "comparison": "at_least",
        "level": 0,
    }
    assert answer(evidence, "la-890", target)[0] == "cannot_tell"


def test_an_abolished_authority_awaits_nothing(evidence: Evidence) -> None:
    target = SURREY | {"due": "202526"}
    assert answer(evidence, "la-909", target)[0] == "cannot_tell"
    assert answer(evidence, "la-942", target)[0] == "awaiting_figures"


def test_a_lead_that_shrinks_is_still_a_lead(evidence: Evidence) -> None:
    """Pupils on free meals in Blackpool: 1.22 against the region's -0.55, later -0.49 and -0.74."""
    target = {
        "kind": "gap_closed",
        "indicator": "lait:KS2_FSM_Maths_Progress",
        "baseline": "201819",
        "due": "202223",
        "close": {"to": "region", "by_share": "1/3"},
    }
    status, gap, rank, n, required_level, reason = answer(evidence, "la-890", target)
    assert (status, rank, n, required_level, reason) == ("met", None, None, 0, None)
    assert gap == pytest.approx(-0.25)


def test_the_side_of_a_trajectory_is_the_promise_s(evidence: Evidence) -> None:
    """Blackpool has 28.1 against 33.9 in England: "at most" holds, whichever way is better."""
    target = {
        "kind": "relation",
        "indicator": "lait:LAC_SEN_Statement",
        "baseline": "201819",
        "due": "202728",
        "comparison": "at_most",
        "comparator": "england",
        "trajectory": {"shape": "stepped"},
    }
    assert answer(evidence, "la-890", target)[:2] == ("on_track", 28.1)


def test_each_kind_of_year_ends_on_its_own_last_day() -> None:
    ends = {kind: last_day(kind, 2027) for kind in ("Academic year", "Calendar year", "March")}
    assert ends == {
        "Academic year": date(2027, 8, 31),
        "Calendar year": date(2026, 12, 31),
        "March": date(2027, 3, 31),
    }
    assert last_day("September", 2027) == date(2026, 9, 30)
    assert last_day("Reporting year", 2027) == date(2027, 12, 31)
