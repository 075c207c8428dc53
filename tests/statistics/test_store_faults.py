"""Loads that are interrupted, folders that are damaged: nothing half-written ever counts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from made_readings import DAY, made_reading, row

from stocktake.standards.errors import StoreError
from stocktake.statistics.changes import compare_releases
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]

LOAD = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
import polars as pl
from made_readings import made_reading
from stocktake.statistics.store import Warehouse

rows = int(sys.argv[2])
reading = made_reading()
if rows > 1:
    noise = pl.int_range(rows, eager=True).hash().cast(pl.Float64).alias("value").to_frame()
    many = noise.join(reading.observations.drop("value"), how="cross")
    reading = replace(reading, observations=many.select(reading.observations.columns))
print("ready", flush=True)
sys.stdin.readline()
release = Warehouse(Path(sys.argv[1])).write(reading, loaded_at=datetime(2026, 4, 9, tzinfo=UTC))
print(release.id)
"""


@pytest.fixture
def store(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def load(folder: Path, rows: int = 1) -> subprocess.Popen[str]:
    """Start a load in a process of its own; it waits for a line before it writes."""
    paths = [str(ROOT / "src"), str(Path(__file__).parent / "oracles")]
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD, str(folder), str(rows)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill in one blow")
def test_a_load_killed_in_the_middle_leaves_nothing_that_counts(store: Warehouse) -> None:
    process = load(store.path, rows=1_500_000)
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    until = time.monotonic() + 30
    while not list(store.path.glob("*/.incoming-*/observations.parquet")):
        assert process.poll() is None, "the load ended before it could be interrupted"
        assert time.monotonic() < until
        time.sleep(0.001)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert store.releases() == []
    assert store.known_on(DAY) == []
    release = store.write(made_reading(), loaded_at=NOON)
    assert [release.id for release in store.releases()] == [release.id]


@pytest.mark.slow
def test_two_loads_of_the_same_file_at_once_keep_one_release(store: Warehouse) -> None:
    processes = [load(store.path, rows=20_000) for _ in range(2)]
    outputs = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        outputs.append(output.strip())
    assert outputs == [store.releases()[0].id] * 2
    assert len(store.releases()) == 1
    assert list(store.path.glob("*/.incoming-*")) == []


@contextlib.contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A disk in memory, where the system lets one be mounted."""
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a small disk can be mounted only on Linux, by root")
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        process = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount command here")
    if process.returncode:
        pytest.skip(f"no disk can be mounted here: {process.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB."""
    with mounted(tmp_path / "disk", "size=256k") as folder:
        yield folder


@pytest.fixture
def closed_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in which this user may not write; nothing but a disk stops root."""
    folder = tmp_path / "closed"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with mounted(folder, "size=256k,ro"):
            yield folder
        return
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this system closes no folder to its owner")
    yield folder
    folder.chmod(0o700)


@pytest.mark.slow
def test_a_full_disk_leaves_the_store_as_it_was(small_disk: Path) -> None:
    store = Warehouse(small_disk / "warehouse")
    first = store.write(made_reading(published=date(2025, 12, 2)), loaded_at=NOON)
    values = [hash((n, "noise")) * 1.0 for n in range(100_000)]
    rows = [row(place=f"p-{n}", value=value) for n, value in enumerate(values)]
    with pytest.raises(StoreError) as caught:
        store.write(made_reading(rows, content="large"), loaded_at=NOON)
    assert "cannot write lait/2026-04-08-" in str(caught.value)
    assert "make room" in caught.value.faults[0].fix
    assert [release.id for release in store.releases()] == [first.id]
    assert list(store.path.glob("*/.incoming-*")) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "warehouse"
    blocked.write_text("a file stands where the folder should be")
    with pytest.raises(StoreError) as caught:
        Warehouse(blocked).write(made_reading(), loaded_at=NOON)
    assert caught.value.faults[0].location == str(blocked)
    assert "nothing was kept" in caught.value.faults[0].fix
    assert blocked.read_text() == "a file stands where the folder should be"


def test_a_folder_without_the_right_to_write(closed_folder: Path) -> None:
    with pytest.raises(StoreError, match="cannot write lait/"):
        Warehouse(closed_folder).write(made_reading(), loaded_at=NOON)
    assert Warehouse(closed_folder).releases() == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("source = ", "Invalid value"),
        ('source = "lait"', "release.toml says nothing of published"),
        (None, "No such file"),
        ("\udcff", "codec can't decode"),
    ],
)
def test_a_damaged_description_names_the_folder(
    store: Warehouse, text: str | None, problem: str
) -> None:
    release = store.write(made_reading(), loaded_at=NOON)
    path = release.folder / "release.toml"
    path.unlink()
    if text is not None:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError) as caught:
        store.releases()
    assert str(caught.value).splitlines()[0] == f"the release {release.id} is damaged"
    assert caught.value.faults[0].location == str(path)
    assert problem in caught.value.faults[0].problem
    assert "load the file again" in caught.value.faults[0].fix


def test_a_description_with_a_date_that_is_none_is_damaged(store: Warehouse) -> None:
    release = store.write(made_reading(), loaded_at=NOON)
    path = release.folder / "release.toml"
    path.write_text(path.read_text().replace("published = 2026-04-08", 'published = "spring"'))
    with pytest.raises(StoreError, match="is damaged") as caught:
        store.known_on(DAY)
    assert caught.value.faults[0].problem == "release.toml has no date as published"


@pytest.mark.parametrize("keep_bytes", [None, 0, 4, -20])
def test_a_damaged_table_names_the_release(store: Warehouse, keep_bytes: int | None) -> None:
    release = store.write(made_reading(), loaded_at=NOON)
    path = release.folder / "observations.parquet"
    whole = path.read_bytes()
    path.unlink()
    if keep_bytes is not None:
        path.write_bytes(whole[:keep_bytes])
    with pytest.raises(StoreError) as caught:
        release.scan()
    assert str(caught.value).splitlines()[0] == f"the release {release.id} is damaged"
    assert caught.value.faults[0].location == str(path)


def test_damage_that_only_reading_shows_is_named_too(store: Warehouse) -> None:
    rows = [row(place=f"p-{n}", value=n * 1.7) for n in range(5000)]
    release = store.write(made_reading(rows), loaded_at=NOON)
    second_release = store.write(
        made_reading(rows, content="b", published=date(2026, 5, 1)), loaded_at=NOON
    )
    path = second_release.folder / "observations.parquet"
    raw = bytearray(path.read_bytes())
    raw[4 : len(raw) * 3 // 4] = bytes(len(raw) * 3 // 4 - 4)
    path.write_bytes(bytes(raw))
    with pytest.raises(StoreError, match=f"the release {second_release.id} is damaged"):
        compare_releases(release, second_release)
    with pytest.raises(StoreError, match=f"the release {second_release.id} is damaged"):
        Statistics(store, as_of=date(2026, 6, 1)).figures("lait:a")


def test_what_an_abandoned_load_left_is_cleared_a_day_later(store: Warehouse) -> None:
    release = store.write(made_reading(), loaded_at=NOON)
    folder = release.folder.parent
    for name, days in ((".incoming-old", 2), (".incoming-young", 0)):
        left = folder / name
        left.mkdir()
        timestamp = NOON.timestamp() - days * 86_400
        os.utime(left, (timestamp, timestamp))
    again = made_reading([row(value=2.0)], content="second", published=DAY.replace(day=DAY.day + 1))
    store.write(again, loaded_at=NOON)
    assert {path.name for path in folder.iterdir() if path.name.startswith(".")} == {
        ".incoming-young"
    }
