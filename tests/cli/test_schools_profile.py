"""``schools profile`` and ``schools similar`` from the shell, on invented published files."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_process import CommandResult, too_wide
from school_files import main_measures

from stocktake.schools import SchoolProfile, SimilarSchools

Command = Callable[..., CommandResult]
COUNT = 30
REGISTER = (
    "URN LANAME LA ESTAB LAESTAB SCHNAME STREET LOCALITY ADDRESS3 TOWN POSTCODE SCHSTATUS OPENDATE "
    "CLOSEDATE MINORGROUP SCHOOLTYPE ISPRIMARY ISSECONDARY ISPOST16 AGELOW AGEHIGH GENDER RELCHAR "
    "ADMPOL OFSTEDRATING OFSTEDLASTINSP"
)


@pytest.fixture
def at_school_desk(stocktake: Command, tmp_path: Path) -> Command:
    """A store with a register of thirty secondary schools and one year of their results."""
    names = REGISTER.split(" ")
    with (tmp_path / "register.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        for index in range(COUNT):
            writer.writerow(
                {
                    "URN": 100_001 + index,
                    "LANAME": "Blackpool",
                    "LA": 890,
                    "ESTAB": 4001 + index,
                    "SCHNAME": f"School {index + 1}",
                    "SCHSTATUS": "Open",
                    "MINORGROUP": "Maintained school",
                    "SCHOOLTYPE": "Community school",
                    "ISPRIMARY": 0,
                    "ISSECONDARY": 1,
                    "ISPOST16": 0,
                    "AGELOW": 11,
                    "AGEHIGH": 16,
                }
            )
    main_measures(
        tmp_path / "results.csv",
        *(
            [100_001 + n, 90, 40, 50, 0.1, round(30 + n * 0.7, 1), 43.0, None, 2018]
            for n in range(30)
        ),
    )
    result = stocktake("load", "schools", "register.csv", "results.csv")
    assert result.code == 0, result.err
    return stocktake


def test_words_of_a_file_do_not_move_the_terminal(stocktake: Command, tmp_path: Path) -> None:
    names = REGISTER.split(" ")
    with (tmp_path / "register.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        school = {"URN": 100_001, "LA": 890, "ESTAB": 4001, "SCHNAME": "Bay\x1b[2J\u202e School"}
        writer.writerow(school | {"SCHSTATUS": "Open", "ISSECONDARY": 1})
    assert stocktake("load", "schools", "register.csv").code == 0
    (tmp_path / "evil.csv").write_text("Town\x1b[2J,Beds\x9b1m\nAshby,3\n", encoding="utf-8")
    results = (
        stocktake("schools", "profile", "100001"),
        stocktake("load", "schools", "evil.csv"),
    )
    for result in results:
        assert not set("\x1b\x9b\u202e") & set(result.out + result.err)
    assert "Bay[2J School" in results[0].out
    assert "Town[2J" in results[1].err


def test_the_profile_fits_and_says_what_is_held(at_school_desk: Command) -> None:
    result = at_school_desk("schools", "profile", "100005")
    assert result.code == 0, result.err
    assert too_wide(result.out) == []
    assert "School 5 (URN 100005) is a secondary school in Blackpool" in result.out
    assert "Attainment 8: 32.8 in 2017/18 (95% interval 29.3 to 36.3, computed)" in " ".join(
        result.out.split()
    )
    sentences = at_school_desk("schools", "profile", "100005", "--sentences")
    assert too_wide(sentences.out) == []
    assert "Cannot tell the direction" in sentences.out


def test_json_is_the_document_and_nothing_else(at_school_desk: Command) -> None:
    profile = SchoolProfile.model_validate_json(
        at_school_desk("schools", "profile", "100005", "--format", "json").out
    )
    assert profile.school.name == "School 5"
    similar = at_school_desk("schools", "similar", "100005", "--format", "json")
    document = SimilarSchools.model_validate_json(similar.out)
    assert json.loads(similar.out)["contract"] == "stocktake-similar-schools/1"
    # Nothing that schools are compared by was loaded.
    assert document.status == "cannot_tell"


def test_similar_schools_that_cannot_be_told_say_why(at_school_desk: Command) -> None:
    result = at_school_desk("schools", "similar", "100005")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert "Cannot tell which schools are similar:" in result.out
    unknown = at_school_desk("schools", "similar", "100005", "--set", "own-secondery")
    assert unknown.code == 2
    assert "did you mean 'own-secondary'?" in " ".join(unknown.err.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("999999", "no school has this URN"),
        ("la-890", "Blackpool is a place, not a school"),
        ("890/4005", "100005 School 5"),
        ("trust-1", "no such school"),
    ],
)
def test_another_number_is_answered_without_a_traceback(
    at_school_desk: Command, words: str, message: str
) -> None:
    for command in ("profile", "similar"):
        result = at_school_desk("schools", command, words)
        assert result.code == 2
        assert result.out == ""
        assert message in " ".join(result.err.split())


def test_a_store_without_schools_says_what_to_load(stocktake: Command) -> None:
    result = stocktake("schools", "profile", "100005")
    assert result.code == 4
    assert "holds no register of schools known on" in " ".join(result.err.split())


def test_a_day_before_anything_was_known_is_answered(at_school_desk: Command) -> None:
    result = at_school_desk("schools", "profile", "100005", "--as-of", "2001-01-01")
    assert result.code == 4
    assert "known on 2001-01-01" in " ".join(result.err.split())
