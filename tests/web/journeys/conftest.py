"""The demonstration, made once by its command, and served by a real server."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections

sys.path.insert(0, str(Path(__file__).parent.parent / "faults"))
sys.path.insert(0, str(Path(__file__).parent))

from databases import PostgreSQL, postgresql_running
from installations import Installation, Server, Visitor
from shared_folder import make_shared_folder

collect_ignore = ["busy.py", "walking.py"]


@dataclass(frozen=True)
class Demonstration:
    """Both places with everything in them."""

    installation: Installation
    password: str

    def sign_in(self, server: Server, role: str) -> Visitor:
        """Somebody who is signed in as a role."""
        visitor = server.visitor()
        email = f"{role.replace('_', '.')}@demo.invalid"
        answer = visitor.send("/accounts/login/", login=email, password=self.password)
        assert answer.status == 302, answer.text
        return visitor


def _in(folder: Path, database: str = "") -> Installation:
    database = database or f"sqlite:///{folder / 'demo.sqlite3'}"
    return Installation(folder, database, folder / "warehouse", more={"STOCKTAKE_DEMO": "1"})


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
        place = _in(folder, postgresql.new())
        return Demonstration(place, _password(place.command("demo")))

    def make(folder: Path) -> None:
        (folder / "said.txt").write_text(_in(folder).command("demo"))

    folder = make_shared_folder(tmp_path_factory, "demonstration", make)
    return Demonstration(_in(folder), _password((folder / "said.txt").read_text()))


def _password(output: str) -> str:
    match = re.search(r"every account: (\S+)", output)
    assert match, output
    return match[1]


def _copied(original: Demonstration, folder: Path, postgresql: PostgreSQL | None) -> Demonstration:
    origin = original.installation
    for name in ("warehouse", "warehouse-registers"):
        shutil.copytree(origin.folder / name, folder / name)
    if postgresql:
        copied = _in(folder, postgresql.copy_of(origin.database))
    else:
        shutil.copy(origin.folder / "demo.sqlite3", folder)
        copied = _in(folder)
    return Demonstration(copied, original.password)


@pytest.fixture
def demonstration(
    made_once: Demonstration, postgresql: PostgreSQL | None, tmp_path: Path
) -> Demonstration:
    """The demonstration with a database and a warehouse of its own."""
    return _copied(made_once, tmp_path, postgresql)


@pytest.fixture(scope="module")
def read_only(
    made_once: Demonstration,
    postgresql: PostgreSQL | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> Demonstration:
    """The demonstration for all tests of a module, which change nothing that another looks at."""
    return _copied(made_once, tmp_path_factory.mktemp("read"), postgresql)
