"""Takes a release out of the store's answers without changing a byte of it.

A note next to its description says who withdrew it, when and why. The release stays where it is,
for whoever must know what was once shown; no figure, chart or page is made from it any more.
"""

from __future__ import annotations

import os
import uuid
from datetime import date
from pathlib import Path

import tomli_w

from stocktake.standards.errors import Fault, StoreError, UsageError

WITHDRAWN_FILE = "withdrawn.toml"


def is_withdrawn(folder: Path) -> bool:
    """Whether the release of a folder was taken out of the answers."""
    return (folder / WITHDRAWN_FILE).exists()


def withdraw_release(folder: Path, *, reason: str, by: str, as_of: date) -> None:
    """Take a release out of the answers, on whatever day they are for.

    Parameters
    ----------
    folder : Path
        Of the release in the store.
    reason, by : str
        ``by`` is a role or an account's id.
    as_of : date

    Raises
    ------
    UsageError
        No reason.
    StoreError
        The note cannot be written.
    """
    if not reason.strip():
        raise UsageError("a withdrawal needs its reason")
    if is_withdrawn(folder):
        return
    note = {"reason": reason.strip(), "by": by, "as_of": as_of}
    beside = folder / f".incoming-{uuid.uuid4().hex}"
    try:
        with beside.open("wb") as stream:
            stream.write(tomli_w.dumps(note).encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(folder / WITHDRAWN_FILE)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        fault = Fault(str(folder), problem, "a folder with room to write in", "try again")
        raise StoreError("the release cannot be withdrawn", [fault]) from None
