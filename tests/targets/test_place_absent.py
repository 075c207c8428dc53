"""A place that did not exist in the year of a figure: that is the reason, with who did."""

from __future__ import annotations

from made_figures import FigureStore, target

CUMBERLAND, CUMBRIA = "la-942", "la-909"


def test_a_baseline_before_the_place_began_names_its_predecessor(store: FigureStore) -> None:
    store.publish(
        {"lait:pass": {CUMBERLAND: {"202324": 61.0}, CUMBRIA: {"201516": 50.0}}},
    )
    promise = target("change", due="202324", baseline="201516", change={"by": 5})
    verdict = store.judge(promise, place=CUMBERLAND, at="202324")
    assert (verdict.status, verdict.reason) == ("cannot_tell", "not_published")
    assert verdict.sentence.startswith(
        "Cannot tell: Cumberland did not exist in 2015/16: it began on 1 April 2023 and took over "
        "from Cumbria."
    )


def test_a_figure_after_the_place_ended_names_its_successors(store: FigureStore) -> None:
    store.publish(
        {"lait:pass": {CUMBERLAND: {"202324": 61.0}, CUMBRIA: {"201516": 50.0}}},
    )
    verdict = store.judge(
        target("level", due="202324", comparison="at_least", level=50), place=CUMBRIA, at="202324"
    )
    assert verdict.sentence.startswith(
        "Cannot tell: Cumbria no longer existed at the end of 2023/24: it ended on 31 March 2023 "
        "and was replaced by Cumberland and Westmorland and Furness."
    )


def test_a_place_that_existed_has_the_plain_reason(store: FigureStore) -> None:
    store.publish({"lait:pass": {"la-890": {"202324": 61.0}}})
    promise = target("change", due="202324", baseline="201516", change={"by": 5})
    assert store.judge(promise, at="202324").sentence.startswith(
        "Cannot tell: no figure was published for 2015/16"
    )
