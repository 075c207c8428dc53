"""Comparisons that have a sign: ahead and behind, up and down, better and worse."""

from __future__ import annotations

import pytest
from made_figures import HOME, FigureStore, indicator, special, target

from stocktake.targets.fields import StatedTrajectory

HALVE = target("gap_closed", baseline="201516", close={"to": "england", "by_share": "1/2"})


def publish_gap(
    store: FigureStore, own_values: dict[str, float], england: dict[str, float]
) -> None:
    store.publish({"lait:pass": {HOME: own_values, "england": england}})


@pytest.mark.parametrize(
    ("baseline_value", "value", "status", "required_level"),
    [
        (60.0, 60.0, "met", 0.0),
        (63.0, 64.0, "met", 0.0),
        (63.0, 61.0, "met", 0.0),
        (63.0, 60.0, "met", 0.0),
        (63.0, 59.9, "not_met", 0.0),
        (50.0, 55.0, "met", 5.0),
        (50.0, 54.9, "not_met", 5.0),
        (50.0, 71.0, "met", 5.0),
    ],
)
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_a_gap_to_halve_whichever_side_the_place_was_on(
    store: FigureStore,
    baseline_value: float,
    value: float,
    status: str,
    required_level: float,
    better: str,
) -> None:
    """England stands at 60 in both years; where lower is better the figures are mirrored."""
    sign = -1 if better == "lower" else 1
    own_values = {"201516": 60 + sign * (baseline_value - 60), "202021": 60 + sign * (value - 60)}
    publish_gap(store, own_values, {"201516": 60.0, "202021": 60.0})
    verdict = store.judge(HALVE, {"pass": indicator(better=better)})
    assert (verdict.status, verdict.required) == (status, required_level)


def test_no_gap_to_close_has_a_sentence_of_its_own(store: FigureStore) -> None:
    for value, sentence in (
        (
            64.0,
            "Met: 4.0 percentage points ahead of England in 2020/21 against the promise not to "
            "fall behind England: there was no gap to close, since it was 3.0 percentage points "
            "ahead of England in 2015/16.",
        ),
        (
            59.0,
            "Not met: 1.0 percentage points behind England in 2020/21 against the promise not to "
            "fall behind England: there was no gap to close, since it was 3.0 percentage points "
            "ahead of England in 2015/16.",
        ),
    ):
        publish_gap(store, {"201516": 63.0, "202021": value}, {"201516": 60.0, "202021": 60.0})
        assert store.judge(HALVE).sentence == sentence


def test_the_evidence_for_a_gap_is_the_gap(store: FigureStore) -> None:
    publish_gap(
        store,
        {"201516": 50.0, "201920": 57.0, "202122": 58.0},
        {"201516": 60.0, "201920": 60.0, "202122": 60.0},
    )
    verdict = store.judge(HALVE)
    assert [(point.period, point.value) for point in verdict.evidence] == [
        ("201920", 3.0),
        ("202122", 2.0),
    ]
    assert verdict.sentence.endswith(
        "The nearest published figures are 3.0 percentage points behind England in 2019/20 and "
        "2.0 percentage points behind England in 2021/22."
    )


def test_figures_that_decide_are_written_so_that_they_differ(store: FigureStore) -> None:
    publish_gap(store, {"201516": 50.0, "202021": 54.96}, {"201516": 60.0, "202021": 60.0})
    verdict = store.judge(HALVE)
    assert verdict.status == "not_met"
    assert "5.04 percentage points behind England in 2020/21 against the 5.00" in verdict.sentence


@pytest.mark.parametrize(
    ("value", "status"), [(60.0, "on_track"), (62.0, "on_track"), (59.9, "off_track")]
)
def test_a_lead_may_shrink_but_no_gap_may_open_on_the_way(
    store: FigureStore, value: float, status: str
) -> None:
    publish_gap(store, {"201516": 63.0, "201819": value}, {"201516": 60.0, "201819": 60.0})
    promise = HALVE.model_copy(update={"trajectory": StatedTrajectory()})
    assert store.judge(promise, at="201819").status == status


@pytest.mark.parametrize(
    ("comparison", "value", "flatters", "status"),
    [
        # At most 60 of what is better high: a year that makes it look better makes it harder.
        ("at_most", 50.0, "better", "met"),
        ("at_most", 70.0, "better", "cannot_tell"),
        ("at_most", 50.0, "worse", "cannot_tell"),
        ("at_most", 70.0, "worse", "not_met"),
        ("at_least", 70.0, "better", "cannot_tell"),
        ("at_least", 50.0, "better", "not_met"),
        ("at_least", 70.0, "worse", "met"),
        ("at_least", 50.0, "worse", "cannot_tell"),
    ],
)
def test_a_special_year_is_weighed_in_the_direction_of_the_promise(
    store: FigureStore, comparison: str, value: float, flatters: str, status: str
) -> None:
    store.publish({"lait:pass": {HOME: {"202021": value}}})
    promise = target("level", comparison=comparison, level=60)
    arranged = {"pass": indicator(special_year=[special("202021", flatters)])}
    assert store.judge(promise, arranged).status == status


@pytest.mark.parametrize("better", ["higher", "lower", "neither"])
@pytest.mark.parametrize(
    ("comparison", "value", "status"),
    [
        ("at_least", 51.0, "on_track"),
        ("at_least", 49.0, "off_track"),
        ("at_most", 29.0, "on_track"),
        ("at_most", 31.0, "off_track"),
    ],
)
def test_a_trajectory_runs_in_the_direction_of_the_comparison(
    store: FigureStore, better: str, comparison: str, value: float, status: str
) -> None:
    level = 60 if comparison == "at_least" else 20
    store.publish({"lait:pass": {HOME: {"201617": 40.0, "201819": value}}})
    promise = target("level", comparison=comparison, level=level, baseline="201617", trajectory={})
    verdict = store.judge(promise, {"pass": indicator(better=better)}, at="201819")
    assert verdict.status == status


@pytest.mark.parametrize("better", ["higher", "lower", "neither"])
@pytest.mark.parametrize(
    ("comparison", "start", "value", "status"),
    [
        # Half way from 10 points on the wrong side of England to level with it.
        ("above", 40.0, 46.0, "on_track"),
        ("above", 40.0, 44.0, "off_track"),
        ("below", 60.0, 54.0, "on_track"),
        ("below", 60.0, 56.0, "off_track"),
    ],
)
def test_a_relation_travels_in_the_direction_of_its_comparison(
    store: FigureStore, comparison: str, start: float, value: float, status: str, better: str
) -> None:
    publish_gap(store, {"201617": start, "201819": value}, {"201617": 50.0, "201819": 50.0})
    promise = target(
        "relation",
        comparison=comparison,
        comparator="england",
        baseline="201617",
        trajectory={},
    )
    verdict = store.judge(promise, {"pass": indicator(better=better)}, at="201819")
    assert verdict.status == status


@pytest.mark.parametrize(("comparison", "start"), [("above", 80.0), ("below", 20.0)])
def test_a_relation_asks_for_no_lead_on_the_way(
    store: FigureStore, comparison: str, start: float
) -> None:
    """Thirty points on the promised side of England at the baseline, one point later."""
    side = 1 if comparison == "above" else -1
    for value, status in ((50.0 + side, "on_track"), (50.0 - side, "off_track")):
        publish_gap(store, {"201617": start, "201819": value}, {"201617": 50.0, "201819": 50.0})
        promise = target(
            "relation",
            comparison=comparison,
            comparator="england",
            baseline="201617",
            trajectory={"shape": "stepped"},
        )
        assert store.judge(promise, at="201819").status == status


@pytest.mark.parametrize(
    ("better", "worse_if", "flatters", "after", "status"),
    [
        ("higher", "falls", "worse", 40.0, "cannot_tell"),
        ("higher", "falls", "better", 40.0, "worsened"),
        ("higher", "falls", "better", 60.0, "cannot_tell"),
        ("lower", "rises", "worse", 60.0, "cannot_tell"),
        ("lower", "rises", "better", 60.0, "worsened"),
        # The plan calls worse what the indicator calls better.
        ("higher", "rises", "better", 60.0, "cannot_tell"),
        ("higher", "rises", "worse", 60.0, "worsened"),
        ("higher", "rises", "worse", 40.0, "cannot_tell"),
    ],
)
def test_a_watch_indicator_weighs_special_years_by_the_indicators_own_direction(
    store: FigureStore, better: str, worse_if: str, flatters: str, after: float, status: str
) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 50.0, "202021": after}}})
    promise = target(
        "level",
        comparison="at_least",
        level=10,
        baseline="201617",
        watch=[{"indicator": "pass", "worse_if": worse_if, "words": "a side effect"}],
    )
    arranged = {"pass": indicator(better=better, special_year=[special("202021", flatters)])}
    assert store.judge(promise, arranged).watch[0].status == status
