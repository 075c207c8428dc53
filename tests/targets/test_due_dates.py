"""When a target is judged, on what was known by then, and how far along the road it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_figures import HOME, FigureStore, indicator, special, target

from stocktake.standards.periods import Period
from stocktake.targets.fields import StatedTrajectory
from stocktake.targets.trajectory import Course, draw_trajectory, is_on_track, level_on

LEVEL = target("level", comparison="at_least", level=60, baseline="201617")
ROAD = LEVEL.model_copy(update={"trajectory": StatedTrajectory()})
FIGURES = {"201617": 40.0, "201718": 44.0, "201819": 51.0, "201920": 54.0, "202021": 61.0}


@pytest.mark.parametrize(
    ("at", "judged_at", "status", "value"),
    [
        ("201819", "201819", "not_yet_due", 51.0),
        ("202021", "202021", "met", 61.0),
        ("202425", "202021", "met", 61.0),
    ],
)
def test_judged_at_the_earlier_of_the_due_year_and_the_year_asked_for(
    store: FigureStore, at: str, judged_at: str, status: str, value: float
) -> None:
    store.publish({"lait:pass": {HOME: FIGURES | {"202122": 10.0}}})
    verdict = store.judge(LEVEL, at=at)
    assert (verdict.due, verdict.judged_at) == ("202021", judged_at)
    assert (verdict.status, verdict.value) == (status, value)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2021, 8, 30), "not_yet_due"),
        (date(2021, 8, 31), "not_yet_due"),
        (date(2021, 9, 1), "awaiting_figures"),
    ],
)
def test_a_target_is_due_when_its_year_has_ended(
    store: FigureStore, as_of: date, status: str
) -> None:
    values = {"201819": 40.0, "201920": 61.0}
    store.publish({"lait:pass": {HOME: values}}, on=date(2020, 12, 1))
    verdict = store.judge(LEVEL, as_of=as_of, at=None)
    assert (verdict.status, verdict.value, verdict.period) == (status, 61.0, "201920")
    assert "61.0% in 2019/20, which would meet the 60.0% or more promised" in verdict.sentence


@pytest.mark.parametrize(
    ("kind", "period", "latest", "last_day"),
    [
        ("Academic year", "202021", "201920", date(2021, 8, 31)),
        ("Financial year", "202021", "201920", date(2021, 3, 31)),
        ("Calendar year", "2020", "2019", date(2020, 12, 31)),
    ],
)
def test_each_kind_of_year_ends_on_its_own_day(
    store: FigureStore, kind: str, period: str, latest: str, last_day: date
) -> None:
    store.publish({"lait:pass": {HOME: {latest: 61.0}}}, kind=kind, on=date(2020, 10, 1))
    definition = {"pass": indicator(kind_of_year=kind)}
    on_the_day = store.judge(LEVEL, definition, as_of=last_day, at=None)
    after = store.judge(LEVEL, definition, as_of=last_day + timedelta(days=1), at=None)
    assert (on_the_day.status, after.status) == ("not_yet_due", "awaiting_figures")


def test_a_figure_that_will_not_come_is_not_awaited(store: FigureStore) -> None:
    """Cancelled, passed over by a later year, published for others only, or long overdue."""
    due_2021 = LEVEL.model_copy(update={"due": "202021"})
    cancelled = {"pass": indicator(special_year=[special("202021", "unknown", published=False)])}
    store.publish({"lait:pass": {HOME: {"201920": 61.0}}}, on=date(2021, 12, 1))
    assert store.judge(due_2021, as_of=date(2022, 1, 1)).status == "awaiting_figures"
    for definition, other_figures, day in (
        (cancelled, {}, date(2021, 12, 1)),
        (None, {"la-301": {"202122": 50.0}}, date(2022, 12, 1)),
        (None, {"la-301": {"202021": 50.0}}, date(2021, 12, 2)),
        (None, {}, date(2023, 9, 1)),
    ):
        store.publish({"lait:pass": {HOME: {"201920": 61.0}} | other_figures}, on=day)
        verdict = store.judge(due_2021, definition, as_of=date(2024, 1, 1))
        assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published"), day
        assert verdict.sentence.startswith("Cannot tell: no figure was published for 2020/21")


def test_a_day_that_the_plan_names_is_due_the_day_after(store: FigureStore) -> None:
    store.give_back({"series": "local:met", "value": 12, "time_period": "202021"})
    count = {"local:met": indicator(unit="count", series=[{"series": "local:met"}])}
    by_spring = target(
        "cumulative_count", indicator="local:met", level=10, due=None, due_date=date(2022, 3, 31)
    )
    for day, status in ((date(2022, 3, 31), "not_yet_due"), (date(2022, 4, 1), "met")):
        assert store.judge(by_spring, count, as_of=day, at=None).status == status


def test_a_due_date_is_due_in_the_academic_year_that_holds_it(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}})
    for day, due in ((date(2018, 8, 31), "201718"), (date(2018, 9, 1), "201819")):
        promise = LEVEL.model_copy(update={"due": None, "due_date": day})
        assert store.judge(promise).due == due


def test_an_abolished_place_awaits_no_figure(store: FigureStore) -> None:
    """Cumbria ended on 31 March 2023; Cumberland, which came after it, has a figure to come."""
    store.publish({"lait:pass": {"la-909": {"202122": 61.0}, "la-942": {"202122": 61.0}}})
    for place, status in (("la-909", "cannot_tell"), ("la-942", "awaiting_figures")):
        promise = LEVEL.model_copy(update={"due": "202425"})
        assert store.judge(promise, place=place, at=None).status == status


def test_a_last_figure_that_would_decide_nothing_is_not_awaited(store: FigureStore) -> None:
    """Better in every year since 2017/18 cannot be told from the figure of 2024/25 alone."""
    store.publish({"lait:pass": {"la-301": {"202324": 50.0}}})
    promise = target("improvement_each_year", baseline="201718", due="202425")
    verdict = store.judge(promise, at=None)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published")


@pytest.mark.parametrize(
    ("kind", "period", "stays"),
    [
        ("Reporting year", "2021", "2021"),
        ("March", "2021", "March 2021"),
        ("Financial year", "202021", "2020-21"),
        ("Calendar year", "2020", "2020"),
        ("Autumn term", "202021", "2020/21 Autumn term"),
    ],
)
def test_other_kinds_of_year_fall_in_the_academic_year_that_holds_their_last_day(
    store: FigureStore, kind: str, period: str, stays: str
) -> None:
    store.publish({"lait:pass": {HOME: {period: 61.0}}}, kind=kind)
    verdict = store.judge(LEVEL, {"pass": indicator(kind_of_year=kind)})
    assert (verdict.status, verdict.period) == ("met", period)
    assert f"in {stays} against" in verdict.sentence


def test_before_the_first_release_it_awaits_figures_and_says_from_when(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}}, on=date(2021, 12, 2))
    verdict = store.judge(LEVEL, as_of=date(2021, 12, 1))
    assert (verdict.status, verdict.reason) == ("awaiting_figures", None)
    assert verdict.sentence == (
        "Awaiting figures: no release known on 1 December 2021 holds a figure; it is known from "
        "2 December 2021."
    )
    coming = store.judge(LEVEL, as_of=date(2021, 12, 1), at="201819")
    assert coming.sentence == "Not yet due: it falls due in 2020/21; no figure is known yet."
    assert store.judge(LEVEL, as_of=date(2021, 12, 2)).status == "met"


def test_a_reporting_year_too_says_from_when(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"2021": 61.0}}}, kind="Reporting year")
    verdict = store.judge(
        LEVEL, {"pass": indicator(kind_of_year="Reporting year")}, as_of=date(2022, 1, 1)
    )
    assert "it is known from 8 April 2026" in verdict.sentence


def test_a_series_of_a_later_release_is_no_mistake_before_it(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}})
    raw = LEVEL.model_copy(update={"indicator": "lait:pass"})
    verdict = store.judge(raw, as_of=date(2022, 1, 1))
    assert verdict.sentence == (
        "Awaiting figures: no release known on 1 January 2022 holds a figure; it is known from "
        "8 April 2026."
    )


def test_between_two_releases_the_earlier_one_counts(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201920": 50.0}}}, on=date(2021, 1, 1))
    store.publish({"lait:pass": {HOME: {"201920": 50.0, "202021": 59.0}}}, on=date(2022, 1, 1))
    store.publish({"lait:pass": {HOME: {"201920": 50.0, "202021": 61.0}}}, on=date(2023, 1, 1))
    waiting = store.judge(LEVEL, as_of=date(2021, 12, 31))
    assert waiting.status == "awaiting_figures"
    assert waiting.sentence.startswith(
        "Awaiting figures: no release known on 31 December 2021 holds a figure for 2020/21; it is "
        "known from 1 January 2022. The latest is 50.0% in 2019/20, which would not meet"
    )
    for day, status in ((date(2022, 1, 1), "not_met"), (date(2022, 12, 31), "not_met"),
                        (date(2023, 1, 1), "met")):  # fmt: skip
        assert store.judge(LEVEL, as_of=day).status == status


def test_without_a_trajectory_the_present_position_is_given(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}})
    verdict = store.judge(LEVEL, at="201819")
    assert verdict.sentence == (
        "Not yet due: it falls due in 2020/21. The latest is 51.0% in 2018/19, which would not "
        "meet the 60.0% or more promised; the plan states no trajectory."
    )
    assert verdict.trajectory is not None
    assert not verdict.trajectory.stated
    early_verdict = store.judge(LEVEL, at="201516")
    assert (early_verdict.status, early_verdict.value) == ("not_yet_due", None)
    assert early_verdict.sentence == "Not yet due: it falls due in 2020/21; no figure is known yet."


def test_a_target_without_a_year_never_falls_due(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}})
    verdict = store.judge(LEVEL.model_copy(update={"due": None}))
    assert (verdict.status, verdict.due, verdict.judged_at) == ("not_yet_due", None, "202021")
    assert verdict.sentence.startswith("Not yet due: the plan states no year for it. The latest is")


@pytest.mark.parametrize(
    ("trajectory", "at", "value", "status", "change_needed"),
    [
        ({}, "201819", 50.0, "on_track", 50.0),
        ({}, "201819", 49.9, "off_track", 50.0),
        ({"tolerance": 1}, "201819", 49.0, "on_track", 50.0),
        ({"tolerance": 1}, "201819", 48.9, "off_track", 50.0),
        ({"shape": "stepped", "point": [{"period": "201920", "level": 55}]}, "201819", 40.0,
         "on_track", 40.0),
        ({"shape": "stepped", "point": [{"period": "201920", "level": 55}]}, "201920", 54.0,
         "off_track", 55.0),
        ({"shape": "milestones", "point": [{"period": "201819", "level": 52}]}, "201819", 51.0,
         "off_track", 52.0),
        ({"shape": "milestones", "point": [{"period": "201819", "level": 52}]}, "201718", 46.0,
         "on_track", 46.0),
    ],
)  # fmt: skip
def test_on_and_off_track(
    store: FigureStore,
    trajectory: dict[str, Any],
    at: str,
    value: float,
    status: str,
    change_needed: float,
) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 40.0, at: value}}})
    trajectory = LEVEL.model_copy(
        update={"trajectory": StatedTrajectory.model_validate(trajectory)}
    )
    verdict = store.judge(trajectory, at=at)
    assert verdict.status == status
    assert verdict.trajectory is not None
    assert verdict.trajectory.level_now == pytest.approx(change_needed)


def test_the_sentence_on_the_road_has_what_is_needed_and_what_was_done(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 40.0, "201819": 46.0}}})
    assert store.judge(ROAD, at="201819").sentence == (
        "Off track: 46.0% in 2018/19, where the trajectory's level for the year is 50.0%; it "
        "falls due in 2020/21 against the 60.0% or more promised. To reach the target it must rise "
        "by 7.0 percentage points a year, from 46.0% to 60.0%; since the baseline it has risen by "
        "3.0 percentage points a year."
    )


def test_at_the_baseline_it_is_neither_on_nor_off_track(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 40.0}}})
    assert store.judge(ROAD, at="201819").status == "not_yet_due"


def test_a_special_year_on_the_way_decides_as_it_does_at_the_end(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: FIGURES}})
    for value, flatters, status in (
        (51.0, "better", "cannot_tell"),
        (45.0, "better", "off_track"),
        (51.0, "worse", "on_track"),
    ):
        store.publish({"lait:pass": {HOME: {"201617": 40.0, "201819": value}}})
        arranged = {"pass": indicator(special_year=[special("201819", flatters)])}
        assert store.judge(ROAD, arranged, at="201819").status == status


def test_a_position_travels_in_percent_of_the_places(store: FigureStore) -> None:
    other_places = [f"la-{number}" for number in (301, 302, 303, 304, 305, 306, 307, 308, 309)]
    figures = {
        place: {"201617": 90.0 - i, "201819": 90.0 - i} for i, place in enumerate(other_places)
    }
    top = target("position", within="top_half", among="england", baseline="201617", trajectory={})
    for own_value, rank, status in ((84.5, 7, "on_track"), (83.5, 8, "off_track")):
        store.publish({"lait:pass": figures | {HOME: {"201617": 10.0, "201819": own_value}}})
        verdict = store.judge(top, at="201819")
        assert (verdict.rank, verdict.n, verdict.status) == (rank, 10, status)
        assert verdict.trajectory is not None
        # Last of ten is 100%; half way to the top half, 75%.
        assert (verdict.trajectory.measure, verdict.trajectory.level_now) == ("rank_percent", 75.0)
        assert (
            "where the trajectory's level for the year is the best 75% of places"
            in verdict.sentence
        )


def test_a_relation_travels_in_its_distance_to_the_comparator(store: FigureStore) -> None:
    below = target(
        "relation", comparison="below", comparator="england", baseline="201617", trajectory={}
    )
    lower = {"pass": indicator(better="lower")}
    for own_value, status in ((14.0, "on_track"), (14.1, "off_track")):
        store.publish(
            {
                "lait:pass": {
                    HOME: {"201617": 18.0, "201819": own_value},
                    "england": {"201617": 10.0, "201819": 10.0},
                }
            }
        )
        verdict = store.judge(below, lower, at="201819")
        assert verdict.status == status
        assert verdict.trajectory is not None
        assert (verdict.trajectory.measure, verdict.trajectory.level_now) == ("distance", -4.0)
        assert (
            "level for the year is at most 4.0 percentage points above England" in verdict.sentence
        )


def test_a_count_begins_at_nought(store: FigureStore) -> None:
    count = {
        "local:met": indicator(unit="count", decimal_places=0, series=[{"series": "local:met"}])
    }
    promise = target(
        "cumulative_count",
        indicator="local:met",
        level=46000,
        trajectory={"shape": "milestones", "point": [{"period": "201718", "level": 14000}]},
    )
    for reported_value, status in ((14000, "on_track"), (13999, "off_track")):
        store.give_back({"series": "local:met", "value": reported_value, "time_period": "201718"})
        verdict = store.judge(promise, count, at="201718")
        assert (verdict.status, verdict.value) == (status, reported_value)


levels = st.floats(-100, 100).map(lambda x: round(x, 2))


@given(levels, levels, st.integers(1, 9), st.sampled_from(["linear", "stepped", "milestones"]))
def test_a_trajectory_meets_baseline_and_target_exactly(
    start: float, end: float, years: int, shape: str
) -> None:
    base = Period("201617", "Academic year")
    due = base.later(years)
    point = [{"period": base.later(years).time_period, "level": end}]
    trajectory = StatedTrajectory.model_validate({"shape": shape, "point": point})
    course = Course("value", True, base, start, end, None)
    trajectory = draw_trajectory(trajectory, course, due=due, period=base)
    assert trajectory is not None
    assert (trajectory.points[0].value, trajectory.points[-1].value) == (start, end)
    assert len(trajectory.points) == years + 1
    inner = [level.value for level in trajectory.points if level.value is not None]
    low, high = min(start, end), max(start, end)
    assert all(low - 1e-9 <= value <= high + 1e-9 for value in inner)


@given(levels, levels, st.integers(2, 9), st.integers(1, 8), levels)
def test_the_change_needed_from_here_leads_to_the_target(
    start: float, end: float, years: int, years_gone: int, level: float
) -> None:
    years_gone = min(years_gone, years - 1)
    base = Period("201617", "Academic year")
    period = base.later(years_gone)
    course = Course("value", True, base, start, end, level)
    trajectory = draw_trajectory(StatedTrajectory(), course, due=base.later(years), period=period)
    assert trajectory is not None
    assert trajectory.change_needed is not None
    assert trajectory.change_achieved is not None
    assert level + trajectory.change_needed * (years - years_gone) == pytest.approx(end, abs=1e-9)
    assert start + trajectory.change_achieved * years_gone == pytest.approx(level, abs=1e-9)
    assert trajectory.level_now == pytest.approx(
        level_on([(0, start), (years, end)], years_gone, "linear")
    )
    on_it = replace(course, value=trajectory.level_now)
    assert is_on_track(on_it, trajectory)
