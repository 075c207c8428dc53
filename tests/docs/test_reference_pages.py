"""The reference pages say what the code does, and leave nothing out."""

from __future__ import annotations

import inspect
import json
import tomllib

import pytest
from generate import DOCS, PAGES, REFERENCE, text_of
from generators import commands, contract, pictures, plan_file, target_kinds

import stocktake
from stocktake.plan.schema import Plan
from stocktake.pupils.attainment.estimates_schema import Estimates
from stocktake.sources.pupils import pupil_layouts
from stocktake.sources.pupils.rules import RULES
from stocktake.standards.definitions import load_folder
from stocktake.statistics.indicators import load_indicators
from stocktake.targets.kinds import KINDS, parse_target
from stocktake.targets.verdict import Verdict


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_generated_page_is_current(page: str) -> None:
    assert (REFERENCE / page).read_text(encoding="utf-8") == text_of(page), (
        "run: python docs/generate.py"
    )


@pytest.mark.parametrize("name", sorted(pictures.PICTURES))
def test_a_picture_of_a_command_is_current_and_its_page_shows_the_same(name: str) -> None:
    page, command = pictures.PICTURES[name]
    text = (DOCS / page).read_text(encoding="utf-8")
    assert (pictures.IMAGES / f"{name}.svg").read_text(encoding="utf-8") == pictures.picture(
        name
    ), "run: python docs/generate.py --pictures"
    assert f"$ {command}\n" in text
    assert f"images/{name}.svg" in text


def test_every_pupil_table_column_and_rule_is_documented() -> None:
    text = (REFERENCE / "pupil-layouts.md").read_text(encoding="utf-8")
    for name, layout in pupil_layouts().items():
        section = text.split(f"{{: #{name} }}", 1)[1].split("\n## ", 1)[0]
        columns = [column.name for column in layout.column]
        assert [column for column in columns if f"| `{column}` |" not in section] == []
    assert [rule for rule in RULES if f"| `{rule}` |" not in text] == []


def test_every_year_is_documented_with_its_estimates_or_why_there_are_none() -> None:
    text = (REFERENCE / "pupil-definitions.md").read_text(encoding="utf-8")
    entries = load_folder("stocktake.pupils", "estimates", Estimates)
    assert [name for name in entries if f"| `{name}` |" not in text] == []
    assert "another year's are never borrowed" in text


def test_every_key_of_a_target_is_documented_and_no_other() -> None:
    meanings = tomllib.loads(contract.FILE.read_text(encoding="utf-8"))["key"]
    prefix = "targets[]."
    documented = {
        key.removeprefix(prefix).split(".")[0].removesuffix("[]")
        for key in meanings
        if key.startswith(prefix)
    }
    assert documented == set(Verdict.model_fields)


def test_every_key_of_a_real_judgement_is_documented_and_no_other() -> None:
    meanings = tomllib.loads(contract.FILE.read_text(encoding="utf-8"))["key"]
    assert set(contract.examples_of(json.loads(contract.real_judgement()))) == set(meanings)


def test_every_key_has_a_meaning_and_a_type() -> None:
    meanings = tomllib.loads(contract.FILE.read_text(encoding="utf-8"))["key"]
    assert [
        key for key, entry in meanings.items() if not entry["meaning"] or not entry["type"]
    ] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_a_target(kind: str) -> None:
    text = f'[[target]]\nid = "x"\ntitle = "X"\nkind = "{kind}"\n{target_kinds.EXAMPLES[kind]}\n'
    raw = tomllib.loads(text)["target"][0]
    for part in raw.get("part", []):
        part.update(change={"to_share": "1/2"}, comparison="at_least", level=1)
    target = parse_target(raw)
    assert isinstance(target, KINDS[kind])
    assert target.unused_keys == ()


def test_every_command_is_documented_with_an_example() -> None:
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    paths = [path for path, _ in commands.every_command()]
    assert {"judge", "explain", "check", "load lait", "load local", "serve"} <= set(paths)
    for path in paths:
        section = text.split(f"## {path} {{:", 1)[1].split("\n## ", 1)[0]
        assert f"Usage: stocktake {path}" in section
        assert "Example: stocktake" in section, f"stocktake {path} --help has no example"


def test_every_curated_indicator_has_a_section() -> None:
    text = (REFERENCE / "indicators.md").read_text(encoding="utf-8")
    assert [name for name in load_indicators() if f"{{: #{name} }}" not in text] == []


def test_every_part_of_the_plan_has_a_section() -> None:
    text = (REFERENCE / "plan-file.md").read_text(encoding="utf-8")
    names = [model.__name__ for model in plan_file.models(Plan)]
    assert len(names) > 20
    assert [name for name in names if f"## {name} {{:" not in text] == []


@pytest.mark.parametrize(
    "public", [export for export in stocktake.__all__ if export != "__version__"]
)
def test_a_public_name_explains_itself_with_an_example(public: str) -> None:
    text = inspect.getdoc(getattr(stocktake, public)) or ""
    first = text.splitlines()[0] if text else ""
    assert first.endswith("."), f"{public} has no plain first line"
    assert ">>> " in text, f"{public} has no runnable example"
