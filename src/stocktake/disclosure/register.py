"""The register of releases: what has been let out, under which rules, and what must stay hidden.

A register is a folder. A release is one folder in it, ``<name>/<date>-<sha12>/``, with the printed
table as it left (``printed.csv``), the record (``record.json``) and the intervals that were
promised (``promises.json``). It is written next to its place, flushed and renamed; nothing is ever
changed or removed. A release that was recalled stays: what is out is known. No figure that a
release hides is kept here.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from stocktake.disclosure.cells import CellId
from stocktake.disclosure.published_table import attacked_structure, read_csv_text
from stocktake.disclosure.record import Recall, Record, check_words, parse_record, record_text
from stocktake.disclosure.structure import Structure, Table
from stocktake.standards.errors import Fault, StoreError, UsageError, nearest

PUBLISHED_TABLE, RECORD, PROMISES, RECALL = (
    "printed.csv",
    "record.json",
    "promises.json",
    "recall.json",
)
LOCK = ".lock"
UNFINISHED = ".incoming-"


@dataclass(frozen=True)
class Promise:
    """What must stay possible of a cell hidden for its own sake.

    Parameters
    ----------
    cell : CellId
        A printed one, or a remainder or complement that no table prints.
    low, high : float
        A count's interval, the same for all small counts, so that it tells nothing of this one.
    percent : float or None
        For a sum: how far its bounds must be apart at least, as a share of their middle.
    """

    cell: CellId
    low: float = 0.0
    high: float = 0.0
    percent: float | None = None


@dataclass(frozen=True)
class Earlier:
    """One release as the register keeps it.

    Parameters
    ----------
    record : Record
    csv : bytes
        The printed table.
    promises : tuple of Promise
    """

    record: Record
    csv: bytes
    promises: tuple[Promise, ...]

    @cached_property
    def table(self) -> Table:
        """The printed table with its structure, as an outsider links it with others."""
        structure = Structure.model_validate(self.record.structure)
        frame = read_csv_text(self.csv)
        return Table(frame, attacked_structure(structure), self.record.id)


class Register:
    """A folder that remembers every release.

    Parameters
    ----------
    folder : Path
        It need not exist before the first release.

    Examples
    --------
    >>> Register(Path("no-such-folder")).records()
    ()
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def records(self) -> tuple[Record, ...]:
        """Every record, in the order of release; recalled ones say so.

        Raises
        ------
        StoreError
            A record is damaged, was changed, or is missing.
        """
        return tuple(release.record for release in self.releases())

    def releases(self) -> tuple[Earlier, ...]:
        """Every release with its printed table, in the order of release.

        Raises
        ------
        StoreError
            A record is damaged, was changed, or is missing: without it nobody can tell what a
            further release would uncover.
        """
        if not self.folder.is_dir():
            return ()
        release_paths = [
            (_read(path.parent), path)
            for path in self.folder.glob(f"*/*/{RECORD}")
            if not path.parent.name.startswith(UNFINISHED)
        ]
        release_paths.sort(key=lambda pair: pair[0].record.number)
        previous = ""
        for number, (release, path) in enumerate(release_paths, start=1):
            if release.record.number != number or release.record.previous_sha256 != previous:
                problem = (
                    f"is no. {release.record.number}, and what should come before it is not there"
                )
                raise _damaged(release.record.id, problem)
            previous = _digest(path.read_bytes())
        return tuple(release for release, _ in release_paths)

    def get(self, record_id: str) -> Record:
        """The record of an id.

        Raises
        ------
        UsageError
            There is none.
        """
        records_by_id = {record.id: record for record in self.records()}
        if record_id not in records_by_id:
            hint = nearest(record_id, records_by_id)
            raise UsageError(
                "no such release", [Fault("", f"the register has no {record_id!r}", "", hint)]
            )
        return records_by_id[record_id]

    def recall(self, record_id: str, reason: str, by: str, as_of: date) -> Recall:
        """Write down that a release was taken back.

        What was out stays known, and further releases are still held against it.

        Parameters
        ----------
        record_id, reason : str
        by : str
            A role or an account's id.
        as_of : date

        Raises
        ------
        UsageError
            No such release, already recalled, no reason, or ``by`` is no role.
        """
        with self.writing():
            record = self.get(record_id)
            check_words(record.name, by)
            if record.recall is not None:
                raise UsageError(f"{record_id} was recalled before, on {record.recall.as_of}")
            if not reason.strip():
                raise UsageError("a recall needs its reason")
            recall = Recall(record_id, reason.strip(), by, as_of)
            text = json.dumps(asdict(recall) | {"as_of": as_of.isoformat()}, ensure_ascii=False)
            _write_whole(self.folder / record_id / RECALL, text.encode("utf-8"))
            return recall

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the register, so that no two releases are decided without knowing each other.

        Raises
        ------
        StoreError
            Another process holds it, or the folder cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _cannot_write(self.folder, error) from None
        try:
            if not _try_lock(descriptor):
                fault = Fault(str(self.folder), "a release is being made", "", "try again then")
                raise StoreError("the register is in use", [fault])
            yield
        finally:
            os.close(descriptor)

    def keep(self, record: Record, csv: bytes, promises: Sequence[Promise]) -> Record:
        """Write a release down; the caller holds the register.

        Returns
        -------
        Record
            With its number, and the digest of the one before.

        Raises
        ------
        StoreError
            The folder cannot be written to; nothing is kept then.
        """
        all_releases = self.releases()
        if all_releases:
            last = self.folder / all_releases[-1].record.id / RECORD
            record = replace(record, previous_sha256=_digest(last.read_bytes()))
        record = replace(record, number=len(all_releases) + 1)
        target = self.folder / record.id
        beside = target.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
        promise_rows = [_promise_row(promise) for promise in promises]
        try:
            beside.mkdir(parents=True)
            _write_whole(beside / PUBLISHED_TABLE, csv)
            _write_whole(
                beside / PROMISES, json.dumps(promise_rows, ensure_ascii=False).encode("utf-8")
            )
            _write_whole(beside / RECORD, record_text(record).encode("utf-8"))
            beside.rename(target)
        except OSError as error:
            raise _cannot_write(self.folder, error) from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return record


def _read(folder: Path) -> Earlier:
    name = f"{folder.parent.name}/{folder.name}"
    try:
        record = parse_record((folder / RECORD).read_text(encoding="utf-8"))
        csv = (folder / PUBLISHED_TABLE).read_bytes()
        promise_rows = json.loads((folder / PROMISES).read_text(encoding="utf-8"))
        promises = tuple(_promise(row) for row in promise_rows)
        if (folder / RECALL).exists():
            recall_text = json.loads((folder / RECALL).read_text(encoding="utf-8"))
            recall_text["as_of"] = date.fromisoformat(recall_text["as_of"])
            record = replace(record, recall=Recall(**recall_text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(name, f"cannot be read ({type(error).__name__})") from None
    if record.id != name or _digest(csv) != record.sha256:
        raise _damaged(name, "is not what was written")
    return Earlier(record, csv, promises)


def _promise_row(promise: Promise) -> dict[str, object]:
    return asdict(promise)


def _promise(row: dict[str, object]) -> Promise:
    cell = dict(row["cell"])  # type: ignore[call-overload]
    cell["items"] = tuple((name, item) for name, item in cell["items"])
    return Promise(**(row | {"cell": CellId(**cell)}))  # type: ignore[arg-type]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_whole(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{UNFINISHED}{uuid.uuid4().hex}")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def _try_lock(descriptor: int) -> bool:
    """Whether we hold the file now; the system releases it when the process ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _damaged(name: str, problem: str) -> StoreError:
    fix = "bring the register back from a copy; nothing is released without it"
    return StoreError("the register of releases is damaged", [Fault(name, problem, "", fix)])


def _cannot_write(folder: Path, error: OSError) -> StoreError:
    reason = error.strerror or type(error).__name__
    return StoreError(
        "the register cannot be written to",
        [Fault(str(folder), reason, "a folder with room to write in", "nothing was released")],
    )
