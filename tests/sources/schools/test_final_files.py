"""The department's own final files are final, and a provisional file stays provisional."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stocktake.sources.schools import FigureReader, load_school_tables, read_school_table
from stocktake.standards.errors import InputError

FINAL = (
    "RECTYPE,LEA,ESTAB,URN,TPUP,ATT8SCR,P8PUP,P8MEA,P8CILOW,P8CIUPP,PTL2BASICS_94,"
    "TFSM6CLA1A,ATT8SCR_FSM6CLA1A\n"
    "1,001,4001,900031,190,46.5,184,-0.12,-0.30,0.06,62%,71,33.0\n"
    "1,001,4009,900045,0,NE,NE,NE,NE,NE,NE,NE,NE\n"
    "4,001,,,1240,45.1,1190,-0.20,-0.27,-0.13,60%,460,34.2\n"
)


def _read(tmp_path: Path, text: str) -> list[dict[str, object]]:
    path = tmp_path / "2018-19_results.csv"
    path.write_text(text, encoding="utf-8")
    reading = read_school_table(path, year="2018-19", retrieved=date(2026, 11, 30))
    kind = reading.provenance.source.removeprefix("school-").rpartition("-")[0]
    definition = load_school_tables()[kind]
    figures = FigureReader(reading.tables["school_table"], definition).figures()
    return [row | {"kind": kind, "stage": definition.stage} for row in figures.to_dicts()]


def test_a_file_with_results_by_group_is_final(tmp_path: Path) -> None:
    rows = _read(tmp_path, FINAL)
    assert {(row["kind"], row["stage"]) for row in rows} == {("ks4_final", "final")}
    by_key = {(row["school_urn"], row["place"], row["measure"], row["group"]): row for row in rows}
    progress = by_key[900031, None, "ks4.progress_8", "all"]
    assert (progress["value"], progress["lower"], progress["upper"]) == (-0.12, -0.30, 0.06)
    assert progress["pupil_count"] == 184
    group = by_key[900031, None, "ks4.attainment_8", "disadvantaged"]
    assert (group["value"], group["pupil_count"]) == (33.0, 71)
    assert by_key[None, "la-001", "ks4.attainment_8", "disadvantaged"]["value"] == 34.2
    new = by_key[900045, None, "ks4.attainment_8", "all"]
    assert (new["value"], new["symbol"]) == (None, "z")


def test_the_same_without_groups_is_provisional(tmp_path: Path) -> None:
    text = "\n".join(line.rpartition(",")[0] for line in FINAL.splitlines()) + "\n"
    rows = _read(tmp_path, text)
    assert {(row["kind"], row["stage"]) for row in rows} == {("ks4_provisional", "provisional")}


def test_key_stage_2_by_group(tmp_path: Path) -> None:
    rows = _read(
        tmp_path,
        "RECTYPE,LEA,ESTAB,URN,TELIG,PTRWM_EXP,PTRWM_HIGH,READPROG,READPROG_LOWER,READPROG_UPPER,"
        "TFSM6CLA1A,PTRWM_EXP_FSM6CLA1A\n"
        "1,001,2001,900001,41,44%,5%,-5.2,-7.3,-3.2,20,35%\n"
        "1,001,2031,900047,3,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP,SUPP\n",
    )
    assert {row["kind"] for row in rows} == {"ks2_final"}
    values = {(row["school_urn"], row["measure"], row["group"]): row for row in rows}
    assert values[900001, "ks2.rwm_expected", "disadvantaged"]["value"] == 35.0
    assert values[900001, "ks2.rwm_expected", "disadvantaged"]["pupil_count"] == 20
    assert values[900047, "ks2.rwm_expected", "all"]["symbol"] == "c"


def test_a_cell_that_is_no_figure_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2"):
        _read(tmp_path, FINAL.replace("46.5", "about 46"))
