"""A plan says things under text, title or description; ``words``, the older key, is read too."""

from __future__ import annotations

import re
from typing import Any

import pytest

from stocktake.examples import example_plan
from stocktake.plan.compare import compare_plans
from stocktake.plan.read import parse_plan
from stocktake.plan.schema_json import plan_schema
from stocktake.plan.write import write_plan
from stocktake.standards.errors import PlanError

KEYS = {
    "strength": "text",
    "under_way": "text",
    "position": "text",
    "claim": "text",
    "query": "text",
    "action": "text",
    "activity": "text",
    "risk": "text",
    "measure": "description",
    "target": "description",
    "part": "description",
    "watch": "description",
    "leading": "description",
    "point": "description",
    "descriptor": "description",
    "reading": "title",
    "local_indicator": "title",
}
"""The key of today for each table of a plan that has ``words``."""

OLD = example_plan("blackpool").read_text(encoding="utf-8")


def with_new_keys(text: str) -> str:
    """A plan's text with the keys of today."""
    table = ""
    lines = []
    for line in text.splitlines():
        if header := re.match(r"\s*\[\[?([\w.]+)\]\]?", line):
            table = header[1].rpartition(".")[2]
        lines.append(re.sub(r"^(\s*)words =", rf"\1{KEYS.get(table, '')} =", line))
    return "\n".join(lines)


def test_a_plan_with_either_key_is_the_same_plan() -> None:
    new = with_new_keys(OLD)
    assert not re.search(r"^\s*words =", new, re.MULTILINE)
    before, after = parse_plan(OLD), parse_plan(new)
    assert before == after
    assert list(compare_plans(before, after).changes) == []
    assert write_plan(before) == write_plan(after)


def test_both_keys_at_once_are_refused_with_the_place() -> None:
    text = with_new_keys(OLD).replace('\ndescription = "', '\nwords = "x"\ndescription = "', 1)
    with pytest.raises(PlanError) as refusal:
        parse_plan(text)
    assert "has description and words, its older name; leave words out" in str(refusal.value)
    assert "target[" in str(refusal.value)


def test_a_key_of_another_table_is_no_key_here() -> None:
    text = with_new_keys(OLD).replace('\ndescription = "', '\ntext = "', 1)
    with pytest.raises(PlanError) as refusal:
        parse_plan(text)
    assert "target[0].text: unknown key 'text'" in str(refusal.value)
    assert "did you mean 'text'" not in str(refusal.value)


def test_the_schema_names_the_key_of_today_and_takes_the_older_one() -> None:
    definitions: dict[str, Any] = plan_schema()["$defs"]
    action = definitions["Action"]
    assert list(action["properties"])[:3] == ["id", "text", "words"]
    assert action["properties"]["words"]["deprecated"] is True
    assert action["required"] == ["id"]
    assert action["anyOf"] == [{"required": ["text"]}, {"required": ["words"]}]
    for definition in definitions.values():
        if "words" in definition["properties"]:
            assert definition["properties"]["words"]["deprecated"] is True
