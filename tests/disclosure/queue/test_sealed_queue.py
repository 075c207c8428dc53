"""The queue under the register's seal: what waits cannot be edited, removed or put back unseen."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.disclosure import Register, parse_structure
from stocktake.disclosure.queue import Checkers, ReleaseQueue, Request
from stocktake.disclosure.register_seal import SealFile, accept_state
from stocktake.standards.errors import StoreError

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
CHECKERS = Checkers(title="checkers", roles=("head-of-service",))


@pytest.fixture
def seal(tmp_path: Path) -> SealFile:
    return SealFile(tmp_path / "elsewhere" / "seal.json")


@pytest.fixture
def queue(tmp_path: Path, seal: SealFile) -> ReleaseQueue:
    return ReleaseQueue(Register(tmp_path / "register", seal=seal), checkers=CHECKERS)


def ask(queue: ReleaseQueue, name: str = "pupils", none_count: int = 217) -> Request:
    frame = pl.DataFrame(
        {
            "need": ["Total", "None", "Support", "Plan"],
            "n": [none_count + 40, none_count, 37, 3],
        }
    )
    return queue.ask(
        frame, STRUCTURE, "stocktake_default", "analyst", DAY, name=name, purpose="for the board"
    )


def test_a_queue_that_is_as_it_was_left_goes_on(queue: ReleaseQueue) -> None:
    first, second = ask(queue), ask(queue, "others")
    queue.refuse(second.id, "head-of-service", "merge first", DAY)
    third = ask(queue, "others")
    queue.approve(first.id, "head-of-service", "fine", DAY)
    assert [request.id for request in queue.waiting()] == [third.id]
    assert len(queue.register.records()) == 1


def test_an_edited_request_is_noticed(queue: ReleaseQueue) -> None:
    """Its purpose in other words, and the check that asked for a reason without it."""
    request = ask(queue)
    path = queue.register.folder / ".queue" / request.id / "request.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content | {"purpose": "agreed with the head"}), encoding="utf-8")
    for attempt in (
        queue.waiting,
        lambda: queue.get(request.id),
        lambda: queue.approve(request.id, "head-of-service", "fine", DAY),
        queue.register.records,
    ):
        with pytest.raises(StoreError) as refusal:
            attempt()
        assert f".queue/{request.id}: is not what was written" in str(refusal.value)


def test_a_removed_request_is_noticed(queue: ReleaseQueue) -> None:
    request = ask(queue)
    shutil.rmtree(queue.register.folder / ".queue" / request.id)
    with pytest.raises(StoreError, match="is no longer there"):
        queue.waiting()


def test_a_decided_request_that_is_put_back_to_wait_is_noticed(queue: ReleaseQueue) -> None:
    request = ask(queue)
    folder = queue.register.folder / ".queue" / request.id
    table = (folder / "table.sealed").read_bytes()
    queue.refuse(request.id, "head-of-service", "too many small groups", DAY)
    (folder / "outcome.json").unlink()
    (folder / "table.sealed").write_bytes(table)
    with pytest.raises(StoreError, match="is not what was written"):
        queue.approve(request.id, "head-of-service", "fine", DAY)


def test_a_request_that_nobody_asked_is_noticed(queue: ReleaseQueue) -> None:
    request = ask(queue)
    folder = queue.register.folder / ".queue"
    other_id = request.id[:-1] + ("0" if request.id[-1] != "0" else "1")
    shutil.copytree(folder / request.id, folder / other_id)
    with pytest.raises(StoreError, match="was added without the seal"):
        queue.waiting()


def test_a_changed_state_can_be_taken_for_right_with_a_reason(
    queue: ReleaseQueue, seal: SealFile
) -> None:
    request = ask(queue)
    shutil.rmtree(queue.register.folder / ".queue" / request.id)
    accepted = accept_state(queue.register.folder, seal, "removed on purpose", "data-lead", DAY)
    assert accepted.releases_count == 0
    assert queue.waiting() == ()


def test_a_seal_of_an_earlier_version_knows_the_releases_alone(
    queue: ReleaseQueue, seal: SealFile
) -> None:
    """From the next change on it knows what waits as well."""
    first = ask(queue)
    content = json.loads(seal.path.read_text(encoding="utf-8"))
    del content["knows_queue"]
    content["releases"] = {}
    seal.path.write_text(json.dumps(content), encoding="utf-8")
    assert queue.waiting() == (first,)
    ask(queue, "others")
    shutil.rmtree(queue.register.folder / ".queue" / first.id)
    with pytest.raises(StoreError, match="is no longer there"):
        queue.waiting()


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_between_the_seal_and_the_queue_leaves_either_state_right(
    queue: ReleaseQueue, seal: SealFile, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    ask(queue)
    write, calls = SealFile.write, 0

    def cut_off(self: SealFile, content) -> None:
        nonlocal calls
        calls += 1
        if calls == cut:
            raise StoreError("the power went", [])
        write(self, content)

    monkeypatch.setattr(SealFile, "write", cut_off)
    with pytest.raises(StoreError, match="the power went"):
        ask(queue, "others")
    monkeypatch.setattr(SealFile, "write", write)
    assert len(queue.waiting()) == cut
    ask(queue, "a-third")
    assert len(queue.waiting()) == cut + 1
