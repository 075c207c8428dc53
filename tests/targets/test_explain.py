"""The derivation of a verdict: from the promise to the row of the file."""

from __future__ import annotations

from made_figures import HOME, FigureStore, indicator, special, target

from stocktake.targets.explain import explain_verdict
from stocktake.targets.judge import judge_target


def test_every_step_from_the_promise_to_the_row(store: FigureStore) -> None:
    store.publish({"lait:pass": {HOME: {"201617": 40.0, "202021": 50.0, "202122": 52.0}}})
    context = store.context({"pass": indicator(special_year=[special("202021", "better")])})
    promise = target(
        "level",
        comparison="at_least",
        level=60,
        baseline="201617",
        words="Six in ten pass.",
        source_page=19,
        cohort={"children": 200, "period": "202021", "source": "census"},
    )
    verdict = judge_target(promise, context)
    steps = {step.heading: step.lines for step in explain_verdict(promise, verdict, context)}
    assert steps["Answer"] == (verdict.sentence,)
    assert steps["What was promised"][0] == "Six in ten pass. (page 19)"
    assert steps["When"][0].startswith("Due 2020/21; judged at 2020/21")
    assert steps["Figures"] == (
        "Baseline 2016/17: 40.0%",
        "Figure 2020/21: 50.0%",
        "Required: 60.0%",
        "Distance: 10.0 percentage points short of the required level",
        "Which is about 20.0 children",
    )
    assert steps["Comparability"] == (
        "in 2020/21 schools were closed; it makes the figure look better",
    )
    (source,) = steps["Sources"]
    release = store.warehouse.releases()[0]
    assert source == f"{release.id}: made.csv, row 7 (sha256 {release.provenance.sha256[:12]})"
    assert "Parts" not in steps


def test_a_gap_is_explained_in_points(store: FigureStore) -> None:
    store.publish(
        {
            "lait:pass": {
                HOME: {"201617": 50.0, "202021": 60.0},
                "england": {"201617": 60.0, "202021": 66.0},
            }
        }
    )
    context = store.context()
    promise = target("gap_closed", baseline="201617", close={"to": "england", "by_share": "1/2"})
    steps = explain_verdict(promise, judge_target(promise, context), context)
    figures = next(step.lines for step in steps if step.heading == "Figures")
    assert figures[:3] == (
        "Baseline 2016/17: 10.0 percentage points behind England",
        "Figure 2020/21: 6.0 percentage points behind England",
        "Required: 5.0 percentage points",
    )
