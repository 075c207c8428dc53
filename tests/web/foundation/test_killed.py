"""Several servers write at once, and one is killed in the middle of a save."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

import stocktake_web

ROOT = Path(stocktake_web.__file__).parent
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITE = """
from django.db import transaction
from stocktake_web.audit import ObjectRef, record
for number in range(20):
    with transaction.atomic():
        record(area=None, actor=None, verb="change", obj=ObjectRef("plan.activity", "a"),
               values={"number": number})
"""
DIE = """
import os
from stocktake_web.accounts.areas.actions import add_area
from django.db import transaction
with transaction.atomic():
    add_area(actor=None, slug="half", name="Half made", place_id="la-001")
    os._exit(9)
"""
TELL = """
from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
print(Area.objects.count(), Event.objects.count(), [str(b) for p in verify_all() for b in p.breaks])
"""


@pytest.fixture
def database(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of an empty database that several processes can open."""
    if connections["default"].vendor == "sqlite":
        return f"sqlite:///{tmp_path / 'shared.sqlite3'}"
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS several")
        cursor.execute("CREATE DATABASE several")
    return f"postgresql://postgres@/several?host={connection.settings_dict['HOST']}"


def start(database: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "stocktake_web.settings.local",
        "STOCKTAKE_DATABASE_URL": database,
        "PYTHONPATH": str(ROOT.parent),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "stocktake_web.manage", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_nothing_is_lost_and_nothing_is_half_written(database: str) -> None:
    assert start(database, "migrate", "-v0").wait() == 0
    writers = [start(database, "shell", "-v0", "-c", WRITE) for _ in range(2)]
    for writer in writers:
        _, complaint = writer.communicate()
        assert writer.returncode == 0, complaint
    assert start(database, "shell", "-v0", "-c", DIE).wait() == 9
    output, complaint = start(database, "shell", "-v0", "-c", TELL).communicate()
    assert output.strip() == "0 40 []", complaint
