"""Runs the tests of one room: ``make test-room ROOM=targets``, or ``ROOM=web/plans``.

A room's tests are the folder of its name in ``tests`` and the examples in its docstrings. What
follows the room's name goes to pytest: ``python tools/test_room.py targets -k boundaries``.
"""

from __future__ import annotations

import difflib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
LIBRARY = ROOT / "src" / "stocktake"


def list_rooms() -> list[str]:
    """The names by which rooms are asked for: folders of tests, those of the web one by one."""
    folders = [*TESTS.iterdir(), *(TESTS / "web").iterdir()]
    return sorted(
        folder.relative_to(TESTS).as_posix()
        for folder in folders
        if folder.is_dir() and any(folder.rglob("test_*.py"))
    )


def find_paths(room: str) -> list[Path]:
    """Where pytest looks for a room's tests; empty where there is no such room.

    A folder inside a room, such as ``pupils/absence``, is a room too.
    """
    name = room.strip("/").removeprefix("tests/")
    folder = (TESTS / name).resolve()
    if not name or TESTS not in folder.parents or not any(folder.rglob("test_*.py")):
        return []
    examples = LIBRARY / name
    return [folder, examples] if examples.is_dir() else [folder]


def describe_rooms(room: str) -> str:
    """What to write instead of a room that is not there."""
    rooms = list_rooms()
    near = difflib.get_close_matches(room, rooms, n=1)
    guess = f" Did you mean '{near[0]}'?" if near else ""
    first = f"There is no room '{room}'.{guess}" if room else "Which room?"
    return f"{first} The rooms: {', '.join(rooms)}. For example: make test-room ROOM=targets"


def main(arguments: list[str]) -> int:
    """Run the tests of the room that is named first."""
    room, *options = arguments or [""]
    paths = find_paths(room)
    if not paths:
        print(describe_rooms(room), file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "pytest", *map(str, paths), *options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
