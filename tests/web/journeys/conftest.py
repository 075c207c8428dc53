"""The demonstration, made once by its command, and served by a real server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

sys.path.insert(0, str(Path(__file__).parent.parent / "faults"))
sys.path.insert(0, str(Path(__file__).parent))

from databases import PostgreSQL, postgresql_running
from demonstrations import Demonstration, copied, installation_in, make_one, password_in
from shared_folder import make_shared_folder

collect_ignore = ["busy.py", "demonstrations.py", "looking.py", "walking.py"]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL | None]:
    """A PostgreSQL of this test session, where the settings ask for it."""
    if connections["default"].vendor != "postgresql":
        yield None
        return
    with postgresql_running() as server:
        yield server


@pytest.fixture(scope="session")
def made_once(
    postgresql: PostgreSQL | None, tmp_path_factory: pytest.TempPathFactory
) -> Demonstration:
    """The demonstration. Copied, never used."""
    if postgresql:
        folder = tmp_path_factory.mktemp("demonstration")
        place = installation_in(folder, postgresql.new())
        return Demonstration(place, password_in(make_one(place)))

    def make(folder: Path) -> None:
        (folder / "said.txt").write_text(make_one(installation_in(folder)))

    folder = make_shared_folder(tmp_path_factory, "demonstration", make)
    return Demonstration(installation_in(folder), password_in((folder / "said.txt").read_text()))


@pytest.fixture
def demonstration(
    made_once: Demonstration, postgresql: PostgreSQL | None, tmp_path: Path
) -> Demonstration:
    """The demonstration with a database and a warehouse of its own."""
    return copied(made_once, tmp_path, postgresql)


@pytest.fixture(scope="module")
def read_only(
    made_once: Demonstration,
    postgresql: PostgreSQL | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Demonstration:
    """The demonstration for all tests of a module, which change nothing that another looks at."""
    return copied(made_once, tmp_path_factory.mktemp("read"), postgresql)
