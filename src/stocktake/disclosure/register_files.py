"""The files of a register: each written whole and flushed, so that a cut leaves nothing."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import uuid
from pathlib import Path
from typing import Any, NoReturn

from stocktake.standards.errors import Fault, StoreError

PUBLISHED_TABLE, RECORD, PROMISES, RECALL = (
    "printed.csv",
    "record.json",
    "promises.json",
    "recall.json",
)
FIGURES, PROOFS = "figures.sealed", "proofs.sealed"
LOCK, KEY = ".lock", ".key"
UNFINISHED = ".incoming-"
KEY_BYTES = 32


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file next to its place, flush it, then put it there."""
    beside = path.with_name(f"{UNFINISHED}{uuid.uuid4().hex}")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def read_key(folder: Path) -> bytes | None:
    """The register's own key; None where it has none.

    Raises
    ------
    StoreError
        The file is there and holds no key.
    """
    path = folder / KEY
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise damaged(KEY, "is no key")
    return key


def make_key(folder: Path) -> bytes:
    """A new key for a register, in a file that its owner alone can read.

    Raises
    ------
    OSError
        It cannot be written.
    """
    key = secrets.token_bytes(KEY_BYTES)
    beside = folder / f"{UNFINISHED}{uuid.uuid4().hex}"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(folder / KEY)
    return key


def read_json(text: str | bytes) -> Any:
    """JSON as a register has it: with finite numbers, and not nested without end.

    Raises
    ------
    ValueError
        It is something else.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no figure")


def release_folders(folder: Path) -> list[Path]:
    """The folder of each release; a printed table alone is a release without its record.

    Raises
    ------
    StoreError
        A record is missing.
    """
    with_record, with_table = (
        {path.parent for path in folder.glob(f"*/*/{name}")} for name in (RECORD, PUBLISHED_TABLE)
    )
    for path in sorted(with_table - with_record):
        if not path.name.startswith(UNFINISHED):
            raise damaged(f"{path.parent.name}/{path.name}", f"has no {RECORD}")
    return [path for path in with_record if not path.name.startswith(UNFINISHED)]


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def try_lock(descriptor: int) -> bool:
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


def damaged(name: str, problem: str) -> StoreError:
    """The error of a register that is not as it was written."""
    fix = "bring the register back from a copy; nothing is released without it"
    return StoreError("the register of releases is damaged", [Fault(name, problem, "", fix)])


def cannot_write(folder: Path, error: OSError) -> StoreError:
    """The error of a register in which nothing can be kept."""
    reason = error.strerror or type(error).__name__
    return StoreError(
        "the register cannot be written to",
        [Fault(str(folder), reason, "a folder with room to write in", "nothing was released")],
    )


def cannot_open(name: str) -> StoreError:
    """No key opens what was sealed: another key, or another file in its place."""
    fix = "give the key with which the register is kept, or bring the file back from a copy"
    problem = "no key opens it, or it was changed"
    return StoreError(
        "the register's sealed figures cannot be read", [Fault(name, problem, "", fix)]
    )
