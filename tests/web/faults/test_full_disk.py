"""The disk is full: a page says so, nothing is half-written, and with room it works again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from installations import DESK, Answer, Installation

pytestmark = pytest.mark.slow
PAPER = ("hubs.pdf", b"%PDF-1.7 " + os.urandom(1_500_000))
RETURN = b"""indicator,date,place,value,source,returned_by,returned_on
local:visits-made,2026-11-20,la-890,300,Case file,Head of attendance,2026-11-20
"""
COUNTS_QUERY = "SELECT (SELECT count(*) FROM boards_paper), (SELECT count(*) FROM audit_event)"


class SmallDisk:
    """A file system of a few megabytes that can be filled to the last byte."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Leave no room."""
        with (self.path / "filling").open("wb", buffering=0) as file:
            try:
                while file.write(b"\0" * 4096):
                    pass
            except OSError:
                return

    def empty(self) -> None:
        """Make room again."""
        (self.path / "filling").unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small file system to fill needs root")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full(answer: Answer) -> None:
    assert answer.status == 507, answer.text
    assert "There is no room left" in answer.text
    assert "Nothing of what you just sent was kept" in answer.text


def test_the_disk_of_the_database_is_full(
    planted_sqlite: Installation, small_disk: SmallDisk, tmp_path: Path
) -> None:
    shutil.copy(planted_sqlite.folder / "place.sqlite3", small_disk.path)
    database = f"sqlite:///{small_disk.path / 'place.sqlite3'}"
    place = Installation(tmp_path, database, small_disk.path / "warehouse")
    item = planted_sqlite.planted_ids["item"]
    paper = f"{DESK}/boards/items/{item}/papers/add/"
    form: dict[str, Any] = {"title": "What the hubs did", "openness": "restricted"}
    with place.serve() as server:
        visitor = server.visitor("secretary")
        fields = visitor.form(paper) | form
        [before] = place.rows(COUNTS_QUERY)
        small_disk.fill()
        full(visitor.post(paper, fields, file=PAPER))
        # SQLite cannot even be opened for reading: that takes a file beside it.
        full(visitor.get(f"{DESK}/boards/"))
        complaint = place.command("backup", str(small_disk.path / "copies"), fails=True)
        assert "nothing was kept" in complaint
        assert "Traceback" not in complaint
        assert list((small_disk.path / "copies").glob("*")) == []
        small_disk.empty()
        assert place.rows(COUNTS_QUERY) == [before]
        answer = visitor.post(paper, fields, file=PAPER)
        assert answer.status == 302, answer.text[answer.text.find("<main") :][:3000]
    assert place.rows(COUNTS_QUERY) == [[before[0] + 1, before[1] + 1]]
    place.command("verify_audit")


def test_the_disk_for_documents_and_figures_is_full(
    in_sqlite: Installation, small_disk: SmallDisk
) -> None:
    (small_disk.path / "tmp").mkdir()
    in_sqlite.more = {"TMPDIR": str(small_disk.path / "tmp")}
    in_sqlite.warehouse = small_disk.path / "warehouse"
    returns_page = f"{DESK}/plan/returns/file/"
    with in_sqlite.serve() as server:
        visitor = server.visitor("delivery_lead")
        template = f"{DESK}/plan/returns/template.xlsx"
        assert visitor.get(template).status == 200
        fields = visitor.form(returns_page)
        small_disk.fill()
        full(visitor.get(template))
        full(visitor.post(returns_page, fields, file=("visits.csv", RETURN)))
        assert [path for path in small_disk.path.rglob("*") if path.is_file()] == [
            small_disk.path / "filling"
        ]
        small_disk.empty()
        assert visitor.get(template).status == 200
        answer = visitor.post(returns_page, fields, file=("visits.csv", RETURN))
        assert answer.status == 302, answer.text
    assert len(list(in_sqlite.warehouse.glob("*/*/release.toml"))) == 1
    assert in_sqlite.rows("SELECT rows_count FROM plans_localreturn") == [[1]]
