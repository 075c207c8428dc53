"""One room's tests are run by its name, and a name that is none says what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
import test_room as tool

ROOT = Path(__file__).resolve().parents[2]


def test_a_room_is_its_tests_and_the_examples_of_its_docstrings() -> None:
    assert tool.find_paths("targets") == [
        ROOT / "tests" / "targets",
        ROOT / "src" / "stocktake" / "targets",
    ]


def test_an_app_of_the_web_is_a_room() -> None:
    assert tool.find_paths("web/plans") == [ROOT / "tests" / "web" / "plans"]


def test_a_folder_inside_a_room_is_a_room() -> None:
    assert tool.find_paths("pupils/absence")[0] == ROOT / "tests" / "pupils" / "absence"


def test_a_path_that_the_shell_completed_is_understood() -> None:
    assert tool.find_paths("tests/targets/") == tool.find_paths("targets")


def test_every_room_of_the_library_has_tests() -> None:
    library = {path.parent.name for path in (ROOT / "src" / "stocktake").glob("*/__init__.py")}
    assert sorted(library - set(tool.list_rooms())) == []


@pytest.mark.parametrize("room", ["", "target", "../src", "web/plan", "."])
def test_what_is_no_room_has_no_tests(room: str) -> None:
    assert tool.find_paths(room) == []


def test_a_misspelt_room_is_refused_with_the_nearest_and_all_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert tool.main(["target"]) == 2
    message = capsys.readouterr().err
    assert message.startswith("There is no room 'target'. Did you mean 'targets'? The rooms: ")
    assert ", targets, " in message
    assert ", web/plans, " in message
    assert message.endswith(". For example: make test-room ROOM=targets\n")


def test_without_a_room_the_rooms_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main([]) == 2
    assert capsys.readouterr().err.startswith("Which room? The rooms: architecture, benchmarks, ")
