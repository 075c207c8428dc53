"""The JSON Schema of a plan, for editors that check and complete TOML while one types."""

from __future__ import annotations

import inspect
import re
from typing import Any

from pydantic import BaseModel

from stocktake.plan.schema import Plan
from stocktake.targets.fields import PlanText

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHARES = ("level", "to_share", "by_share")
"""Keys that take a share such as ``"2/3"`` as well as a number."""


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``plan.toml``.

    Names, types and allowed words come from the same models that read a plan, and descriptions
    from their documentation. What hangs on several keys together (what a kind of target needs,
    ids that must be unique, names that must exist) only reading the plan can check.

    Returns
    -------
    dict
        Ready for ``json.dumps``. Dates are texts of format ``date``.

    Examples
    --------
    >>> schema = plan_schema()
    >>> schema["required"]
    ['id', 'title', 'place', 'period', 'vision', 'priority']
    >>> schema["$defs"]["Level"]["properties"]["due"]["description"]
    'The academic year (or period) by which; a date where the plan states one.'
    """
    models = _models(Plan)
    schema = Plan.model_json_schema(by_alias=True)
    schema = {"$schema": DIALECT, **_without_null(schema)}
    for name, definition in [("Plan", schema), *schema["$defs"].items()]:
        documented = inspect.getdoc(models[name]) or ""
        definition["description"] = documented.split("\n\n")[0].replace("\n", " ")
        inherited = [inspect.getdoc(base) or "" for base in models[name].__mro__[:-1]]
        texts = [_parameters(text) for text in reversed(inherited)]
        for key, words in {key: words for keys in texts for key, words in keys.items()}.items():
            if key in definition["properties"]:
                definition["properties"][key]["description"] = words
        for key in SHARES:
            if key in definition["properties"]:
                _also_a_share(definition["properties"][key])
        model = models[name]
        if issubclass(model, PlanText):
            _either_key(definition, model.other_keys[0])
    schema["title"] = "Stocktake plan"
    return schema


def _either_key(definition: dict[str, Any], key: str) -> None:
    """Name the key of today first; ``words``, its older name, is deprecated and one of the two."""
    properties: dict[str, Any] = {}
    for name, value in definition["properties"].items():
        if name == "words":
            properties[key] = {**value, "title": key.capitalize()}
            value = {**value, "deprecated": True}
        properties[name] = value
    definition["properties"] = properties
    if "words" in definition.get("required", ()):
        definition["required"].remove("words")
        definition["anyOf"] = [{"required": [key]}, {"required": ["words"]}]


def _models(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The model and every model that its fields hold, by name."""
    models: dict[str, type[BaseModel]] = {}

    def visit(kind: object) -> None:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind.__name__ not in models:
                models[kind.__name__] = kind
                for field in kind.model_fields.values():
                    visit(field.annotation)
            return
        for argument in getattr(kind, "__args__", ()):
            visit(argument)

    visit(model)
    return models


def _parameters(documented: str) -> dict[str, str]:
    """Descriptions from a numpydoc ``Parameters`` section; several names may share one."""
    _, _, section = documented.partition("Parameters\n----------\n")
    descriptions: dict[str, str] = {}
    names: list[str] = []
    for line in section.splitlines():
        head = re.match(r"([a-z_, ]+?) : ", line)
        if head:
            names = [name.strip() for name in head[1].split(",")]
        elif line.startswith("    "):
            for name in names:
                descriptions[name] = (
                    f"{descriptions[name]} {line.strip()}" if name in descriptions else line.strip()
                )
        elif line.strip():
            break
    return {name: words.replace("``", "'") for name, words in descriptions.items()}


def _without_null(node: Any) -> Any:
    """TOML has no null: what may be absent is simply not required."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _without_null(item) for key, item in node.items()}
    if node.get("default", "") is None:
        del node["default"]
    choices = node.get("anyOf")
    if isinstance(choices, list):
        left = [choice for choice in choices if choice != {"type": "null"}]
        if len(left) == 1:
            del node["anyOf"]
            return {**left[0], **node}
        node["anyOf"] = left
    return node


def _also_a_share(field: dict[str, Any]) -> None:
    if field.pop("type", None) == "number":
        share = {"type": "string", "pattern": r"^ *\d+ */ *\d+ *$"}
        field["anyOf"] = [{"type": "number"}, share]
