"""What an editor is told about a plan."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import jsonschema
import pytest

from stocktake.examples import example_plan
from stocktake.plan.scaffold import new_plan
from stocktake.plan.schema import Plan
from stocktake.plan.schema_json import DIALECT, plan_schema
from stocktake.standards.places import place_register

WORDS_FOR_A_LEVEL = {"id": "t", "title": "T", "kind": "level", "level": "many"}
SMALL: dict[str, Any] = {
    "id": "a",
    "title": "A",
    "vision": "V",
    "place": {"id": "la-890"},
    "period": {"first": "202627", "last": "202829"},
    "priority": [{"id": "p", "title": "P", "why": "W"}],
}


def _as_an_editor_sees(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_an_editor_sees(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_an_editor_sees(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = plan_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_blackpool_plan_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    raw = tomllib.loads(example_plan("blackpool").read_text(encoding="utf-8"))
    assert list(validator.iter_errors(_as_an_editor_sees(raw))) == []


def test_a_new_plan_is_valid(validator: jsonschema.Draft202012Validator) -> None:
    raw = tomllib.loads(new_plan(place_register().get("la-889"), first="202627", last="202829"))
    assert list(validator.iter_errors(_as_an_editor_sees(raw))) == []


@pytest.mark.parametrize(
    ("update", "path"),
    [
        ({"titel": "A"}, ""),
        ({"period": {"first": "2026/27", "last": "202829"}}, "period.first"),
        ({"id": "Not An Id"}, "id"),
        ({"priority": []}, "priority"),
        ({"target": [{"id": "t", "title": "T", "kind": "levle"}]}, "target.0.kind"),
        (
            {"target": [{"id": "t", "title": "T", "kind": "level", "level": "many"}]},
            "target.0.level",
        ),
    ],
)
def test_what_reading_refuses_an_editor_marks(
    validator: jsonschema.Draft202012Validator, update: dict[str, Any], path: str
) -> None:
    errors = list(validator.iter_errors({**SMALL, **update}))
    # Of a target, which kinds it might be is told within the error on the target.
    errors += [inner for error in errors for inner in error.context or ()]
    assert path in [".".join(str(step) for step in error.absolute_path) for error in errors]


def test_a_share_may_be_written_as_a_fraction(validator: jsonschema.Draft202012Validator) -> None:
    target = {"id": "t", "title": "T", "kind": "level", "comparison": "at_least", "level": "2/3"}
    assert validator.is_valid({**SMALL, "target": [target]})


def test_every_key_of_a_plan_is_there_and_what_is_documented_is_described() -> None:
    schema = plan_schema()
    assert schema["$schema"] == DIALECT
    assert list(schema["properties"]) == list(Plan.model_fields)
    for name, definition in schema["$defs"].items():
        assert definition["description"], name
        assert "Parameters" not in definition["description"]
    claim = schema["$defs"]["Claim"]["properties"]
    assert claim["tolerance"]["description"] == "Rounding of the plan's figure, in the unit."
    assert "null" not in json.dumps(schema)
