"""A release is kept as it came, recognised when it comes again, and never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from made_readings import DAY, made_reading, row

from stocktake.sources.reading import Reading, digest_of_digests
from stocktake.standards.errors import StoreError, UsageError
from stocktake.statistics.store import Release, Warehouse

NOON = datetime(2026, 4, 9, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def keep(store: Warehouse, minute: int = 0, *, supersedes: bool = False, **over: object) -> Release:
    reading = made_reading(**over)  # type: ignore[arg-type]
    return store.write(reading, loaded_at=NOON + timedelta(minutes=minute), supersedes=supersedes)


def ids(releases: list[Release]) -> list[str]:
    return [release.id for release in releases]


def test_a_release_is_read_back_as_it_was_written(store: Warehouse) -> None:
    reading = made_reading([row(value=61.5), row(place="england", value=None, missing="c")])
    release = store.write(reading, loaded_at=NOON)
    (stored_release,) = store.releases()
    assert stored_release == release
    assert stored_release.provenance == reading.provenance
    assert stored_release.scan().collect().equals(reading.observations)
    assert stored_release.series().equals(reading.series)
    assert (stored_release.observation_count, stored_release.series_count) == (2, 1)
    assert stored_release.id == f"lait/2026-04-08-{reading.provenance.sha256[:12]}-r1"
    assert store.get("lait/2026-04-08") == stored_release


def test_the_same_bytes_are_recognised(store: Warehouse) -> None:
    first = keep(store)
    before = sorted(store.path.rglob("*"))
    assert keep(store, 5) == first
    assert sorted(store.path.rglob("*")) == before


@pytest.mark.parametrize("has_digests", [True, False], ids=["recorded", "of an older load"])
def test_the_same_files_in_another_order_are_recognised(
    store: Warehouse, has_digests: bool
) -> None:
    def reading(*digests: str, recorded: bool = True) -> Reading:
        plain = made_reading()
        sha256 = digest_of_digests(digests)
        kept_digests = digests if recorded else ()
        provenance = replace(plain.provenance, sha256=sha256, digests=kept_digests)
        return replace(plain, provenance=provenance)

    first = store.write(reading("a" * 64, "b" * 64, recorded=has_digests), loaded_at=NOON)
    again = store.write(reading("b" * 64, "a" * 64), loaded_at=NOON)
    assert again == first
    with pytest.raises(StoreError, match="already holds a release"):
        store.write(reading("b" * 64, "c" * 64), loaded_at=NOON)


def test_a_newer_reader_of_the_same_bytes_makes_a_release_of_its_own_and_is_preferred(
    store: Warehouse,
) -> None:
    first, second = keep(store), keep(store, 1, reader=2)
    assert ids(store.releases()) == [first.id, second.id]
    assert ids(store.known_on(DAY)) == [second.id]


def test_an_older_reader_used_again_is_not_preferred(store: Warehouse) -> None:
    newer = keep(store, reader=2)
    keep(store, 1, reader=1)
    assert ids(store.known_on(DAY)) == [newer.id]


def test_other_bytes_of_the_same_stated_date_are_refused(store: Warehouse) -> None:
    first = keep(store)
    with pytest.raises(StoreError) as caught:
        keep(store, 1, content="second")
    assert str(caught.value).splitlines()[0] == "lait already holds a release of 2026-04-08"
    fault = caught.value.faults[0]
    assert fault.location == first.id
    assert "--supersedes" in fault.fix
    assert ids(store.releases()) == [first.id]


def test_what_supersedes_is_used_and_what_is_superseded_is_kept(store: Warehouse) -> None:
    first = keep(store, content="zzz")
    second = keep(store, 1, content="second", supersedes=True)
    assert second.provenance.supersedes == first.id
    assert sorted(ids(store.releases())) == sorted([first.id, second.id])
    assert ids(store.known_on(DAY)) == [second.id]
    third = keep(store, 2, content="third", supersedes=True)
    assert third.provenance.supersedes == second.id
    assert ids(store.known_on(DAY)) == [third.id]


def test_what_is_superseded_is_not_used_although_a_newer_reader_read_it(store: Warehouse) -> None:
    wrong = keep(store, content="wrong", reader=2)
    right = keep(store, 1, content="right", reader=1, supersedes=True)
    assert right.provenance.supersedes == wrong.id
    assert ids(store.known_on(DAY)) == [right.id]


def test_supersedes_with_nothing_to_supersede_is_an_ordinary_release(store: Warehouse) -> None:
    assert keep(store, supersedes=True).provenance.supersedes is None


def test_releases_are_ordered_by_source_then_day(store: Warehouse) -> None:
    late = keep(store, content="b", published=date(2026, 4, 8))
    early = keep(store, 1, content="a", published=date(2025, 12, 2))
    other_release = keep(store, 2, content="c", source="ees-absence", published=None)
    assert ids(store.releases()) == [other_release.id, early.id, late.id]


@pytest.mark.parametrize(
    ("day", "release_key"),
    [(date(2025, 12, 1), None), (date(2025, 12, 2), "a"), (date(2026, 4, 7), "a"), (DAY, "b")],
)
def test_as_known_on_a_day(store: Warehouse, day: date, release_key: str | None) -> None:
    ids_by_key = {
        "a": keep(store, content="a", published=date(2025, 12, 2)).id,
        "b": keep(store, 1, content="b", published=DAY).id,
    }
    assert ids(store.known_on(day)) == ([ids_by_key[release_key]] if release_key else [])


def test_a_date_that_is_not_stated_is_the_day_of_retrieval_and_has_no_rival(
    store: Warehouse,
) -> None:
    one = keep(store, content="a", published=None, retrieved=date(2026, 1, 1))
    two = keep(store, 1, content="b", published=None, retrieved=date(2026, 1, 1))
    assert one.known_on == two.known_on == date(2026, 1, 1)
    assert ids(store.known_on(date(2025, 12, 31))) == []
    assert ids(store.known_on(date(2026, 1, 1))) == [two.id]


def test_all_local_returns_are_used_oldest_first_whatever_stream_they_came_by(
    store: Warehouse,
) -> None:
    heads = keep(store, source="local-heads", content="a", published=None,
                 retrieved=date(2026, 3, 1))  # fmt: skip
    careers = keep(store, 1, source="local-careers", content="b", published=None,
                   retrieved=date(2026, 5, 1))  # fmt: skip
    again = keep(store, 2, source="local-heads", content="c", published=None,
                 retrieved=date(2026, 4, 1))  # fmt: skip
    assert ids(store.known_on(date(2026, 5, 1))) == [heads.id, again.id, careers.id]
    newer = keep(store, 3, source="local-heads", content="a", published=None,
                 retrieved=date(2026, 3, 1), reader=2)  # fmt: skip
    assert ids(store.known_on(date(2026, 5, 1))) == [newer.id, again.id, careers.id]


def test_an_unknown_or_ambiguous_release_is_named(store: Warehouse) -> None:
    keep(store, content="a", published=date(2025, 12, 2))
    keep(store, 1, content="b")
    with pytest.raises(UsageError, match="could be any of lait/2025-12-02-.*lait/2026-04-08-"):
        store.get("lait")
    with pytest.raises(UsageError, match="no release 'liat'"):
        store.get("liat")


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Warehouse(tmp_path / "nowhere").releases() == []
    assert not (tmp_path / "nowhere").exists()
