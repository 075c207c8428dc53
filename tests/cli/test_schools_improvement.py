"""``schools improvement`` and ``schools concerns`` from the shell, on invented files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_process import CommandResult
from school_files import main_measures

Command = Callable[..., CommandResult]

INFORMATION = (
    *("URN", "LANAME", "LA", "ESTAB", "LAESTAB", "SCHNAME", "STREET", "LOCALITY", "ADDRESS3"),
    *("TOWN", "POSTCODE", "SCHSTATUS", "OPENDATE", "CLOSEDATE", "MINORGROUP", "SCHOOLTYPE"),
    *("ISPRIMARY", "ISSECONDARY", "ISPOST16", "AGELOW", "AGEHIGH", "GENDER", "RELCHAR"),
    *("ADMPOL", "OFSTEDRATING", "OFSTEDLASTINSP"),
)
AS_OF = ("--as-of", "2018-12-01")
SCHOOL = 100_001
YEARS = {2016: -0.70, 2017: -0.40, 2018: -0.20}


def write_register(path: Path, count: int) -> None:
    """Schools of one authority, the first of them requiring improvement."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, INFORMATION)
        writer.writeheader()
        for at in range(count):
            writer.writerow(
                dict.fromkeys(INFORMATION, "")
                | {
                    "URN": SCHOOL + at,
                    "LANAME": "Blackpool",
                    "LA": 890,
                    "ESTAB": 4000 + at,
                    "LAESTAB": 8904000 + at,
                    "SCHNAME": f"Invented School {at}",
                    "SCHSTATUS": "Open",
                    "MINORGROUP": "Academy",
                    "SCHOOLTYPE": "Academy converter",
                    "ISPRIMARY": 0,
                    "ISSECONDARY": 1,
                    "ISPOST16": 0,
                    "OFSTEDRATING": "Requires improvement" if at == 0 else "Good",
                    "OFSTEDLASTINSP": "04-10-2017",
                }
            )


def other_score(at: int, year: int) -> float:
    """Progress 8 of the other schools, another one each year."""
    return round(0.01 * (at - 20) + 0.02 * (at % (year - 2013)), 2)


@pytest.fixture
def stocktake_with_schools(stocktake: Command, tmp_path: Path) -> Command:
    """A store with three years of results of forty invented schools and their register."""
    for year, score in YEARS.items():
        rows = [
            [SCHOOL + at, 120, 60, 60, score if at == 0 else other_score(at, year),
             45.0 + at % (year - 2013), 43.0, None, year]
            for at in range(40)
        ]  # fmt: skip
        main_measures(tmp_path / f"{year}.csv", *rows)
    write_register(tmp_path / "information.csv", 40)
    for name in (*(f"{year}.csv" for year in YEARS), "information.csv"):
        result = stocktake("load", name, "--published", "2018-10-18")
        assert result.code == 0, result.err
    return stocktake


def test_a_statement_in_eighty_columns(stocktake_with_schools: Command) -> None:
    result = stocktake_with_schools(
        "schools", "improvement", SCHOOL, "--level", "-0.45", "--by", "2018/19", *AS_OF
    )
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("Invented School 0: ")
    assert "Evidence: Progress 8 (rung 1 of 3)" in lines
    assert "2015/16" in result.out
    assert "Results without pupils who joined in years 10 and 11" in " ".join(result.out.split())
    assert "In a back-test of " in " ".join(result.out.split())


def test_the_same_statement_as_a_document(stocktake_with_schools: Command) -> None:
    arguments = ("schools", "improvement", SCHOOL, "--level", "-0.45", "--by", "2019-08-31")
    document = json.loads(stocktake_with_schools(*arguments, "--format", "json", *AS_OF).out)
    assert document["measure"] == "ks4.progress_8"
    assert [point["value"] for point in document["points"]] == list(YEARS.values())
    assert document["level"]["due_period"] == "201819"
    text = " ".join(stocktake_with_schools(*arguments, *AS_OF).out.split())
    assert " ".join(document["sentence"].split()) in text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            (SCHOOL, "--level", "-0.9", "--by", "2018/19"),
            2,
            "is no improvement: the school was",
        ),
        ((SCHOOL, "--level", "0", "--by", "soon"), 2, "expected 2027-08-31, or 2026/27"),
        ((SCHOOL, "--level", "0", "--by", "2015-01-01"), 2, "1 January 2015 has passed"),
        ((199_999, "--level", "0", "--by", "2018/19"), 2, "no school has this URN"),
        (
            (SCHOOL, "--level", "0", "--by", "2018/19", "--measure", "ks4.progress"),
            2,
            "did you mean 'ks4.progress_8'",
        ),
    ],
)
def test_a_question_without_an_answer_is_refused(
    stocktake_with_schools: Command, arguments: tuple[object, ...], code: int, message: str
) -> None:
    result = stocktake_with_schools("schools", "improvement", *arguments, *AS_OF)
    assert (result.code, result.out) == (code, "")
    assert message in " ".join(result.err.split())


def test_an_empty_store_says_what_to_load(stocktake: Command) -> None:
    for arguments in (
        ("improvement", SCHOOL, "--level", "0", "--by", "2018/19"),
        ("concerns", "la-890"),
    ):
        result = stocktake("schools", *arguments, *AS_OF)
        assert result.code == 4
        assert "stocktake load --help" in result.err


def test_categories_of_a_place_are_listed_by_name(stocktake_with_schools: Command) -> None:
    result = stocktake_with_schools("schools", "concerns", "Blackpool", "--as-of", "2026-12-01")
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert max(map(len, lines)) <= 80
    names = [line.split("Invented School ")[1].split()[0] for line in lines
             if line.startswith("100") and "Invented School" in line]  # fmt: skip
    assert names == sorted(names)
    assert len(names) == 40
    assert "by name and not by rank" in " ".join(result.out.split())
    assert "Overall grade, to August 2024: amber. overall: Requires improvement" in " ".join(
        result.out.split()
    )


def test_categories_as_documents(stocktake_with_schools: Command) -> None:
    result = stocktake_with_schools(
        "schools", "concerns", "la-890", "--as-of", "2026-12-01", "--format", "json"
    )
    documents = json.loads(result.out)
    by_urn = {document["school_urn"]: document for document in documents}
    assert by_urn[SCHOOL]["category"] == "B"
    assert by_urn[SCHOOL + 1]["category"] == "A"
    assert {item["outcome"] for item in by_urn[SCHOOL + 1]["evidence"]} == {
        "not_met",
        "cannot_tell",
    }


def test_a_place_without_schools_is_refused(stocktake_with_schools: Command) -> None:
    result = stocktake_with_schools("schools", "concerns", "la-301", "--as-of", "2026-12-01")
    assert result.code == 2
    assert "la-301: has no school in the register" in result.err
