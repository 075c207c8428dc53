"""``schools grades`` and ``schools history``: what they say, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import process, too_wide


@pytest.fixture
def at_schools(one_desk: Path, stocktake, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(one_desk)
    return stocktake


def test_pupils_by_the_grade_of_their_school(at_schools) -> None:
    result = at_schools("schools", "grades", "la-890", "--on", "2017-03-31")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "Pupils by the grade of their school, Blackpool" in result.out
    assert "secondary pupils" in result.out
    assert "Not yet rated" in result.out
    assert "Pupils of the January census of 2016/17." in result.out


def test_the_same_for_programs(at_schools) -> None:
    result = at_schools(
        "schools", "grades", "la-890", "--on", "2017-03-31", "--by", "group", "--format", "json"
    )
    document = json.loads(result.out)
    assert (document["measure"], document["on"]) == ("overall_grade", "2017-03-31")
    assert document["counted_on"] == "2017-01-19"
    assert {row["group"] for row in document["rows"]} == {"all", "disadvantaged", "other"}
    totals: dict[str, int] = {}
    for row in document["rows"]:
        totals[row["group"]] = totals.get(row["group"], 0) + row["pupil_count"]
    assert totals["all"] == totals["disadvantaged"] + totals["other"]


def test_between_the_regimes_there_is_no_share(at_schools) -> None:
    result = at_schools("schools", "grades", "la-890", "--on", "2025-01-31")
    assert result.code == 0
    assert "There is no share of pupils by grade on 31 January 2025" in result.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("grades", "la-8900"), "unknown place 'la-8900'; did you mean 'la-890'?"),
        (("grades", "la-890", "--by", "wards"), "--by knows no 'wards'; did you mean 'ward'?"),
        (("grades", "la-890", "--carry", "al"), "--carry knows no 'al'; did you mean 'all'?"),
        (("history", "999999"), "no school has the URN 999999 in the files of the register"),
        (("history", "Marton"), "'Marton' is no URN; expected six digits such as 119781"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], message: str, at_schools) -> None:
    result = at_schools("schools", *words)
    assert result.code == 2
    assert message in " ".join(result.err.split())


def test_without_a_census_it_says_what_to_load(stocktake, tmp_path: Path) -> None:
    result = stocktake("schools", "grades", "la-890", "--on", "2017-03-31")
    assert result.code == 4
    assert "holds no school census, and no register with pupils" in " ".join(result.err.split())


def test_the_history_of_a_school(at_schools) -> None:
    result = at_schools("schools", "history", "119769")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "(140021)" in result.out
    assert "119769 became 140021 on 1 September 2013." in result.out
    document = json.loads(at_schools("schools", "history", "119769", "--format", "json").out)
    assert [number["urn"] for number in document["numbers"]] == [119769, 140021]
    assert document["hand_overs"][0]["date"] == "2013-09-01"


@pytest.mark.slow
def test_a_file_with_an_unknown_grade_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text(
        "URN,Rating,Inspection Date\n900101,Good,20160314\n900102,Splendid,20160314\n", "utf-8"
    )
    result = process("load", "schools", "grades.csv", folder=tmp_path)
    assert result.returncode == 3
    message = " ".join(result.stderr.decode().split())
    assert "grades.csv: row 3, Rating: 'Splendid' is no known grade" in message
    assert not (tmp_path / "warehouse").exists()
