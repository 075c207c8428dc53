"""The files of the queue: what waits, what would leave, what came of it; one person at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from stocktake.disclosure.queue.request import Outcome, Request
from stocktake.disclosure.register import RegisterInUseError
from stocktake.disclosure.register_files import (
    LOCK,
    cannot_write,
    damaged,
    digest,
    try_lock,
    write_whole,
)
from stocktake.standards.errors import Fault

QUEUE = ".queue"
REQUEST, TABLE, PREVIEW, OUTCOME = "request.json", "table.sealed", "preview.csv", "outcome.json"


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


def write_request(folder: Path, request: Request, csv: str) -> None:
    """Write what would leave, then what is asked."""
    write_whole(folder / PREVIEW, csv.encode("utf-8"))
    text = request.model_dump_json(indent=2, exclude={"outcome"})
    write_whole(folder / REQUEST, text.encode("utf-8"))


def write_outcome(folder: Path, outcome: Outcome) -> None:
    """Write what came of a request; the true table leaves the queue.

    Raises
    ------
    StoreError
        The folder cannot be written to.
    """
    try:
        write_whole(folder / OUTCOME, outcome.model_dump_json(indent=2).encode("utf-8"))
        (folder / TABLE).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None


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
