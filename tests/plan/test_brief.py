"""What the release of April 2026 meant for plans judged on that of December 2025."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from stocktake.plan.brief import Brief, brief
from stocktake.plan.names import walk_targets
from stocktake.plan.read import PlanFile, parse_plan
from stocktake.standards.errors import UsageError
from stocktake.statistics.store import Warehouse

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def april(blackpool: PlanFile, two_releases: Warehouse) -> Brief:
    return brief(blackpool, two_releases, release="2026-04-08", as_of=TODAY, at="202425")


def test_the_plans_own_figures(april: Brief) -> None:
    sentences = april.sentences()
    assert sentences[0].startswith("The release of 8 April 2026 (")
    assert sentences[0].endswith("followed that of 2 December 2025.")
    assert "Of the plan's figures for Blackpool, 2 were added and 8 were revised." in sentences
    assert "Secondary pupils persistently absent, Blackpool, 2024/25: 29.61% (new)." in sentences
    assert (
        "In sustained education, employment or training after year 11, Blackpool, 2022/23: "
        "84.4%, 84.1% before." in sentences
    )
    assert "5 more were revised by less than is shown." in sentences


def test_england_and_the_region_beside_it(april: Brief) -> None:
    assert {comparator.place for comparator in april.comparators} == {
        "england",
        "region-north-west",
    }
    assert (
        "Reading, writing and maths at the expected standard, age 11, England, 2024/25: 63%, "
        "61% before." in april.sentences()
    )


def test_targets_due_long_ago_do_not_change(april: Brief) -> None:
    assert april.verdict_changes == ()
    assert "None of the 14 verdicts changed (judged at 2024/25)." in april.sentences()


def test_the_figures_are_exactly_those_that_differ(april: Brief) -> None:
    """The slow twin: every figure of every series of the plan's, out of both releases."""
    context = april.after.context
    indicators_by_series: dict[str, set[str]] = {}
    for _, target in walk_targets(april.plan):
        items = (target, *target.reading, *target.proxy, *target.leading, *target.watch)
        for item in items:
            if item.indicator and not item.indicator.startswith("local:"):
                indicator, _ = context.statistics.indicator(item.indicator)
                group = item.group or target.group
                groups = {definition.id: definition.series for definition in indicator.group}
                for use in groups.get(group, indicator.series):
                    indicators_by_series.setdefault(use.series, set()).add(item.indicator)
    figures_by_release: list[dict[tuple[str, str], float]] = [{}, {}]
    for release, figures in zip((april.earlier, april.later), figures_by_release, strict=True):
        rows = release.scan().filter(pl.col("place") == "la-890").collect()
        for row in rows.iter_rows(named=True):
            if row["series"] in indicators_by_series and row["value"] is not None:
                figures[row["series"], row["time_period"]] = round(row["value"], 6)
    differ = {
        key
        for key in figures_by_release[0].keys() | figures_by_release[1].keys()
        if figures_by_release[0].get(key) != figures_by_release[1].get(key)
    }
    expected = {
        (name, period) for series, period in differ for name in indicators_by_series[series]
    }
    assert {(figure.indicator, figure.time_period) for figure in april.home} == expected
    assert len(april.home) == 10


PLAN = """
id = "town"
title = "Town"
vision = "All do well."
place = {id = "la-890"}
period = {first = "202223", last = "202425"}
priority = [{id = "p", title = "P", why = "W"}]

[[target]]
id = "absence"
title = "Persistent absence below England's"
kind = "relation"
indicator = "secondary-persistent-absence"
comparison = "below"
comparator = "england"
due = "202425"
"""


def test_a_verdict_that_the_release_made_possible(
    blackpool: PlanFile, two_releases: Warehouse
) -> None:
    plan_file = replace(blackpool, plan=parse_plan(PLAN))
    result = brief(plan_file, two_releases, release="2026-04-08", as_of=TODAY)
    assert [(row.id, row.before, row.after) for row in result.verdict_changes] == [
        ("absence", "awaiting_figures", "not_met")
    ]
    sentence = result.sentences()[1]
    assert sentence.startswith(
        "Persistent absence below England's: was awaiting figures. Not met: 29.61%"
    )
    data = json.loads(json.dumps(result.to_json(), allow_nan=False))
    assert data["verdicts"][0]["after"] == "not_met"
    assert data["sentences"][1] == sentence


def test_the_first_release_has_nothing_before_it(
    blackpool: PlanFile, two_releases: Warehouse
) -> None:
    plan_file = replace(blackpool, plan=parse_plan(PLAN))
    with pytest.raises(UsageError, match="is the first release of lait that is held"):
        brief(plan_file, two_releases, release="2025-12-02", as_of=TODAY)


def test_a_release_that_is_not_known_yet(blackpool: PlanFile, two_releases: Warehouse) -> None:
    with pytest.raises(UsageError, match="known from 8 April 2026, after 7 April 2026"):
        brief(blackpool, two_releases, release="2026-04-08", as_of=date(2026, 4, 7))


def test_an_unknown_release_is_named(blackpool: PlanFile, two_releases: Warehouse) -> None:
    with pytest.raises(UsageError, match="no release '2026-04-09'"):
        brief(blackpool, two_releases, release="2026-04-09", as_of=TODAY)
