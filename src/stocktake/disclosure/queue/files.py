"""The files of the queue: what waits, what would leave, what came of it; one person at a time."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from stocktake.disclosure.queue.request import Outcome, Request
from stocktake.disclosure.register import Register, RegisterInUseError
from stocktake.disclosure.register_digests import OUTCOME, QUEUE, REQUEST, WAITING_TABLE
from stocktake.disclosure.register_files import (
    LOCK,
    UNFINISHED,
    cannot_write,
    damaged,
    digest,
    files_in,
    try_lock,
    write_whole,
)
from stocktake.standards.errors import Fault

TABLE, PREVIEW = WAITING_TABLE, "preview.csv"


def sealed_name(request_id: str) -> str:
    """The name under which a table that waits is sealed."""
    return f"{QUEUE}/{request_id}/{TABLE}"


def is_decided(folder: Path) -> bool:
    """Whether an outcome was written down; nothing is read for it."""
    return (folder / OUTCOME).exists()


def read_request(folder: Path) -> Request:
    """A request and, where it was decided, its outcome.

    Raises
    ------
    StoreError
        It is damaged.
    """
    try:
        request = Request.model_validate_json((folder / REQUEST).read_bytes())
        if request.id != folder.name:
            raise ValueError
        if is_decided(folder):
            outcome = Outcome.model_validate_json((folder / OUTCOME).read_bytes())
            request = request.model_copy(update={"outcome": outcome})
    except (OSError, ValueError, ValidationError):
        raise damaged(f"{QUEUE}/{folder.name}", "cannot be read") from None
    return request


def read_preview(folder: Path, request: Request) -> str:
    """The table as it would leave.

    Raises
    ------
    StoreError
        It is not the one of the request: somebody would decide on what does not leave.
    """
    try:
        data = (folder / PREVIEW).read_bytes()
    except OSError:
        raise damaged(f"{QUEUE}/{folder.name}", f"has no {PREVIEW}") from None
    if digest(data) != request.sha256:
        raise damaged(f"{QUEUE}/{folder.name}", f"has a {PREVIEW} that is not its own")
    return data.decode("utf-8")


def write_new(register: Register, request: Request, csv: str, sealed_table: bytes) -> None:
    """Put a request into the queue whole, and tell the register's seal.

    Raises
    ------
    StoreError
        The folder cannot be written to; nothing waits then.
    """
    folder = register.folder / QUEUE / request.id
    beside = folder.parent / f"{UNFINISHED}{uuid.uuid4().hex}"
    files = {TABLE: sealed_table, PREVIEW: csv.encode("utf-8"), REQUEST: _request_bytes(request)}
    try:
        beside.mkdir(parents=True)
        for name, data in files.items():
            write_whole(beside / name, data)
        with register.sealed(f"{QUEUE}/{request.id}", files):
            beside.rename(folder)
    except OSError as error:
        raise cannot_write(folder, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_request(register: Register, request: Request, csv: str) -> None:
    """Write what would leave now, then what is asked; the seal records it.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    folder = register.folder / QUEUE / request.id
    data = _request_bytes(request)
    try:
        write_whole(folder / PREVIEW, csv.encode("utf-8"))
        with register.sealed(f"{QUEUE}/{request.id}", files_in(folder) | {REQUEST: data}):
            write_whole(folder / REQUEST, data)
    except OSError as error:
        raise cannot_write(folder, error) from None


def write_outcome(register: Register, request_id: str, outcome: Outcome) -> None:
    """Write what came of a request, and tell the seal; the true table leaves the queue.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    folder = register.folder / QUEUE / request_id
    data = outcome.model_dump_json(indent=2).encode("utf-8")
    try:
        with register.sealed(f"{QUEUE}/{request_id}", files_in(folder) | {OUTCOME: data}):
            write_whole(folder / OUTCOME, data)
        (folder / TABLE).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


def _request_bytes(request: Request) -> bytes:
    return request.model_dump_json(indent=2, exclude={"outcome"}).encode("utf-8")


@contextmanager
def hold_queue(folder: Path) -> Iterator[None]:
    """Hold a register's queue, so that no table is asked for twice or decided by two at once.

    Parameters
    ----------
    folder : Path
        The register's.

    Raises
    ------
    RegisterInUseError
        Another person asks or decides at this moment.
    StoreError
        The folder cannot be written to.
    """
    queue = folder / QUEUE
    try:
        queue.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(queue / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        if not try_lock(descriptor):
            fault = Fault(str(folder), "a table is asked for or decided", "", "try again then")
            raise RegisterInUseError("the queue is in use", [fault])
        yield
    finally:
        os.close(descriptor)
