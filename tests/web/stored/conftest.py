"""The back-ups of an earlier version, put back and migrated to what the database is today."""

from __future__ import annotations

import lzma
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from stocktake_web.accounts.models import Area
from stocktake_web.installation.backup import copies
from stocktake_web.installation.backup.copies import Restored

STORED = Path(__file__).parents[2] / "fixtures" / "stored"
# Its tables are migrated as they stand, which takes several seconds for each module.
SQLITE_BACK_UP = pytest.param("backup-sqlite", marks=pytest.mark.slow)
# PostgreSQL cannot take a copy of SQLite; rows as JSON are put back into either.
BACK_UPS = (SQLITE_BACK_UP, "backup-json") if connection.vendor == "sqlite" else ("backup-json",)


@pytest.fixture(scope="session")
def stored() -> Path:
    """The folder of stored bytes; nothing in it is ever rewritten."""
    return STORED


@pytest.fixture(scope="session")
def audit_key() -> str:
    """The invented key of the chains of events."""
    return str(tomllib.loads((STORED / "keys.toml").read_text(encoding="utf-8"))["audit"])


def unpack(name: str, folder: Path) -> Path:
    """A back-up as the command wrote it."""
    copy = folder / name
    copy.mkdir()
    for path in (STORED / name).iterdir():
        if path.suffix == ".xz":
            (copy / path.stem).write_bytes(lzma.decompress(path.read_bytes()))
        else:
            shutil.copy(path, copy)
    return copy


@pytest.fixture(scope="module", params=BACK_UPS)
def put_back(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    audit_key: str,
) -> Iterator[Restored]:
    """What came of putting it back; the database then holds it, with today's migrations.

    Once for a module: each test works in a transaction that is rolled back.
    """
    with django_db_blocker.unblock(), override_settings(STOCKTAKE_AUDIT_KEY=audit_key):
        folder = unpack(request.param, tmp_path_factory.mktemp("copies"))
        yield copies.restore(folder, replace=True)
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def restored(put_back: Restored, db: None) -> Restored:
    """The same, inside the transaction of a test."""
    return put_back


@pytest.fixture
def last(restored: Restored) -> bool:
    """Whether the copy holds the account of Eastmere that was published last."""
    return restored.manifest.file == "database.sqlite3"


@pytest.fixture
def blackpool(restored: Restored) -> Area:
    """The real place, with the shipped plan and its published account."""
    return Area.objects.get(slug="blackpool")


@pytest.fixture
def eastmere(restored: Restored) -> Area:
    """The invented place, with a year of work."""
    return Area.objects.get(slug="eastmere")


@pytest.fixture
def public(restored: Restored) -> Client:
    """Anybody's browser."""
    return Client()
