"""``stocktake programmes`` from the shell: text in 80 columns, JSON, pictures, faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cli_process import CommandResult, too_wide

from stocktake.examples import invented_country
from stocktake.examples.country.borough import schools_file

Command = Callable[..., CommandResult]


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented borough's plan, map and schools, without its statistics."""
    country = invented_country(1)
    folder = tmp_path_factory.mktemp("borough-map")
    texts = {"plan.toml": country.plan, **country.programmes}
    for name, text in {**texts, "schools.csv": schools_file(country.schools)}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def plain_words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.slow
@pytest.mark.parametrize("command", ["map", "overlap", "gaps", "coverage"])
@pytest.mark.parametrize("place", ["blackpool", "borough"])
def test_text_fits_and_json_is_whole(
    command: str, place: str, borough: Path, stocktake: Command
) -> None:
    plan = borough if place == "borough" else place
    text = stocktake("programmes", command, plan, "--as-of", "2026-04-30")
    assert (text.code, text.err) == (0, "")
    assert too_wide(text.out) == []
    result = stocktake("programmes", command, plan, "--as-of", "2026-04-30", "--format", "json")
    assert json.loads(result.out)["contract"] == "stocktake-programmes-1"


@pytest.mark.slow
def test_the_map_says_what_is_not_stated_and_who_has_no_contact(
    borough: Path, stocktake: Command
) -> None:
    blackpool = plain_words(stocktake("programmes", "map", "blackpool").out)
    assert "Blackpool Opportunity Area 2017-20: 38 programmes" in blackpool
    assert "cost of 38, end of 35, exit plan of 37" in blackpool
    assert "Better Start: The early years" in blackpool
    assert "cannot be counted: the plan has no list of schools" in blackpool
    eastmere = plain_words(stocktake("programmes", "map", borough).out)
    assert "no contact at Eastmere Saltmarsh Primary School" in eastmere
    assert "Not verified." in eastmere


@pytest.mark.slow
def test_the_planted_overlaps_and_gap_are_said(borough: Path, stocktake: Command) -> None:
    overlaps = json.loads(stocktake("programmes", "overlap", borough, "--format", "json").out)
    assert [item["programmes"] for item in overlaps["overlaps"]] == [
        ["long-summer", "steady-course"],
        ["reading-programme", "story-boat"],
    ]
    gaps = stocktake("programmes", "gaps", borough, "--as-of", "2026-04-30").out
    assert "nothing is offered to 140 children" in plain_words(gaps)
    assert "Cannot tell (0)" in gaps


@pytest.mark.slow
def test_a_proposal_is_the_ninth_ask_and_somebody_does_it_already(
    borough: Path, stocktake: Command, tmp_path: Path
) -> None:
    text = (borough / "programmes/story-boat.toml").read_text(encoding="utf-8")
    text = text.replace("Story Boat reading mentors", "Words Aloud").replace("900003", "900001")
    (tmp_path / "words-aloud.toml").write_text(text, encoding="utf-8")
    result = stocktake(
        "programmes", "propose", borough, tmp_path / "words-aloud.toml", "--format", "json"
    )
    document = json.loads(result.out)
    assert document["already_done_by"] == ["reading-programme", "story-boat"]
    first = {(item["school_urn"], item["term"]): item["ask_number"] for item in document["schools"]}
    # Attendance team, first appointments, tutoring, reading, six into seven; three of our own.
    assert first[900001, "202526-spring"] == 9
    text = plain_words(
        stocktake("programmes", "propose", borough, tmp_path / "words-aloud.toml").out
    )
    assert "Proposal: Words Aloud" in text
    assert "Story Boat reading mentors (certain, score 94): Reading and phonics" in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "picture"),
    [("blackpool", "themes"), ("blackpool", "drivers"), ("borough", "schools")],
)
def test_pictures_are_whole_drawings_with_a_title(
    place: str, picture: str, borough: Path, stocktake: Command, tmp_path: Path
) -> None:
    plan = borough if place == "borough" else place
    out = tmp_path / "picture.svg"
    result = stocktake("programmes", "map", plan, "--picture", picture, "--out", out)
    assert result.code == 0, result.err
    root = ElementTree.parse(out).getroot()  # noqa: S314
    assert root.findtext("{http://www.w3.org/2000/svg}title")
    again = stocktake("programmes", "map", plan, "--picture", picture, "--out", out)
    assert again.code == 2
    assert "exists already" in again.err


def test_faults_name_file_and_line(stocktake: Command, tmp_path: Path) -> None:
    result = stocktake("example", "blackpool", "--out", "mine")
    assert result.code == 0
    path = tmp_path / "mine/programmes/headstart.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"mental-health"', '"mental-helth"'), encoding="utf-8")
    result = stocktake("programmes", "map", "mine")
    assert (result.code, result.out) == (2, "")
    assert plain_words(result.err) == (
        "1 fault(s) in the map of programmes programmes/headstart.toml: line 5: themes: no theme "
        "'mental-helth'; did you mean 'mental-health'?"
    )


def test_there_is_no_school_to_draw_and_no_such_driver(stocktake: Command) -> None:
    result = stocktake("programmes", "map", "blackpool", "--picture", "schools")
    assert result.code == 2
    assert "there is no school to draw" in result.err
    result = stocktake(
        "programmes", "map", "blackpool", "--picture", "drivers", "--target", "ncs-540"
    )
    assert "ncs-540: has no driver; expected one of english-maths-gcse-two-thirds" in plain_words(
        result.err
    )
