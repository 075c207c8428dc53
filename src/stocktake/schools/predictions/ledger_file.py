"""Keeps a ledger in a file: one line of JSON for each entry, the earlier lines never rewritten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from stocktake.disclosure.register_files import try_lock, write_whole
from stocktake.schools.predictions.entry import LedgerEntry
from stocktake.schools.predictions.ledger import Addition, Ledger
from stocktake.standards.errors import Fault, StoreError

LARGEST_BYTES = 200_000_000
"""Far more than a county returns in a lifetime."""


class LedgerFile:
    """A ledger in a file.

    Parameters
    ----------
    path : Path
        Ends in ``.jsonl``; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Ledger:
        """The ledger; an empty one where the file is not there.

        Raises
        ------
        StoreError
            A line is no entry, or an entry was changed, taken away or put in between.
        """
        return _parse(self.path.name, self._content())

    def add(
        self,
        additions: Sequence[Addition],
        *,
        recorded_on: date,
        newest: Mapping[int, int] | None = None,
    ) -> Ledger:
        """Enter predictions, all or none; what is there stays byte for byte.

        Raises
        ------
        InputError
            As :meth:`Ledger.add` has it.
        StoreError
            Another process is adding, or the file cannot be written.
        """
        with self._lock():
            content = self._content()
            ledger = _parse(self.path.name, content)
            longer = ledger.add(additions, recorded_on=recorded_on, newest=newest)
            lines = b"".join(_line(entry) for entry in longer.entries[len(ledger.entries) :])
            try:
                write_whole(self.path, content + lines)
            except OSError as error:
                raise self._cannot_write(error) from None
        return longer

    def _content(self) -> bytes:
        try:
            if self.path.stat().st_size > LARGEST_BYTES:
                raise _damaged(self.path.name, "is larger than any ledger")
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            fault = Fault(self.path.name, error.strerror or type(error).__name__, "a ledger")
            raise StoreError("the ledger of predictions cannot be read", [fault]) from None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        lock = self.path.with_name(f".{self.path.name}.lock")
        try:
            descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise self._cannot_write(error) from None
        try:
            if not try_lock(descriptor):
                fault = Fault(self.path.name, "predictions are being entered", "", "try again then")
                raise StoreError("the ledger of predictions is in use", [fault])
            yield
        finally:
            os.close(descriptor)

    def _cannot_write(self, error: OSError) -> StoreError:
        reason = error.strerror or type(error).__name__
        fault = Fault(self.path.name, reason, "a folder with room to write in")
        return StoreError("nothing was entered in the ledger of predictions", [fault])


def is_ledger(path: Path) -> bool:
    """Whether a file is a ledger by its name and first line, and no form."""
    if path.suffix.lower() != ".jsonl":
        return False
    with suppress(OSError), path.open("rb") as stream:
        first = stream.read(1)
        return first in (b"", b"{")
    return False


def _line(entry: LedgerEntry) -> bytes:
    text = json.dumps(entry.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


def _parse(name: str, content: bytes) -> Ledger:
    if content and not content.endswith(b"\n"):
        raise _damaged(name, "ends in the middle of an entry")
    entries = []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            entries.append(LedgerEntry.model_validate_json(line))
        except ValidationError:
            raise _damaged(f"{name}: line {number}", "is no entry of a ledger") from None
    return Ledger(tuple(entries))


def _damaged(location: str, problem: str) -> StoreError:
    fault = Fault(location, problem, "", "bring the ledger back from a copy")
    return StoreError("the ledger of predictions is damaged", [fault])
