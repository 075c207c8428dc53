"""The Blackpool plan as data: everything the document promises, and no person."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from stocktake.plan.schema import Plan
from stocktake.standards.definitions import load_folder
from stocktake.statistics.schema import Indicator
from stocktake.targets.kinds import BaseTarget

FOLDER = files("stocktake.examples").joinpath("blackpool")
TARGETS = [
    "english-maths-interventions",
    "leaders-cpd",
    "ks2-rwm-top-half",
    "progress8-top-half-region",
    "english-maths-gcse-two-thirds",
    "secondary-exclusions-halved",
    "secondary-persistent-absence-below-national",
    "resilience-improves-each-year",
    "sustained-destination-top-half",
    "disadvantaged-he-top-half",
    "employer-encounters-46000",
    "employer-encounters-14000",
    "four-experiences-each",
    "ncs-540",
]


@pytest.fixture(scope="module")
def text() -> str:
    return FOLDER.joinpath("plan.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(text: str) -> Plan:
    return Plan.model_validate(tomllib.loads(text))


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    entries = load_folder("stocktake.statistics", "indicators", Indicator)
    return {identity: entry.value for identity, entry in entries.items()}


def every_target(targets: tuple[BaseTarget, ...]) -> Iterator[BaseTarget]:
    for target in targets:
        yield target
        yield from every_target(target.parts)


def walk_indicators(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Yield (who uses it, indicator, group) for every indicator that the plan names."""
    for target in every_target(plan.target):
        items: list[Any] = [target, *target.reading, *target.proxy]
        items += [*target.watch, *target.leading]
        for item in items:
            if item.indicator is not None:
                yield target.id, item.indicator, item.group or target.group
    for claim in plan.claim:
        if claim.indicator is not None:
            yield claim.id, claim.indicator, claim.group
    for priority in plan.priority:
        for activity in priority.activity:
            for measure in activity.measure:
                if measure.indicator is not None:
                    yield activity.id, measure.indicator, "all"


def target(plan: Plan, identity: str) -> BaseTarget:
    return next(item for item in every_target(plan.target) if item.id == identity)


def test_the_plan_has_every_target_of_the_document_in_its_order(plan: Plan) -> None:
    assert [item.id for item in plan.target] == TARGETS
    assert [part.id for part in target(plan, "secondary-exclusions-halved").parts] == [
        "suspensions",
        "permanent-exclusions",
    ]
    assert [proxy.id for proxy in target(plan, "disadvantaged-he-top-half").proxy] == [
        "he-by-19-fsm"
    ]


def test_every_target_belongs_to_a_priority_and_has_a_leading_indicator(plan: Plan) -> None:
    priorities = {priority.id for priority in plan.priority}
    for item in plan.target:
        assert item.priority in priorities, item.id
        assert item.leading, item.id
        assert item.words, item.id
        assert item.source_page, item.id


def test_the_plan_is_given_no_owner_trajectory_or_source_that_it_does_not_have(plan: Plan) -> None:
    for item in every_target(plan.target):
        assert (item.owner, item.data_source, item.trajectory) == ("", "", None), item.id
    assert plan.delivery.leads == plan.delivery.trajectory == plan.delivery.risks == ""
    assert plan.risk == ()


def test_two_thirds_is_two_thirds_and_halved_is_half(plan: Plan) -> None:
    assert target(plan, "english-maths-gcse-two-thirds").level == pytest.approx(200 / 3)
    for part in target(plan, "secondary-exclusions-halved").parts:
        assert part.change is not None
        assert part.change.to_share == 50


def test_open_words_have_readings_and_the_first_is_the_one_that_decides(plan: Plan) -> None:
    halved = target(plan, "secondary-exclusions-halved").reading
    assert [reading.baseline for reading in halved] == ["201516", "201617"]
    readings = target(plan, "english-maths-gcse-two-thirds").reading
    assert [r.indicator for r in readings] == ["english-maths-grade-4", "english-maths-grade-5"]
    left = target(plan, "sustained-destination-top-half").reading
    assert [reading.due for reading in left] == ["202021", "201920"]


def test_actions_and_activities_are_as_many_as_in_the_document(plan: Plan) -> None:
    counts = [(len(p.action), len(p.activity)) for p in plan.priority]
    assert counts == [(7, 5), (8, 4), (6, 4)]
    numbers = [[action.number for action in p.action] for p in plan.priority]
    assert numbers == [list(range(1, 8)), list(range(1, 9)), [None] * 6]
    strands = {strand.id: len(strand.action) for strand in plan.strand}
    assert strands == {"local-capacity": 4, "listening-to-children": 5}
    assert (len(plan.strength), len(plan.under_way)) == (9, 12)
    assert [body.id for body in plan.body] == [
        "partnership-board",
        "school-improvement-board",
        "primary-heads-group",
        "secondary-heads-group",
        "youth-council",
    ]
    board = plan.body[0]
    assert (len(board.members), len(board.advisers)) == (12, 3)
    assert sum("Cornerstone employer" in partner.brings for partner in plan.partner) == 6


def test_dates_are_data(plan: Plan) -> None:
    due = {a.id: a.due for p in plan.priority for a in p.activity}
    assert due["secondary-heads-group-formed"] == date(2017, 12, 31)
    assert due["school-social-services-tested"] == date(2018, 3, 31)
    assert due["first-14000-encounters"] == date(2018, 7, 31)
    for priority in plan.priority:
        for activity in priority.activity:
            assert activity.starts or activity.due, activity.id
            assert not activity.due or activity.due_words, activity.id
            assert not activity.starts or activity.starts_words, activity.id
            assert activity.measure, activity.id


def test_every_indicator_is_curated_a_known_series_or_declared_here(
    plan: Plan, indicators: dict[str, Indicator]
) -> None:
    local_ids = {f"local:{item.id}" for item in plan.local_indicator}
    uses = list(walk_indicators(plan))
    for user, indicator, group in uses:
        if indicator.startswith("local:"):
            assert indicator in local_ids, (user, indicator)
        elif not indicator.startswith("lait:"):
            assert indicator in indicators, (user, indicator)
            groups = {"all", *(item.id for item in indicators[indicator].group)}
            assert group in groups, (user, indicator, group)
    assert local_ids <= {indicator for _, indicator, _ in uses}, "a local indicator nobody uses"


def test_a_ranked_or_directed_target_uses_an_indicator_with_a_better_direction(
    plan: Plan, indicators: dict[str, Indicator]
) -> None:
    for item in every_target(plan.target):
        if item.indicator is not None and not item.indicator.startswith("local:"):
            assert indicators[item.indicator].better != "neither", item.id


def test_references_lead_somewhere(plan: Plan) -> None:
    actions = {a.id for p in plan.priority for a in p.action}
    actions |= {a.id for s in plan.strand for a in s.action}
    activities = {a.id for p in plan.priority for a in p.activity}
    parties = {body.id for body in plan.body} | {partner.id for partner in plan.partner}
    queries = {query.id for query in plan.query}
    known_ids = actions | activities | parties | {t.id for t in every_target(plan.target)}
    known_ids |= {claim.id for claim in plan.claim} | {priority.id for priority in plan.priority}
    known_ids |= {statement.id for statement in (*plan.strength, *plan.under_way)}
    for strand in plan.strand:
        for action in strand.action:
            assert set(action.partners) <= parties, action.id
    for priority in plan.priority:
        for action in priority.action:
            assert set(action.partners) <= parties, action.id
        for activity in priority.activity:
            assert set(activity.partners) <= parties, activity.id
            assert activity.actions, activity.id
            assert set(activity.actions) <= actions, activity.id
            assert activity.query in {"", *queries}, activity.id
    for query in plan.query:
        assert query.about, query.id
        assert set(query.about) <= known_ids, query.id


def test_every_action_of_a_priority_is_dated_or_known_to_be_undated(plan: Plan) -> None:
    actions_with_date = {name for p in plan.priority for a in p.activity for name in a.actions}
    undated = {a.id for p in plan.priority for a in p.action} - actions_with_date
    assert undated == {
        "transition-proposals",
        "inclusion-strategy",
        "mental-health-programmes",
        "send-employment",
        "outreach-to-higher-education",
    }


def test_an_unchecked_claim_says_why_and_a_checked_one_what_against(plan: Plan) -> None:
    needs = {
        "rank_from_last": ("indicator", "period", "stated"),
        "relation": ("indicator", "period", "comparison", "comparator"),
        "trend": ("indicator", "period", "trend", "since"),
        "unchecked": ("why_unchecked",),
    }
    for claim in plan.claim:
        for key in needs[claim.kind]:
            assert getattr(claim, key), (claim.id, key)
        assert claim.source_page, claim.id


def test_pages_are_those_of_the_list_of_contents(plan: Plan) -> None:
    def pages(node: Any) -> Iterator[int]:
        if isinstance(node, dict):
            if node.get("source_page"):
                yield node["source_page"]
            for value in node.values():
                yield from pages(value)
        elif isinstance(node, (list, tuple)):
            for value in node:
                yield from pages(value)

    page_numbers = set(pages(plan.model_dump()))
    assert page_numbers <= {5, 6, 8, 11, 13, 14, 15, 16, *range(19, 31)}


def test_no_person_is_named(text: str) -> None:
    assert re.findall(r"\b(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Prof|Professor|Rt Hon)\b\.?", text) == []
    assert re.findall(r"[\w.]+@[\w.]+", text) == []


# Figures ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def figures() -> list[dict[str, str]]:
    raw = FOLDER.joinpath("figures.csv").read_bytes()
    assert b"\r" not in raw
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


def test_figures_are_sorted_unique_and_missing_is_a_symbol(figures: list[dict[str, str]]) -> None:
    keys = [(r["series"], r["time_period"], r["place"]) for r in figures]
    assert keys == sorted(set(keys))
    for row in figures:
        assert (row["value"] == "") == (row["missing"] == "-"), row
        quoted_values = [row[name] for name in row if name.startswith("quoted_")]
        expected = row["place"] == "la-890" and row["value"] != ""
        assert all(quoted_values) if expected else not any(quoted_values), row


def test_figures_are_those_of_the_reference(
    figures: list[dict[str, str]], shared_data: Path
) -> None:
    reference = shared_data.parent / "reference" / "blackpool-figures.md"
    if not reference.exists():
        pytest.skip("the reference figures are not beside the data")
    columns = {"la-890": 1, "region-north-west": 2, "england": 3}
    expected: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for section in reference.read_text(encoding="utf-8").split("\n## ")[1:]:
        name = re.search(r"LAIT short name `([^`]+)`", section)
        if name is None:
            continue
        for line in section.splitlines():
            cells = [cell.strip() for cell in line.strip("| ").split("|")]
            if not re.match(r"\d{4}", cells[0]):
                continue
            for place, column in columns.items():
                key = (f"lait:{name[1]}", cells[0].replace("/", ""), place)
                value = cells[column].replace("-", "") if cells[column] == "-" else cells[column]
                quoted_values = (
                    (cells[6], cells[7], cells[4], cells[5]) if place == "la-890" else ()
                )
                expected[key] = (value, *(q for q in quoted_values if value))
    beyond = "lait:EngMaths9-5"  # the reading at grade 5; checked on the release itself below
    reference_rows = [row for row in figures if row["series"] != beyond]
    assert len(expected) == len(reference_rows) == 291
    for row in reference_rows:
        figure: tuple[str, ...] = (row["value"],)
        if row["quoted_rank"]:
            figure += (
                f"{row['quoted_rank']} of {row['quoted_n']}",
                f"{row['quoted_rank_in_region']} of {row['quoted_n_in_region']}",
                row["quoted_neighbours_mean"],
                row["quoted_median"],
            )
        assert figure == expected[(row["series"], row["time_period"], row["place"])], row


def lait_label(series: str, time_period: str) -> str:
    """Write a period as the tool labels it for this series."""
    if len(time_period) == 4:
        return time_period
    first, second = time_period[:4], time_period[4:]
    if series in ("SecFixedEx", "SecPermEx"):
        return f"{first}/{second}"
    return f"{first}-{second}" if series == "HE_19_FSM" else str(int(first) + 1)


def agrees(exact: float, printed_figure: str) -> bool:
    """Whether a quoted figure is the exact one, rounded to the decimals that it shows."""
    step = 10.0 ** -len(printed_figure.partition(".")[2])
    return abs(exact - float(printed_figure)) <= 0.5 * step + 1e-9


def test_figures_are_those_of_the_published_file(
    figures: list[dict[str, str]], shared_data: Path
) -> None:
    """Values, rank, n, neighbours' mean and median, counted again one by one."""
    import polars as pl
    from python_calamine import CalamineWorkbook

    lait = shared_data / "lait"
    names = sorted({row["series"].removeprefix("lait:") for row in figures})
    published: dict[tuple[str, str], dict[int, tuple[str, str]]] = {}
    frame = pl.read_parquet(lait / "bds_long_2026-04-08.parquet")
    for name, label, number, value, part in (
        frame.filter(pl.col("Short Desc").is_in(names))
        .select("Short Desc", "Years", "LA Number", "Values", "Region")
        .iter_rows()
    ):
        published.setdefault((name, label), {})[int(number)] = (value, part)
    with (lait / "lait_data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        polarity = {row["Measure_short"]: row["Polarity"] for row in csv.DictReader(file)}
    sheet = CalamineWorkbook.from_path(lait / "sn_april_2021.xlsx").get_sheet_by_index(0)
    line = next(row for row in sheet.to_python() if str(row[0]).removesuffix(".0") == "890")
    neighbours = [int(float(str(line[column]))) for column in range(5, 25, 2)]
    region = frame.filter(pl.col("LA and Regions") == "North West").get_column("LA Number")
    code = {"la-890": 890, "england": 970, "region-north-west": int(region[0])}

    checked_count = 0
    for row in figures:
        name = row["series"].removeprefix("lait:")
        cells = published[(name, lait_label(name, row["time_period"]))]
        value = cells[code[row["place"]]][0]
        if row["value"] == "":
            assert value == "-", row
            continue
        assert agrees(float(value), row["value"]), (row, value)
        if row["place"] != "la-890":
            continue
        cells_with_figure = {
            n: (float(v), r) for n, (v, r) in cells.items() if n < 970 and v != "-"
        }
        own_value = cells_with_figure[890][0]
        higher = polarity[name] == "High"
        for rank, count, among in (
            ("quoted_rank", "quoted_n", list(cells_with_figure.values())),
            (
                "quoted_rank_in_region",
                "quoted_n_in_region",
                [item for item in cells_with_figure.values() if item[1] == "North West"],
            ),
        ):
            ahead = sum((v > own_value) if higher else (v < own_value) for v, _ in among)
            assert (ahead + 1, len(among)) == (int(row[rank]), int(row[count])), row
        beside = [cells_with_figure[n][0] for n in neighbours if n in cells_with_figure]
        assert agrees(sum(beside) / len(beside), row["quoted_neighbours_mean"]), row
        sorted_values = sorted(v for v, _ in cells_with_figure.values())
        middle = len(sorted_values) // 2
        median = (
            sorted_values[middle]
            if len(sorted_values) % 2
            else sum(sorted_values[middle - 1 : middle + 1]) / 2
        )
        assert agrees(median, row["quoted_median"]), row
        checked_count += 1
    assert checked_count == sum(row["quoted_rank"] != "" for row in figures) > 90
