"""The page of the plan file, from the Pydantic models that read it."""

from __future__ import annotations

import tomllib
import types
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generators.docstrings import opening, parameters
from generators.markdown import table
from stocktake.plan.schema import Plan
from stocktake.targets.fields import PlanText
from stocktake.targets.kinds import BaseTarget

FILE = Path(__file__).resolve().parents[1] / "plan_keys.toml"

HEAD = """# The plan file

A plan is one `plan.toml`. Nothing outside this page may stand in it: an unknown key is a fault,
and the message suggests the nearest known one. `stocktake schema plan` prints the same as a JSON
Schema for editors, and `stocktake new --place la-890` writes a plan to fill in. Years are
academic years of six digits: `202021` is 2020/21.

The smallest plan that can be judged has an id, a title, a vision, a place, a period, one priority
and one target; [your own plan](../tutorials/your-own-plan.md) builds one.

"""


def page() -> str:
    """The page."""
    meanings = tomllib.loads(FILE.read_text(encoding="utf-8"))
    unknown: list[str] = []
    parts = [HEAD]
    for model in models(Plan):
        own_values = {**parameters(model), **meanings.get(model.__name__, {})}
        shared = BaseTarget.model_fields if _is_kind(model) else {}
        rows = []
        for name, field in model.model_fields.items():
            if name in shared and name != "kind":
                continue
            key = field.alias or name
            if key == "words" and issubclass(model, PlanText):
                key = model.other_keys[0]
            words = own_values.get(key) or meanings["any"].get(key, "")
            if not words:
                unknown.append(f"{model.__name__}.{key}")
            rows.append((f"`{key}`", _type(field.annotation), _need(field), words))
        parts.append(f"\n## {model.__name__} {{: #{model.__name__.lower()} }}\n\n")
        parts.append(opening(model) + "\n\n" + table(["Key", "Type", "Needed", "Meaning"], rows))
    if unknown:
        raise ValueError(f"docs/plan_keys.toml does not say what these mean: {', '.join(unknown)}")
    return "".join(parts)


def models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and every model within it, each once, outer ones first."""
    result = [model]
    for item in result:
        for field in item.model_fields.values():
            inner = _models_in(field.annotation)
            # What every kind of target may have is said once, before the kinds.
            if any(_is_kind(kind) for kind in inner):
                inner.insert(0, BaseTarget)
            result += [kind for kind in inner if kind not in result]
    return result


def _is_kind(model: type[BaseModel]) -> bool:
    return issubclass(model, BaseTarget) and model is not BaseTarget


def _models_in(kind: Any) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return list(dict.fromkeys(m for argument in get_args(kind) for m in _models_in(argument)))


def _need(field: FieldInfo) -> str:
    return "yes" if field.is_required() else ""


def _type(kind: Any) -> str:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is Literal:
        return " or ".join(f'`"{value}"`' for value in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(argument) for argument in arguments if argument is not type(None))
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    names = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}
    return names.get(getattr(kind, "__name__", ""), getattr(kind, "__name__", str(kind)))
