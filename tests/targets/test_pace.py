"""What it takes a year, and what the years brought: in words, without a sign."""

from __future__ import annotations

import pytest
from made_figures import HOME, FigureStore, indicator, target

from stocktake.targets.fields import StatedTrajectory


@pytest.mark.parametrize(
    ("figures", "better", "level", "pace"),
    [
        (
            (40.0, 46.0),
            "higher",
            60,
            "To reach the target it must rise by 7.0 percentage points a year, from 46.0% to "
            "60.0%; since the baseline it has risen by 3.0 percentage points a year.",
        ),
        (
            (40.0, 46.0),
            "lower",
            20,
            "To reach the target it must fall by 13.0 percentage points a year, from 46.0% to "
            "20.0%; since the baseline it has risen by 3.0 percentage points a year.",
        ),
        (
            (40.0, 40.0),
            "higher",
            60,
            "To reach the target it must rise by 10.0 percentage points a year, from 40.0% to "
            "60.0%; since the baseline it has not changed.",
        ),
        (
            (40.0, 64.0),
            "higher",
            60,
            "It has already reached the target's level; since the baseline it has risen by 12.0 "
            "percentage points a year.",
        ),
    ],
)
def test_a_level_says_from_which_figure_to_which(
    store: FigureStore, figures: tuple[float, float], better: str, level: float, pace: str
) -> None:
    comparison = "at_most" if better == "lower" else "at_least"
    store.publish({"lait:pass": {HOME: dict(zip(("201617", "201819"), figures, strict=True))}})
    promise = target(
        "level",
        comparison=comparison,
        level=level,
        baseline="201617",
        trajectory=StatedTrajectory(),
    )
    verdict = store.judge(promise, {"pass": indicator(better=better)}, at="201819")
    assert verdict.sentence.endswith(f" promised. {pace}")


def test_level_with_a_strict_target_is_not_there_yet(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 70.0, "201819": 60.0}}})
    above = target(
        "level", comparison="above", level=60, baseline="201617", trajectory=StatedTrajectory()
    )
    assert store.judge(above, at="201819").sentence == (
        "Off track: 60.0% in 2018/19, where the trajectory's level for the year is 65.0%; it falls "
        "due in 2020/21 against the promise of more than 60.0%. It is level with the target and "
        "must go past it; since the baseline it has fallen by 5.0 percentage points a year."
    )


@pytest.mark.parametrize(
    ("before", "after", "since", "change"),
    [
        (50.0, 54.0, "the gap has narrowed by 2.0 percentage points a year", -2.0),
        (50.0, 48.0, "the gap has widened by 1.0 percentage points a year", 1.0),
        (50.0, 62.0, "the gap has closed", -6.0),
        (64.0, 61.0, "its lead has shrunk by 1.5 percentage points a year", 1.5),
        (64.0, 67.0, "its lead has grown by 1.5 percentage points a year", -1.5),
        (64.0, 58.0, "a gap has opened", 3.0),
        (64.0, 64.0, "its lead has not changed", 0.0),
    ],
)
def test_a_gap_and_a_lead_move_in_words(
    store: FigureStore, before: float, after: float, since: str, change: float
) -> None:
    store.publish(
        {
            "lait:pass": {
                HOME: {"201617": before, "201819": after},
                "england": {"201617": 60.0, "201819": 60.0},
            }
        }
    )
    halve = target(
        "gap_closed",
        baseline="201617",
        close={"to": "england", "by_share": "1/2"},
        trajectory=StatedTrajectory(),
    )
    verdict = store.judge(halve, at="201819")
    assert verdict.sentence.endswith(f"since the baseline {since}.")
    assert verdict.trajectory is not None
    assert verdict.trajectory.change_achieved == pytest.approx(change)


def test_a_tolerance_has_its_unit(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 40.0, "201819": 49.8}}})
    level = target(
        "level",
        comparison="at_least",
        level=60,
        baseline="201617",
        trajectory=StatedTrajectory(tolerance=0.25),
    )
    assert "is 50.0%, give or take 0.25 percentage points; it falls due" in (
        store.judge(level, at="201819").sentence
    )


def test_a_year_without_a_figure_is_not_quoted(store: FigureStore) -> None:
    store.publish(
        {"lait:pass": {HOME: {"201617": 40.0, "201718": 39.0}, "england": {"202021": 60.0}}}
    )
    better = target("improvement_each_year", baseline="201617")
    assert store.judge(better).sentence == (
        "Not met: it did not improve in 2017/18, and better in every year since 2016/17 was "
        "promised."
    )
