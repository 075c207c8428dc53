"""Installations to break: each test gets a fresh copy of one that was planted once."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from databases import PostgreSQL, postgresql_running
from installations import Installation
from shared_folder import make_shared_folder

collect_ignore = [
    "databases.py",
    "installations.py",
    "planted.py",
    "publishing.py",
    "served.py",
    "served_behind_proxy.py",
    "stops_with_tests.py",
]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL of this test session alone."""
    with postgresql_running() as server:
        yield server


@pytest.fixture(scope="session")
def planted_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A small place in SQLite. Copied, never used."""

    def make(folder: Path) -> None:
        place = _in_sqlite(folder)
        (folder / "planted.json").write_text(json.dumps(place.plant()))

    folder = make_shared_folder(tmp_path_factory, "planted-sqlite", make)
    place = _in_sqlite(folder)
    place.planted_ids = json.loads((folder / "planted.json").read_text())
    return place


@pytest.fixture(scope="session")
def planted_postgresql(
    postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A small place in PostgreSQL. Copied, never used."""
    folder = tmp_path_factory.mktemp("planted-postgresql")
    place = Installation(folder, postgresql.new(), folder / "warehouse")
    place.planted_ids = place.plant()
    return place


def _in_sqlite(folder: Path) -> Installation:
    return Installation(folder, f"sqlite:///{folder / 'place.sqlite3'}", folder / "warehouse")


@pytest.fixture
def in_sqlite(planted_sqlite: Installation, tmp_path: Path) -> Installation:
    """The small place in a SQLite file of its own."""
    shutil.copy(planted_sqlite.folder / "place.sqlite3", tmp_path)
    place = _in_sqlite(tmp_path)
    place.planted_ids = planted_sqlite.planted_ids
    return place


@pytest.fixture
def in_postgresql(
    planted_postgresql: Installation, postgresql: PostgreSQL, tmp_path: Path
) -> Installation:
    """The small place in a PostgreSQL database of its own."""
    copied = postgresql.copy_of(planted_postgresql.database)
    place = Installation(tmp_path, copied, tmp_path / "warehouse")
    place.planted_ids, place.programs = planted_postgresql.planted_ids, postgresql.programs
    return place


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest) -> Installation:
    """The small place, on either database."""
    place: Installation = request.getfixturevalue(f"in_{request.param}")
    return place


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Installation]:
    """Makes another installation of the same kind, whose database has no tables."""

    def empty() -> Installation:
        folder = tmp_path / "empty"
        folder.mkdir()
        if request.node.callspec.params["installation"] == "sqlite":
            return _in_sqlite(folder)
        postgresql: PostgreSQL = request.getfixturevalue("postgresql")
        place = Installation(folder, postgresql.new(), folder / "warehouse")
        place.programs = postgresql.programs
        return place

    return empty
