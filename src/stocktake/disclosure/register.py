"""The register of releases: what has been let out, under which rules, and what must stay hidden.

A register is a folder. A release is one folder in it, ``<name>/<date>-<sha12>/``, with the printed
table as it left (``printed.csv``), the record (``record.json``) and the intervals that were
promised (``promises.json``). The true figures (``figures.sealed``) and the proofs
(``proofs.sealed``) lie next to them, sealed: without them nobody could tell what a school that
knows its own figures derives from two releases together. All is written next to its place, flushed
and renamed; nothing is ever changed or removed. A release that was recalled stays: what is out is
known.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from stocktake.disclosure.earlier import Earlier, Promise, promises_text, read_release
from stocktake.disclosure.record import Recall, Record, check_words, record_text
from stocktake.disclosure.register_files import (
    LOCK,
    PROMISES,
    PUBLISHED_TABLE,
    RECALL,
    RECORD,
    UNFINISHED,
    cannot_write,
    damaged,
    digest,
    files_in,
    make_key,
    read_key,
    release_folders,
    try_lock,
    write_whole,
)
from stocktake.disclosure.register_seal import SealStore, check_seal, sealed_change
from stocktake.disclosure.seal import seal, sealing_key, unseal
from stocktake.standards.errors import Fault, StoreError, UsageError, nearest


class RegisterInUseError(StoreError):
    """Somebody else holds the register at this moment; the same can be tried again."""


class Register:
    """A folder that remembers every release.

    Parameters
    ----------
    folder : Path
        It need not exist before the first release.
    key : bytes, optional
        Seals the hidden figures, from sixteen bytes. Without one the register makes its own and
        keeps it in ``.key``, which its owner alone can read: leave that file out of copies that
        others can open, and keep a copy of it elsewhere.
    seal : SealStore, optional
        Kept elsewhere by the caller. With it the register notices that its end was edited, that it
        was returned to an earlier state, or removed.

    Examples
    --------
    >>> Register(Path("no-such-folder")).records()
    ()
    """

    def __init__(
        self, folder: Path, *, key: bytes | None = None, seal: SealStore | None = None
    ) -> None:
        self.folder = folder
        self._secret = key
        self._seal = seal

    def __repr__(self) -> str:
        return f"Register({str(self.folder)!r})"

    def _keys(self) -> tuple[bytes, ...]:
        """The keys that may open what is sealed here; the first one seals."""
        secrets = (self._secret, read_key(self.folder))
        return tuple(sealing_key(secret) for secret in secrets if secret is not None)

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
        self.check_seal()
        if not self.folder.is_dir():
            return ()
        keys = self._keys()
        release_paths = [
            (read_release(path, keys), path / RECORD) for path in release_folders(self.folder)
        ]
        release_paths.sort(key=lambda pair: pair[0].record.number)
        previous = ""
        for number, (release, path) in enumerate(release_paths, start=1):
            if release.record.number != number or release.record.previous_sha256 != previous:
                problem = (
                    f"is no. {release.record.number}, and what should come before it is not there"
                )
                raise damaged(release.record.id, problem)
            previous = digest(path.read_bytes())
        return tuple(release for release, _ in release_paths)

    def get(self, record_id: str) -> Record:
        """The record of an id.

        Raises
        ------
        UsageError
            There is none.
        """
        return self.get_release(record_id).record

    def get_release(self, record_id: str) -> Earlier:
        """The release of an id, with its printed table.

        Raises
        ------
        UsageError
            There is none.
        """
        releases = {release.record.id: release for release in self.releases()}
        if record_id not in releases:
            hint = nearest(record_id, releases)
            raise UsageError(
                "no such release", [Fault("", f"the register has no {record_id!r}", "", hint)]
            )
        return releases[record_id]

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
            self.check_recall(record_id, reason, by)
            recall = Recall(record_id, reason.strip(), by, as_of)
            text = json.dumps(asdict(recall) | {"as_of": as_of.isoformat()}, ensure_ascii=False)
            data = text.encode("utf-8")
            files = files_in(self.folder / record_id) | {RECALL: data}
            with sealed_change(self.folder, self._seal, record_id, files):
                write_whole(self.folder / record_id / RECALL, data)
            return recall

    def check_seal(self) -> None:
        """Refuse a register that is not as its seal knows it; without a seal nothing is known.

        Raises
        ------
        StoreError
            It was edited, cut short, returned to an earlier state or removed.
        """
        if self._seal is not None:
            check_seal(self.folder, self._seal)

    @contextmanager
    def sealed(self, name: str, files: Mapping[str, bytes]) -> Iterator[None]:
        """Hold the register while a request of its queue is changed, and tell the seal.

        Raises
        ------
        RegisterInUseError
            A release is being made.
        """
        with self.writing(), sealed_change(self.folder, self._seal, name, files):
            yield

    def encrypt(self, content: bytes, name: str) -> bytes:
        """Seal something with the register's key, under a name; the folder must be there."""
        key = (self._keys() or (sealing_key(make_key(self.folder)),))[0]
        return seal(content, key, name)

    def decrypt(self, content: bytes, name: str) -> bytes | None:
        """What was sealed; None where no key opens it under that name, or it was changed."""
        return unseal(content, self._keys(), name)

    def check_recall(self, record_id: str, reason: str, by: str) -> None:
        """Refuse what :meth:`recall` would refuse, and write nothing.

        Raises
        ------
        UsageError
            As :meth:`recall` says.
        """
        record = self.get(record_id)
        check_words(record.name, by)
        if record.recall is not None:
            raise UsageError(f"{record_id} was recalled before, on {record.recall.as_of}")
        if not reason.strip():
            raise UsageError("a recall needs its reason")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the register, so that no two releases are decided without knowing each other.

        Raises
        ------
        RegisterInUseError
            Another process holds it.
        StoreError
            The folder cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise cannot_write(self.folder, error) from None
        try:
            if not try_lock(descriptor):
                fault = Fault(str(self.folder), "a release is being made", "", "try again then")
                raise RegisterInUseError("the register is in use", [fault])
            yield
        finally:
            os.close(descriptor)

    def keep(
        self,
        record: Record,
        csv: bytes,
        promises: Sequence[Promise],
        *,
        sealed: Mapping[str, bytes] | None = None,
    ) -> Record:
        """Write a release down; the caller holds the register.

        Parameters
        ----------
        record : Record
        csv : bytes
            The printed table.
        promises : sequence of Promise
        sealed : mapping of str to bytes, optional
            What nobody may read without the key, by the name of its file.

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
            record = replace(record, previous_sha256=digest(last.read_bytes()))
        record = replace(record, number=len(all_releases) + 1)
        target = self.folder / record.id
        beside = target.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
        try:
            beside.mkdir(parents=True)
            for name, content in (sealed or {}).items():
                write_whole(beside / name, self.encrypt(content, f"{record.id}/{name}"))
            write_whole(beside / PUBLISHED_TABLE, csv)
            write_whole(beside / PROMISES, promises_text(promises).encode("utf-8"))
            write_whole(beside / RECORD, record_text(record).encode("utf-8"))
            with sealed_change(self.folder, self._seal, record.id, files_in(beside)):
                beside.rename(target)
        except OSError as error:
            raise cannot_write(self.folder, error) from None
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return record
