"""A plan that was written reads back the same."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.plan.read import PlanFile, parse_plan
from stocktake.plan.schema import Plan
from stocktake.plan.write import write_plan

IDS = st.from_regex(r"\A[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}\Z")
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
TEXT = WORDS.map(str.strip).filter(bool)
YEARS = st.integers(2000, 2040).map(lambda year: f"{year}{(year + 1) % 100:02d}")
DAYS = st.dates(date(1999, 1, 1), date(2050, 1, 1))
LEVELS = st.floats(-1e6, 1e6, allow_nan=False)
PAGES = st.none() | st.integers(1, 500)


def _lists_of(item: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(item, max_size=3, unique_by=lambda row: row["id"])


ACTIONS = st.fixed_dictionaries(
    {"id": IDS, "words": TEXT},
    optional={"number": st.integers(1, 20), "owner": WORDS, "partners": st.lists(TEXT, max_size=2)},
)
MEASURES = st.fixed_dictionaries({"words": TEXT}, optional={"indicator": TEXT, "level": LEVELS})
ACTIVITIES = st.fixed_dictionaries(
    {"id": IDS, "words": TEXT},
    optional={
        "starts": DAYS,
        "due": DAYS,
        "due_words": WORDS,
        "measure": st.lists(MEASURES, max_size=2),
        "source_page": PAGES,
    },
)
WATCHES = st.fixed_dictionaries(
    {"indicator": TEXT, "worse_if": st.sampled_from(["rises", "falls"]), "words": TEXT}
)
TRAJECTORIES = st.fixed_dictionaries(
    {}, optional={"shape": st.sampled_from(["linear", "stepped"]), "tolerance": st.floats(0, 10)}
)
COMMON = {
    "title": TEXT,
    "kind": st.just("level"),
    "comparison": st.sampled_from(["at_least", "above", "at_most", "below"]),
    "level": LEVELS | st.just("2/3"),
}
OPTIONAL = {
    "words": WORDS,
    "due": YEARS,
    "due_date": DAYS,
    "baseline": YEARS,
    "watch": st.lists(WATCHES, max_size=2),
    "trajectory": TRAJECTORIES,
    "notes": st.lists(TEXT, max_size=2),
    "source_page": PAGES,
}
LEAVES = st.fixed_dictionaries({"id": IDS, **COMMON}, optional=OPTIONAL)
PLANS = st.fixed_dictionaries(
    {
        "id": IDS,
        "title": TEXT,
        "vision": TEXT,
        "place": st.fixed_dictionaries({"id": TEXT}, optional={"name": WORDS}),
        "period": st.tuples(YEARS, YEARS).map(
            lambda years: {"first": min(years), "last": max(years)}
        ),
        "priority": st.fixed_dictionaries(
            {"id": IDS, "title": TEXT, "why": TEXT},
            optional={"action": _lists_of(ACTIONS), "activity": _lists_of(ACTIVITIES)},
        ).map(lambda priority: [priority]),
    },
    optional={
        "version": TEXT,
        "target": _lists_of(LEAVES),
        "risk": _lists_of(st.fixed_dictionaries({"id": IDS, "words": TEXT, "response": WORDS})),
        "delivery": st.fixed_dictionaries({}, optional={"leads": WORDS, "risks": WORDS}),
    },
)


@pytest.mark.slow
@given(PLANS)
def test_reading_what_was_written_gives_the_same_plan(raw: dict[str, Any]) -> None:
    plan = Plan.model_validate(_without_none(raw))
    text = write_plan(plan)
    assert parse_plan(text) == plan
    assert write_plan(parse_plan(text)) == text


def test_the_blackpool_plan(blackpool: PlanFile) -> None:
    text = write_plan(blackpool.plan)
    assert parse_plan(text) == blackpool.plan
    assert "\r" not in text


def test_parts_of_targets_and_tables_without_keys_are_kept() -> None:
    part = {"id": "part", "title": "P", "kind": "improvement_each_year", "trajectory": {}}
    plan = Plan.model_validate(
        {
            "id": "a",
            "title": "A",
            "vision": "One line\nand another\r\nand a third.",
            "place": {"id": "la-890"},
            "period": {"first": "202627", "last": "202829"},
            "priority": [{"id": "p", "title": "P", "why": "W"}],
            "target": [{"id": "whole", "title": "W", "kind": "all_of", "part": [part]}],
        }
    )
    back = parse_plan(write_plan(plan))
    assert back == plan
    assert back.target[0].part[0].trajectory is not None


def test_keys_stand_in_the_order_of_the_schema_and_defaults_are_left_out(
    blackpool: PlanFile,
) -> None:
    text = write_plan(blackpool.plan)
    tables = [line for line in text.splitlines() if line.startswith("[") and "." not in line]
    table_names = list(dict.fromkeys(line.strip("[]") for line in tables))
    order = [name for name in Plan.model_fields if name in table_names]
    assert table_names == order
    assert 'owner = ""' not in text
    assert 'version = "1"' not in text


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    return [_without_none(item) for item in value] if isinstance(value, list) else value
