"""A store that a process was stopped in the middle of changing is the old one or the new one."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from stocktake.pupils.store import PupilStore, StoreKeys
from stocktake.pupils.store.lock import only_writer
from stocktake.standards.errors import StoreError

WRITER = """
import sys
from datetime import date
from pathlib import Path
import polars as pl
from stocktake.pupils.store import PupilStore, StoreKeys

keys = StoreKeys(data=bytes(range(32)), pseudonyms=bytes(range(32, 64)))
store = PupilStore(Path(sys.argv[1]), keys=keys)
upns = [f"X{number:012d}" for number in range(2000)]
print("ready", flush=True)
for version in range(1, 10_000):
    day = date(2000, 1, 1).replace(year=2000 + version % 30)
    spells = pl.DataFrame({"upn": upns, "start_date": [day] * 2000})
    care = spells.with_columns(status=pl.lit("CIN"))
    store.load([("young_carers", spells), ("social_care", care)], loaded_on=day)
    print("loaded", flush=True)
"""


@pytest.mark.slow
def test_a_stopped_load_leaves_one_version_in_every_table(tmp_path: Path, keys: StoreKeys) -> None:
    folder = tmp_path / "store"
    store = PupilStore(folder, keys=keys)
    versions_seen = set()
    for attempt in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        while child.stdout.readline().strip() != "loaded":
            pass
        time.sleep(0.007 * attempt)  # somewhere in the middle of the next
        child.kill()
        child.wait()
        child.stdout.close()
        versions = [
            store.scan(table).select("start_date").unique().collect()["start_date"].to_list()
            for table in ("young_carers", "social_care")
        ]
        assert versions[0] == versions[1]
        assert len(versions[0]) == 1
        assert store.scan("young_carers").collect().height == 2000
        versions_seen |= set(versions[0])
    assert versions_seen
    store.retain(before="199900")  # any change sweeps up what was left lying
    files_count = store.status().height
    assert len(list((folder / "attributes").rglob("*.parquet"))) == files_count == 2


def test_only_one_process_writes_at_a_time(store: PupilStore) -> None:
    with only_writer(store.folder), pytest.raises(StoreError) as caught:
        store.retain(before="202324")
    assert str(caught.value) == (
        f"the pupil store refuses\n  {store.folder}: another process is writing to it; wait and "
        "try again"
    )
    store.retain(before="202324")


def test_what_a_first_load_left_is_an_empty_store(tmp_path: Path, keys: StoreKeys) -> None:
    store = PupilStore(tmp_path / "store", keys=keys)

    def stopped() -> object:
        yield from ()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.load(stopped(), loaded_on=date(2024, 2, 1))  # type: ignore[arg-type]
    assert store.status().is_empty()
