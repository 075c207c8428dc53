"""The seal of a register: what nobody can do to a register without its being noticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import Disclosure, Register, parse_structure, release
from stocktake.disclosure.register_seal import SealFile, accept_state
from stocktake.standards.errors import StoreError, UsageError

DAY = date(2025, 1, 31)
STRUCTURE = parse_structure(
    """
    population = "all"
    place = "la-001"
    period = "202324"
    measure = [{ id = "pupils", column = "n" }]
    [[dimension]]
    id = "need"
    column = "need"
    total = "Total"
    split = [{ total = "Total", parts = ["None", "Support", "Plan"] }]
    """,
    "pupils.toml",
)


@pytest.fixture
def seal(tmp_path: Path) -> SealFile:
    return SealFile(tmp_path / "elsewhere" / "seal.json")


@pytest.fixture
def register(tmp_path: Path, seal: SealFile) -> Register:
    return Register(tmp_path / "register", seal=seal)


@pytest.fixture
def add(register: Register) -> Callable[[str], Disclosure]:
    """Release a table of its own period, in no relation to the others."""

    def add(name: str) -> Disclosure:
        needs = ["Total", "None", "Support", "Plan"]
        none_count = 200 + 17 * int(name)
        frame = pl.DataFrame(
            {"need": needs, "n": [none_count + 40 + int(name), none_count, 37 + int(name), 3]}
        )
        structure = STRUCTURE.model_copy(update={"place": f"la-{name}"})
        return release(
            frame, structure, "stocktake_default", register, "data-lead", DAY, name=f"of-{name}"
        )

    return add


def test_a_register_that_is_as_it_was_left_goes_on(register: Register, add) -> None:
    add("1")
    add("2")
    register.recall(register.records()[0].id, "the wrong year", "data-lead", DAY)
    add("3")
    assert [record.number for record in register.records()] == [1, 2, 3]


@pytest.mark.parametrize("name", ["record.json", "printed.csv", "promises.json", "figures.sealed"])
def test_an_edited_end_is_noticed(register: Register, add, name: str) -> None:
    add("1")
    last = add("2").record.id
    path = register.folder / last / name
    path.write_bytes(path.read_bytes().replace(b"all", b"one") + b" ")
    with pytest.raises(StoreError) as refusal:
        register.records()
    assert f"{last}: is not what was written" in str(refusal.value)


def test_an_emptied_list_of_promises_is_noticed(register: Register, add) -> None:
    last = add("1").record.id
    (register.folder / last / "promises.json").write_text("[]")
    with pytest.raises(StoreError, match="is not as its seal knows it"):
        add("2")


def test_a_removed_end_is_noticed_and_nothing_is_released_until_it_is_back(
    register: Register, add, tmp_path: Path
) -> None:
    add("1")
    last = add("2").record.id
    shutil.move(register.folder / last, tmp_path / "away")
    with pytest.raises(StoreError) as refusal:
        add("3")
    assert f"{last}: is no longer there" in str(refusal.value)
    shutil.move(tmp_path / "away", register.folder / last)
    assert add("3").record.number == 3


def test_a_removed_recall_is_noticed(register: Register, add) -> None:
    record_id = add("1").record.id
    register.recall(record_id, "the wrong year", "data-lead", DAY)
    (register.folder / record_id / "recall.json").unlink()
    with pytest.raises(StoreError, match="is not what was written"):
        register.records()


def test_an_earlier_state_put_back_is_noticed(register: Register, add, tmp_path: Path) -> None:
    add("1")
    shutil.copytree(register.folder, tmp_path / "copy")
    add("2")
    shutil.rmtree(register.folder)
    with pytest.raises(StoreError, match=r"is gone, and what was out \(2 in number\) is unknown"):
        register.records()
    shutil.copytree(tmp_path / "copy", register.folder)
    with pytest.raises(StoreError, match="is no longer there"):
        register.records()


def test_a_release_made_without_the_seal_is_accepted_with_a_reason_only(
    register: Register, seal: SealFile, add
) -> None:
    add("1")
    without_seal = Register(register.folder)
    needs = ["Total", "None", "Support", "Plan"]
    frame = pl.DataFrame({"need": needs, "n": [90, 40, 30, 20]})
    structure = STRUCTURE.model_copy(update={"place": "la-9"})
    release(frame, structure, "stocktake_default", without_seal, "data-lead", DAY, name="aside")
    with pytest.raises(StoreError) as refusal:
        register.records()
    assert "was added without the seal" in str(refusal.value)
    assert "stocktake register seal" in str(refusal.value)
    with pytest.raises(UsageError, match="needs its reason"):
        accept_state(register.folder, seal, " ", "data-lead", DAY)
    accept_state(register.folder, seal, "released on the other machine", "data-lead", DAY)
    assert len(register.records()) == 2
    add("2")
    assert [row.reason for row in seal.read().acceptances] == ["released on the other machine"]


def test_a_register_without_its_seal_is_not_trusted(register: Register, seal, add) -> None:
    add("1")
    seal.path.unlink()
    with pytest.raises(StoreError, match="seal: is not there, and releases are"):
        add("2")


def test_a_seal_that_is_none_is_refused(register: Register, seal: SealFile, add) -> None:
    add("1")
    for text in ("", "[]", "{}", '{"format": 2, "releases": {}, "next": null, "accepted": []}'):
        seal.path.write_text(text)
        with pytest.raises(StoreError, match="the register's seal cannot be read"):
            register.records()


@pytest.mark.parametrize("after_rename", [False, True])
def test_a_cut_between_the_register_and_its_seal_loses_nothing(
    register: Register, seal: SealFile, add, monkeypatch: pytest.MonkeyPatch, after_rename: bool
) -> None:
    """The process ends as the folder is put in its place, or before the seal is told of it."""
    add("1")
    rename, write = Path.rename, SealFile.write

    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    def write_once(store: SealFile, state) -> None:
        if state.next_digests is None:
            raise KeyboardInterrupt
        write(store, state)

    if after_rename:
        monkeypatch.setattr(SealFile, "write", write_once)
    else:
        monkeypatch.setattr(Path, "rename", stop)
    with pytest.raises(KeyboardInterrupt):
        add("2")
    monkeypatch.setattr(SealFile, "write", write)
    monkeypatch.setattr(Path, "rename", rename)
    assert len(register.records()) == (2 if after_rename else 1)
    add("3")
    assert json.loads(seal.path.read_text())["next"] is None


def test_a_seal_that_cannot_be_written_stops_the_release(
    register: Register, add, tmp_path: Path
) -> None:
    add("1")
    blocked = Register(register.folder, seal=SealFile(tmp_path / "file" / "seal.json"))
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="seal"):
        blocked.records()
