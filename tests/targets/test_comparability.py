"""Years of special arrangements and breaks: what they decide, and what they cannot."""

from __future__ import annotations

from typing import Any

import pytest
from made_figures import HOME, FigureStore, indicator, special, target

LEVEL = target("level", comparison="at_least", level=60)
HALVED = target("change", baseline="201516", change={"to_share": "1/2"})


def years(**over: Any) -> dict[str, Any]:
    return {"pass": indicator(**over)}


@pytest.mark.parametrize(
    ("flatters", "missed", "status_if_met"),
    [
        ("better", "not_met", "cannot_tell"),
        ("worse", "cannot_tell", "met"),
        ("unknown", "cannot_tell", "cannot_tell"),
    ],
)
def test_a_special_year_decides_only_what_it_could_have_made(
    store: FigureStore, flatters: str, missed: str, status_if_met: str
) -> None:
    arranged = years(special_year=[special("202021", flatters)])
    for value, expected in ((59.0, missed), (61.0, status_if_met)):
        store.publish({"lait:pass": {HOME: {"202021": value}}})
        verdict = store.judge(LEVEL, arranged)
        assert verdict.status == expected, value
        assert verdict.reason == ("not_comparable" if expected == "cannot_tell" else None)
        assert verdict.comparability is not None
        assert verdict.comparability.flatters == flatters


def test_the_sentences_of_a_flattering_year(store: FigureStore) -> None:
    arranged = years(special_year=[special("202021", "better")])
    store.publish({"lait:pass": {HOME: {"202021": 59.0}}})
    assert store.judge(LEVEL, arranged).sentence == (
        "Not met: 59.0% in 2020/21 against the 60.0% or more promised, 1.0 percentage points "
        "short. That is so even though in 2020/21 schools were closed."
    )
    store.publish({"lait:pass": {HOME: {"202021": 61.0, "201819": 50.0}}})
    assert store.judge(LEVEL, arranged).sentence == (
        "Cannot tell: 61.0% in 2020/21 meets the 60.0% or more promised, but in 2020/21 schools "
        "were closed, which makes the figure look better, so that a level reached then may not "
        "have been reached in an ordinary year. The nearest published figure is 50.0% in 2018/19."
    )


def test_within_one_period_all_places_had_the_same_arrangements(store: FigureStore) -> None:
    arranged = years(special_year=[special("202021", "unknown")])
    store.publish(
        {
            "lait:pass": {
                HOME: {"202021": 61.0},
                "la-889": {"202021": 50.0},
                "england": {"202021": 60.0},
            }
        }
    )
    for promise in (
        target("relation", comparison="above", comparator="england"),
        target("position", within="top_half", among="england"),
    ):
        verdict = store.judge(promise, arranged)
        assert verdict.status == "met"
        assert "schools were closed" not in verdict.sentence
        assert verdict.comparability is not None


@pytest.mark.parametrize(
    ("flatters", "missed", "status_if_met"),
    [
        # A baseline that looked better than usual makes any fall from it look larger.
        ("better", "cannot_tell", "met"),
        ("worse", "not_met", "cannot_tell"),
        ("unknown", "cannot_tell", "cannot_tell"),
    ],
)
def test_a_special_baseline_is_the_mirror_of_a_special_year(
    store: FigureStore, flatters: str, missed: str, status_if_met: str
) -> None:
    arranged = years(better="lower", special_year=[special("201516", flatters)])
    for value, expected in ((11.0, missed), (9.0, status_if_met)):
        store.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": value}}})
        assert store.judge(HALVED, arranged).status == expected, value


def test_a_special_baseline_does_not_touch_a_fixed_level(store: FigureStore) -> None:
    arranged = years(special_year=[special("201516", "unknown")])
    store.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": 61.0}}})
    verdict = store.judge(LEVEL.model_copy(update={"baseline": "201516"}), arranged)
    assert (verdict.status, verdict.comparability) == ("met", None)


def test_two_special_years_of_one_kind_leave_the_way_unknown(store: FigureStore) -> None:
    special_years = [special("201516", "better"), special("202021", "better")]
    arranged = years(better="lower", special_year=special_years)
    store.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": 9.0}}})
    verdict = store.judge(HALVED, arranged)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_comparable")
    assert verdict.comparability is not None
    assert verdict.comparability.flatters == "unknown"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("201415", "met"),
        ("201516", "met"),
        ("201617", "cannot_tell"),
        ("202021", "cannot_tell"),
        ("202122", "met"),
    ],
)
def test_a_break_matters_after_the_baseline_and_up_to_the_due_year(
    store: FigureStore, period: str, expected: str
) -> None:
    indicator_with_break = years(
        better="lower", **{"break": [{"period": period, "reason": "a new scale began"}]}
    )
    store.publish({"lait:pass": {HOME: {"201516": 20.0, "202021": 9.0}}})
    assert store.judge(HALVED, indicator_with_break).status == expected


def test_a_year_without_publication_is_named_with_its_reason(store: FigureStore) -> None:
    cancelled = years(special_year=[special("202021", "unknown", published=False)])
    store.publish({"lait:pass": {HOME: {"201819": 50.0, "202122": 55.0, "202021": "x"}}})
    verdict = store.judge(LEVEL, cancelled)
    assert (verdict.status, verdict.reason, verdict.value) == ("cannot_tell", "not_published", None)
    assert verdict.sentence == (
        "Cannot tell: no figure was published for 2020/21 because schools were closed. The "
        "nearest published figures are 50.0% in 2018/19 and 55.0% in 2021/22."
    )


@pytest.mark.parametrize("symbol", ["c", "low", "k"])
def test_a_suppressed_figure_is_not_an_unpublished_one(store: FigureStore, symbol: str) -> None:
    store.publish({"lait:pass": {HOME: {"202021": symbol}}})
    verdict = store.judge(LEVEL)
    assert (verdict.status, verdict.reason) == ("cannot_tell", "suppressed")
    assert verdict.sentence == "Cannot tell: the figure for 2020/21 is suppressed."


def test_a_bad_year_is_bad_although_the_last_year_was_special(store: FigureStore) -> None:
    """One ordinary year without improvement decides; the special one at the end does not."""
    figures = {"201718": 10.0, "201819": 9.0, "201920": 11.0, "202021": 8.0}
    store.publish({"lait:pass": {HOME: figures}})
    promise = target("improvement_each_year", baseline="201718")
    for flatters in ("better", "worse", "unknown"):
        arranged = years(special_year=[special("202021", flatters)])
        assert store.judge(promise, arranged).status == "not_met", flatters


@pytest.mark.parametrize(
    ("flatters", "last", "expected"),
    [
        ("better", 13.0, "cannot_tell"),
        ("better", 11.0, "not_met"),
        ("worse", 13.0, "met"),
        ("worse", 11.0, "cannot_tell"),
    ],
)
def test_an_improvement_into_a_special_year(
    store: FigureStore, flatters: str, last: float, expected: str
) -> None:
    store.publish({"lait:pass": {HOME: {"201819": 10.0, "201920": 12.0, "202021": last}}})
    arranged = years(special_year=[special("202021", flatters)])
    verdict = store.judge(target("improvement_each_year", baseline="201819"), arranged)
    assert verdict.status == expected
    assert verdict.reason == ("not_comparable" if expected == "cannot_tell" else None)
