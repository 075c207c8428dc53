"""What stands on the disk tells nothing, and nothing opens with another key or name."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from invented_returns import PERSONAL, A

from stocktake.pupils.store import PupilStore, StoreKeys, pseudonyms_of, read_keys, write_keys
from stocktake.pupils.store.manifest import MANIFEST
from stocktake.standards.errors import StoreError, UsageError

pytestmark = pytest.mark.slow

Tables = Callable[..., list[tuple[str, pl.DataFrame]]]


def files_of(store: PupilStore) -> list[Path]:
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def test_no_file_and_no_name_of_a_file_holds_plain_text(store: PupilStore) -> None:
    paths = [path for path in files_of(store) if path.suffix == ".parquet"]
    assert len(paths) > 8
    columns = ("surname", "ethnicity", "WBRI", "date_of_birth", "sen_provision", "Hillward")
    for path in paths:
        content = path.read_bytes()
        assert content[:4] == content[-4:] == b"PARE"  # a Parquet file with an encrypted footer
        assert not [secret for secret in (*PERSONAL, *columns) if secret.encode() in content]
        assert not [secret for secret in PERSONAL if secret in str(path.relative_to(store.folder))]


def test_the_attributes_that_are_scanned_hold_no_identifier(store: PupilStore) -> None:
    tables = set(store.status()["table"]) - {"identifiers"}
    for table in tables:
        rows = store.scan(table).collect()
        text = rows.write_csv()
        assert "upn" not in rows.columns
        assert not [secret for secret in PERSONAL if secret in text.replace("2009-09-01", "", 1)]


def test_of_a_birth_the_measures_see_the_month(store: PupilStore) -> None:
    births = store.scan("pupils").collect()["date_of_birth"].sort().to_list()
    assert births == [date(2009, 9, 1), date(2010, 3, 1), date(2010, 3, 1)]
    days = store.identifiers().collect()["date_of_birth"].sort().to_list()
    assert days == [date(2009, 9, 1), date(2010, 3, 14), date(2010, 3, 14)]


def test_rows_do_not_stand_in_the_order_of_the_register(store: PupilStore) -> None:
    pupils = store.scan("pupils").collect()["pupil"].to_list()
    assert pupils == sorted(pupils)


@pytest.mark.parametrize("part", ["data", "pseudonyms"])
def test_another_key_is_refused_in_plain_words(store: PupilStore, part: str) -> None:
    keys = {"data": bytes(range(32)), "pseudonyms": bytes(range(32, 64)), part: b"x" * 32}
    other_store = PupilStore(store.folder, keys=StoreKeys(**keys))
    messages = {
        "data": f"{MANIFEST}: does not open with this key, or was damaged or moved",
        "pseudonyms": f"{store.folder}: was written with another key of pseudonyms; expected the "
        "key file that it was made with",
    }
    for attempt in (
        lambda: other_store.scan("pupils"),
        lambda: other_store.status(),
        lambda: other_store.load([], loaded_on=date(2024, 2, 2)),
        lambda: other_store.erase(A),
    ):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert str(caught.value) == (
            f"the pupil store refuses\n  {messages[part]}; check the key file"
        )


def test_who_has_only_the_first_key_can_measure_and_find_nobody(store: PupilStore) -> None:
    analyst = PupilStore(store.folder, keys=StoreKeys(data=bytes(range(32))))
    assert analyst.scan("pupils").collect().height == 3
    for attempt in (
        analyst.identifiers,
        lambda: analyst.pseudonym(A),
        lambda: analyst.erase(A),
        lambda: analyst.load([], loaded_on=date(2024, 2, 2)),
    ):
        with pytest.raises(StoreError, match="this needs the key of the pseudonyms"):
            attempt()


def test_a_file_put_in_the_place_of_another_does_not_open(
    store: PupilStore, keys: StoreKeys
) -> None:
    pupils, enrolments = (
        next((store.folder / "attributes" / table).rglob("*.parquet"))
        for table in ("pupils", "enrolments")
    )
    pupils.write_bytes(enrolments.read_bytes())
    with pytest.raises(StoreError, match="does not open with this key, or was damaged or moved"):
        store.scan("pupils")


@pytest.mark.slow
def test_no_changed_byte_changes_a_row(store: PupilStore) -> None:
    """Most are refused; those that no reader looks at, such as page indexes, do nothing."""
    rows = store.scan("young_carers").collect()
    path = next((store.folder / "attributes" / "young_carers").rglob("*.parquet"))
    content = path.read_bytes()
    refusals_count = 0
    for at in range(0, len(content), 5):
        changed_bytes = bytearray(content)
        changed_bytes[at] ^= 1
        path.write_bytes(changed_bytes)
        try:
            rows_read = store.scan("young_carers").collect()
        except (StoreError, pl.exceptions.PolarsError):
            refusals_count += 1
        else:
            assert rows_read.equals(rows)
    assert refusals_count > len(content) / 5 / 2


def test_keys_and_stores_show_nothing_of_themselves(store: PupilStore, keys: StoreKeys) -> None:
    text = f"{keys!r} {keys} {store!r} {store}"
    assert repr(keys.data) not in text
    assert keys.data.hex() not in text
    plan = store.scan("pupils").explain()
    assert not [secret for secret in (*PERSONAL, keys.data.hex()) if secret in plan]


def test_a_plan_with_the_key_in_it_cannot_leave_the_process(store: PupilStore) -> None:
    with pytest.raises((pl.exceptions.ComputeError, TypeError, pickle.PicklingError)):
        store.scan("pupils").serialize()


def test_key_files_are_read_as_they_were_written(keys: StoreKeys) -> None:
    again = read_keys(write_keys(keys), "keys.toml")
    assert (again.data, again.pseudonyms) == (keys.data, keys.pseudonyms)
    alone = read_keys(write_keys(StoreKeys(data=keys.data)), "keys.toml")
    assert (alone.data, alone.pseudonyms) == (keys.data, None)


@pytest.mark.parametrize(
    "text", ["", "data = 1", 'data = "%%%"', 'pseudonyms = "AAAA"', "data = ", 'other = "AAAA"']
)
def test_what_is_no_key_file_is_refused_without_its_content(text: str) -> None:
    with pytest.raises(StoreError) as caught:
        read_keys(text, "keys.toml")
    assert str(caught.value) == (
        "the keys cannot be read\n  keys.toml: is no key file; expected one made by: stocktake "
        "pupils keys --out FILE"
    )


def test_keys_of_another_length_or_twice_the_same_are_refused() -> None:
    with pytest.raises(StoreError, match="the key 'data' has 7 bytes; expected 32"):
        StoreKeys(data=b"1234567")
    with pytest.raises(StoreError, match="both keys are the same; expected two keys"):
        StoreKeys(data=b"0" * 32, pseudonyms=b"0" * 32)


def test_pseudonyms_depend_on_the_key_and_on_nothing_else(keys: StoreKeys) -> None:
    import hashlib
    import hmac

    expected = hmac.new(bytes(range(32, 64)), A.encode(), hashlib.sha256).hexdigest()[:32]
    assert pseudonyms_of([A, A], keys) == [expected, expected]
    other_keys = StoreKeys(data=keys.data, pseudonyms=b"y" * 32)
    assert pseudonyms_of([A], other_keys) != [expected]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, keys: StoreKeys) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="is no store of pupil records; expected a new folder"):
        PupilStore(tmp_path, keys=keys).load([], loaded_on=date(2024, 2, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_number_that_is_none_is_refused_without_being_shown(store: PupilStore) -> None:
    with pytest.raises(UsageError, match=r"the check letter \(position 1\) does not fit") as caught:
        store.erase(f"{'A' if A[0] != 'A' else 'B'}{A[1:]}")
    assert A[1:] not in str(caught.value)
