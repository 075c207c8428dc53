"""The register, the releases and the pupil store of an earlier version are read as they lie."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import Register, attack, build_problem
from stocktake.pupils.store import PupilStore, StoreKeys
from stocktake.standards.errors import StoreError
from stocktake.statistics.release import Release
from stocktake.statistics.store import Warehouse

FIRST, SECOND = "pupils/2025-02-04-11941a507596", "pupils/2025-03-04-0b2afb696eed"
KEYS = StoreKeys(data=bytes(range(32)), pseudonyms=bytes(range(32, 64)))
"""Invented: nobody's store has keys that count up from zero."""


@pytest.fixture
def register(stored: Path) -> Register:
    """Two releases of one table; the first was recalled."""
    return Register(stored / "register")


@pytest.fixture
def warehouse(stored: Path) -> Warehouse:
    """A published file, a local return and a table that was let out."""
    return Warehouse(stored / "releases")


def test_register_records_say_what_was_decided(register: Register) -> None:
    first, second = register.records()
    assert (first.id, second.id) == (FIRST, SECOND)
    assert (first.number, second.number) == (1, 2)
    assert (first.as_of, second.as_of) == (date(2025, 2, 4), date(2025, 3, 4))
    assert (first.policy, first.requested_by) == ("stocktake_default", "data-lead")
    assert first.hidden_primary == {"small count": 2}
    assert second.attacked_with == (FIRST,)
    assert first.recall is not None
    assert first.recall.reason == "One school had counted a pupil twice."
    assert second.recall is None


def test_an_outsider_derives_no_more_of_an_old_table_than_was_promised(register: Register) -> None:
    releases = register.releases()
    assert [str(release.promises[0].cell.place) for release in releases] == ["school-3", "school-3"]
    assert [(release.promises[0].low, release.promises[0].high) for release in releases] == [
        (0, 10)
    ] * 2
    frame = releases[0].table.frame
    total = frame.filter((pl.col("place") == "la-890") & (pl.col("need") == "Total"))
    assert total["pupils"].to_list() in ([1293], ["1293"])
    for release in releases:
        bounds = attack(build_problem([release.table]))
        assert min(interval.width for interval in bounds if interval.cell.measure == "absent") >= 10


def test_a_changed_record_is_still_seen(register: Register, tmp_path: Path) -> None:
    copy = Register(tmp_path / "register")
    shutil.copytree(register.folder, copy.folder)
    record = copy.folder / FIRST / "record.json"
    record.write_text(record.read_text().replace('"small count": 2', '"small count": 1'))
    with pytest.raises(StoreError):
        copy.records()


def test_releases_are_recognised(warehouse: Warehouse) -> None:
    published, let_out, local = sorted(
        warehouse.releases(), key=lambda release: ("lait", "disclosed-pupils").index(release.source)
        if release.source in ("lait", "disclosed-pupils") else 2
    )  # fmt: skip
    assert published.id == "lait/2025-01-30-15c6f0cb2d44-r1"
    assert let_out.id == "disclosed-pupils/2025-02-04-11941a507596-r1"
    assert local.source == "local-local"
    assert published.known_on == date(2025, 1, 30)
    assert [release.observation_count for release in (published, let_out, local)] == [14, 48, 3]
    assert published.may_hold("lait:SFSecPerAbNew")
    figures = _figures(published)
    assert figures[("la-890", "202324")] == 28.0
    assert figures[("england", "202122")] == 27.0
    # Hidden by its producer: empty, and never 0.
    assert figures[("la-888", "202122")] is None
    assert local.scan().select(pl.col("value").sum()).collect().item() == 9371


def test_a_table_that_was_let_out_names_the_record_of_its_release(warehouse: Warehouse) -> None:
    let_out = warehouse.get("disclosed-pupils")
    (basis,) = let_out.released("any figure of it").bases
    assert basis.release == FIRST


def test_the_same_bytes_are_recognised_beside_an_old_release(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    from stocktake.sources.reading import Reading

    copy = Warehouse(tmp_path / "warehouse")
    shutil.copytree(warehouse.path, copy.path)
    old = copy.get("lait")
    reading = Reading(old.provenance, old.scan().collect(), old.series())
    before = sorted(copy.path.rglob("*"))
    assert copy.write(reading, loaded_at=datetime(2027, 1, 4, 12, tzinfo=UTC)).id == old.id
    assert sorted(copy.path.rglob("*")) == before


def test_a_pupil_store_opens_with_its_keys(stored: Path) -> None:
    store = PupilStore(stored / "pupil-store", keys=KEYS)
    counts_by_table = {(row["table"], row["time_period"]): row["rows_count"]
            for row in store.status().iter_rows(named=True)}  # fmt: skip
    assert counts_by_table == {
        ("identifiers", "202324"): 3,
        ("pupils", "202324"): 3,
        ("schools", ""): 2,
        ("young_carers", "202122"): 1,
    }
    names = store.scan("schools").collect()["school_name"].sort().to_list()
    assert names == ["Lower Invented School", "Upper Invented School"]
    pupils = store.scan("pupils").collect()
    assert "surname" not in pupils.columns
    carer = store.scan("young_carers").collect()["pupil"].item()
    assert carer in pupils["pupil"].to_list()
    upn = store.identifiers().filter(pl.col("pupil") == carer).collect()["upn"].item()
    # The pseudonym of a number is the one that it always had.
    assert store.pseudonym(upn) == carer


def _figures(release: Release) -> dict[tuple[str, str], float | None]:
    rows = release.scan().select("place", "time_period", "value").collect()
    return {(place, year): value for place, year, value in rows.iter_rows()}
