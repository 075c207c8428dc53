"""The page of the JSON contract: keys and examples from a real judgement."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from generators.markdown import table
from stocktake.examples import example_plan
from stocktake.plan.judge import judge

FILE = Path(__file__).resolve().parents[1] / "contract.toml"

HEAD = """# The JSON contract

`stocktake judge PLAN --format json` writes one object. Programs may rely on its keys: every key
below is always there, numbers are unrounded, periods are strings such as `202021`, and what is
absent is `null`. A change that could break a reader gets a new value of `contract`.

`[]` after a key means one entry per item of a list. The parts of a target are targets themselves,
with the same keys, so they are not listed again.

"""

EXAMPLE_TARGET = "english-maths-gcse-two-thirds"


def page() -> str:
    """The page."""
    meanings = tomllib.loads(FILE.read_text(encoding="utf-8"))["key"]
    judgement = json.loads(real_judgement())
    examples = examples_of(judgement)
    if set(meanings) != set(examples):
        differ = sorted(set(meanings) ^ set(examples))
        raise ValueError(f"docs/contract.toml and the judgement differ in: {', '.join(differ)}")
    rows = [
        (f"`{key}`", item["type"], item["meaning"], _example(examples[key]))
        for key, item in meanings.items()
    ]
    output = next(entry for entry in judgement["targets"] if entry["id"] == EXAMPLE_TARGET)
    return (
        HEAD
        + table(["Key", "Type", "Meaning", "Example"], rows)
        + "\n## One target\n\nFrom the Blackpool example at 2020/21, as it is written:\n\n```json\n"
        + json.dumps(output, indent=2, ensure_ascii=False)
        + "\n```\n"
    )


def real_judgement() -> str:
    """The embedded example, judged on a fixed day."""
    plan = example_plan("blackpool")
    return judge(plan, as_of=date(2026, 11, 22), at="202021").dumps()


def examples_of(judgement: dict[str, Any]) -> dict[str, Any]:
    """Every key of a judgement, with a first example that is not empty."""
    examples: dict[str, Any] = {}
    for key, value in _walk("", judgement):
        if key not in examples or examples[key] in (None, "", []):
            examples[key] = value
    return examples


def _walk(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "parts":
                yield f"{path}{key}", [part["id"] for part in inner]
                for part in inner:
                    yield from _walk(path, part)
                continue
            yield from _walk_key(f"{path}{key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(path, inner)


def _walk_key(path: str, inner: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(inner, dict):
        yield path, list(inner)
        yield from _walk(f"{path}.", inner)
    elif isinstance(inner, list) and (not inner or isinstance(inner[0], dict)):
        yield path, []
        yield from _walk(f"{path}[].", inner)
    else:
        yield path, inner


def _example(value: Any) -> str:
    if value in (None, [], ""):
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"
