"""The file of a store's keys: made once, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from stocktake.cli import params

if TYPE_CHECKING:
    from stocktake.pupils.store import StoreKeys


def make_keys(path: Path) -> None:
    """Write new keys to a file that is not there yet, which only its owner can read.

    Raises
    ------
    UsageError
        The file exists: replacing it would close a store for ever.
    """
    from stocktake.cli.output import cannot_write
    from stocktake.pupils.store import StoreKeys, write_keys
    from stocktake.pupils.store.keys import KEY_BYTES
    from stocktake.standards.errors import Fault, UsageError

    keys = StoreKeys(data=secrets.token_bytes(KEY_BYTES), pseudonyms=secrets.token_bytes(KEY_BYTES))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        problem = "exists already, and whatever it opens would be lost with it"
        raise UsageError("no keys were made", [Fault(str(path), problem, "another file")]) from None
    except OSError as error:
        raise cannot_write(path, error) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(write_keys(keys))


def keys_of(path: Path) -> StoreKeys:
    """Read a key file, with a word to the person where others can read it too."""
    from stocktake.pupils.store import read_keys
    from stocktake.standards.errors import Fault, StoreError

    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        # Windows has no such bits; there the folder's own rights decide.
        open_to_others = os.name != "nt" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    except OSError as error:
        fault = Fault(str(path), error.strerror or "cannot be opened", "a file of keys")
        raise StoreError("the keys cannot be read", [fault]) from None
    if open_to_others:
        params.say(f"{path} can be read by others on this machine: take that right away from them")
    return read_keys(text, path.name)
