"""``pupils release`` goes from a store to a released table in one command."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from cli_process import too_wide
from invented_returns import TABLES, upn_of, write_tables

ARGUMENTS = (
    *("--year", "202324", "--place", "la-001", "--store", "store", "--keys", "keys.toml"),
    *("--register", "register", "--asked-by", "data-lead", "--out", "out"),
)
SCHOOLS, PUPILS = ("900001", "900002"), 240


@pytest.fixture
def stored(stocktake, tmp_path: Path):
    """A store of 240 invented pupils at two schools, every third of them suspended once."""
    write_tables(tmp_path / "returns", **many_pupils())
    assert stocktake("pupils", "keys", "--out", "keys.toml").code == 0
    store = ("--store", "store", "--keys", "keys.toml", "--despite-faults")
    loading = stocktake("pupils", "load", "returns", *store)
    assert loading.code == 0, loading.err
    return stocktake


def many_pupils() -> dict[str, str]:
    heads = {name: TABLES[name].strip().split("\n")[0] for name in ("pupils", "enrolments")}
    heads["exclusions"] = TABLES["exclusions"].strip().split("\n")[0]
    lines: dict[str, list[str]] = {name: [head] for name, head in heads.items()}
    for serial in range(100, 100 + PUPILS):
        upn, school, sex = upn_of(serial), SCHOOLS[serial % 5 // 3], "FM"[serial % 2]
        lines["pupils"].append(
            f"202324,{upn},,Zz,Q{serial},,2010-03-14,{sex},WBRI,ENG,1 Row,ZZ1 1ZZ,Fen,8,N,,N,N,N"
        )
        lines["enrolments"].append(f"{upn},{school},2021-09-01,,C,N,")
        if serial % 3 == 0:
            lines["exclusions"].append(f"{upn},{school},SUSP,DB,2023-11-06,3")
    return {name: "\n".join(rows) + "\n" for name, rows in lines.items()}


def test_a_measure_is_released_with_the_structure_that_it_knows(stored, tmp_path: Path) -> None:
    result = stored(
        "pupils", "release", "exclusions", "--by", "school_urn", "--by", "sex", *ARGUMENTS
    )
    assert result.code == 0, result.err
    assert too_wide(result.out) == []
    name = "exclusions-by-school-urn-by-sex"
    assert result.out.startswith(f"Released: {name}/")
    structure = json.loads((tmp_path / "out" / f"{name}.structure.json").read_text())
    place, sex = structure["dimension"]
    assert place["split"][0]["total"] == "la-001"
    assert place["split"][0]["parts"] == ["school-900001", "school-900002"]
    assert sex["split"][0] == {"total": "Total", "parts": ["F", "M"], "complete": True}
    printing = pl.read_csv(tmp_path / "out" / f"{name}.csv", infer_schema=False)
    whole = printing.filter(place="la-001", sex="Total").row(0, named=True)
    assert (whole["headcount"], whole["suspension"], whole["susp_rate"]) == ("240", "80", "33.3")


def test_what_people_know_comes_from_a_file_of_answers(stored, tmp_path: Path) -> None:
    relation = 'relation = [{ total = "everybody", parts = ["pupils on roll in January"] }]\n'
    (tmp_path / "answers.toml").write_text(relation)
    result = stored(
        "pupils", "release", "exclusions", "--by", "sex", *ARGUMENTS, "--answers", "answers.toml"
    )
    assert result.code == 0, result.err
    record = json.loads((tmp_path / "out" / "exclusions-by-sex.record.json").read_text())
    assert record["structure"]["relation"][0]["total"] == "everybody"
    assert record["not_compared"] == {}


def test_a_wrong_measure_is_named_with_those_there_are(stored) -> None:
    result = stored("pupils", "release", "absenc", *ARGUMENTS)
    assert result.code == 2
    message = " ".join(result.err.split())
    assert "absence, exclusions, moves, destinations, english-and-maths" in message
    assert "did you mean 'absence'?" in result.err


def test_small_groups_of_one_school_are_refused_by_name(stored) -> None:
    result = stored(
        "pupils", "release", "exclusions", "--by", "school_urn", "--by", "young_carer", *ARGUMENTS
    )
    assert result.code == 2
    assert "young_carer is grouped for the area only" in " ".join(result.err.split())


def test_what_a_store_lacks_is_said(stored) -> None:
    result = stored("pupils", "release", "destinations", "--by", "sex", *ARGUMENTS)
    assert result.code == 4
    assert "destinations" in result.err


def test_answers_of_a_file_that_are_none_are_named(stored, tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text("population = 'all'\n")
    result = stored("pupils", "release", "moves", *ARGUMENTS, "--answers", "answers.toml")
    assert result.code == 2
    assert "answers.toml: population: unknown key 'population'" in " ".join(result.err.split())


def test_files_of_an_earlier_run_are_not_written_over(stored, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "moves.csv").write_text("kept")
    result = stored("pupils", "release", "moves", *ARGUMENTS)
    assert result.code == 2
    assert (tmp_path / "out" / "moves.csv").read_text() == "kept"
