"""Registers, structures and tables with which somebody has tampered end in a clear error."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.disclosure import Register, Structure, Table, parse_structure, release
from stocktake.disclosure.register_seal import SealFile
from stocktake.standards.errors import DefinitionError, InputError, StoreError

DAY = date(2025, 1, 31)
DEEP = '{"a":' * 100_000 + "1" + "}" * 100_000


def structure_text(**changes: Any) -> str:
    content = {
        "population": "all",
        "measure": [{"id": "n", "column": "n"}],
        "dimension": [
            {"id": "place", "column": "place", "split": [{"total": "la", "parts": ["a", "b", "d"]}]}
        ],
    }
    return json.dumps(content | changes)


def let_out(register: Register, text: str, figures: list[object]) -> None:
    frame = pl.DataFrame({"place": ["a", "b", "d", "la"], "n": figures}, strict=False)
    structure = parse_structure(text, "n.json")
    release(frame, structure, "stocktake_default", register, "data-lead", DAY, name="n")


@pytest.fixture
def register(tmp_path: Path) -> Register:
    register = Register(tmp_path / "register")
    let_out(register, structure_text(), [39, 130, 5, 174])
    [record] = register.records()
    register.recall(record.id, "figures were wrong", "data-lead", DAY)
    return register


def file_of(register: Register, name: str) -> Path:
    [path] = register.folder.glob(f"*/*/{name}")
    return path


def test_nothing_is_wrong_with_the_register_as_it_is(register: Register) -> None:
    [record] = register.records()
    assert record.recall is not None


@pytest.mark.parametrize("name", ["record.json", "promises.json", "recall.json"])
@pytest.mark.parametrize(
    "text",
    ["", "1", '"x"', "null", "[[]]", "NaN", "{}", "9" * 6000, "[" * 100_000 + "]" * 100_000, DEEP],
    ids=["empty", "number", "text", "null", "lists", "NaN", "nothing", "digits", "deep", "deeper"],
)
def test_a_file_that_holds_something_else(name: str, text: str, register: Register) -> None:
    file_of(register, name).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        register.records()


def follow_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


def follow_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("put", [follow_link, follow_itself, make_folder])
@pytest.mark.parametrize("name", ["printed.csv", "record.json", "promises.json"])
def test_a_link_or_a_folder_in_the_place_of_a_file(
    name: str, put: Callable[[Path], None], register: Register
) -> None:
    put(file_of(register, name))
    with pytest.raises(StoreError, match="damaged"):
        register.records()


def test_a_release_whose_record_was_taken_away(register: Register) -> None:
    file_of(register, "record.json").unlink()
    with pytest.raises(StoreError, match="damaged") as refusal:
        register.records()
    assert "has no record.json" in refusal.value.faults[0].problem


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("record.json", "number", "1"),
        ("record.json", "number", None),
        ("record.json", "number", 1.5),
        ("record.json", "cells_count", "four"),
        ("record.json", "proof", -5),
        ("record.json", "proof", {"arithmetic": "integer"}),
        ("record.json", "structure", "all"),
        ("record.json", "notices", {"a": 1}),
        ("record.json", "least_width", float("nan")),
        ("record.json", "as_of", "9999-99-99"),
        ("record.json", "unknown", 1),
        ("recall.json", "reason", ["x"]),
        ("recall.json", "as_of", 5),
    ],
)
def test_a_value_of_another_kind(name: str, key: str, value: object, register: Register) -> None:
    path = file_of(register, name)
    content = json.loads(path.read_text(encoding="utf-8")) | {key: value}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        register.records()


@pytest.mark.parametrize(
    "change",
    [
        {"low": float("nan")},
        {"high": float("inf")},
        {"low": 11.0},
        {"low": "1"},
        {"cell": {"measure": "n"}},
        {"percent": "half"},
    ],
)
def test_a_promise_that_promises_nothing(change: dict[str, object], register: Register) -> None:
    path = file_of(register, "promises.json")
    promises = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([promises[0] | change, *promises[1:]]), encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        register.records()


@pytest.mark.parametrize(
    "text", [DEEP, "[]", '{"format": 1, "releases": [1], "next": null}', "NaN"]
)
def test_a_seal_that_is_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="seal cannot be read"):
        SealFile(path).read()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(DEEP, id="deep"),
        pytest.param('{"population": ' + "9" * 6000 + "}", id="digits"),
        pytest.param("population = " + "9" * 6000, id="digits in TOML"),
        pytest.param("a = " + "[" * 5000 + "]" * 5000, id="deep in TOML"),
        pytest.param(
            structure_text(measure=[{"id": "n", "column": "n", "minimum": float("nan")}]), id="NaN"
        ),
        pytest.param(
            'population = "all"\nmeasure = [{id = "n", column = "n", maximum = inf}]', id="inf"
        ),
        pytest.param(structure_text(population=5), id="number"),
        pytest.param(structure_text(population=None), id="null"),
        pytest.param(structure_text(dimension={"id": "place"}), id="no list"),
    ],
)
def test_a_structure_that_is_none(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"n\.json"):
        parse_structure(text, "n.json")


@pytest.mark.parametrize("column", ["place", "n"])
def test_a_column_that_is_not_there_is_named(column: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"place": ["a", "la"], "n": [20, 20]}).rename({column: "other"})
    structure = Structure.model_validate_json(structure_text())
    register = Register(tmp_path)
    with pytest.raises(InputError, match="columns that its structure names") as refusal:
        release(frame, structure, "stocktake_default", register, "data-lead", DAY, name="n")
    assert f"no column '{column}'" in refusal.value.faults[0].problem
    assert Table(frame, structure).structure is structure


@pytest.mark.parametrize(
    "figure",
    ["-1", "-0.5", "NaN", "inf", "1e400", "9" * 400, "5.5", "5.5%", "\x00", "", "−5"],
)
def test_a_figure_that_no_count_has(figure: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        let_out(Register(tmp_path), structure_text(), [figure, "130", "22", "191"])
    assert "row 1" in refusal.value.faults[0].location


@pytest.mark.parametrize("zero", ["0", "0.0", "-0", "-0.0"])
def test_a_zero_is_a_zero_with_whatever_sign(zero: str, tmp_path: Path) -> None:
    register = Register(tmp_path)
    let_out(register, structure_text(), [zero, "130", "22", "152"])
    [path] = tmp_path.glob("*/*/printed.csv")
    assert path.read_text(encoding="utf-8").splitlines()[1:] == ["a,0", "b,130", "d,22", "la,152"]
