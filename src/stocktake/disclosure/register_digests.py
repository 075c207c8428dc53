"""What a register's folder holds, as digests: of every release, and of every table that waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from stocktake.disclosure.register_files import (
    FIGURES,
    PROMISES,
    PUBLISHED_TABLE,
    RECALL,
    RECORD,
    digest,
)

WITNESSED_FILES = (PUBLISHED_TABLE, RECORD, PROMISES, FIGURES, RECALL)
QUEUE = ".queue"
REQUEST, WAITING_TABLE, OUTCOME = "request.json", "table.sealed", "outcome.json"
Digests = Mapping[str, str]
"""The digest of each release's files, by its id; of each request's, by ``.queue/`` and its id."""


def read_digests(folder: Path, without: str = "") -> dict[str, str]:
    """The digest of every release and request that a folder holds, one left out if wished."""
    if not folder.is_dir():
        return {}
    digests = {
        f"{path.parent.name}/{path.name}": release_digest(_files(path, WITNESSED_FILES))
        for path in sorted(folder.glob("*/*"))
        if path.is_dir()
        and not path.name.startswith(".")
        and not path.parent.name.startswith(".")
        and f"{path.parent.name}/{path.name}" != without
    }
    for path in sorted(folder.glob(f"{QUEUE}/*/{REQUEST}")):
        name = f"{QUEUE}/{path.parent.name}"
        if name != without and not path.parent.name.startswith("."):
            digests[name] = request_digest(_files(path.parent, (REQUEST, WAITING_TABLE, OUTCOME)))
    return digests


def release_digest(files: Mapping[str, bytes]) -> str:
    """The digest of a release's files; others than those that are witnessed do not count."""
    return _digest_of({name: files[name] for name in WITNESSED_FILES if name in files})


def request_digest(files: Mapping[str, bytes]) -> str:
    """The digest of a request's files: what was asked, the table until it is decided, the outcome.

    The table as it would leave has its digest in the request.
    """
    names = (REQUEST, OUTCOME) if OUTCOME in files else (REQUEST, WAITING_TABLE)
    return _digest_of({name: files[name] for name in names if name in files})


def _files(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


def releases_of(digests: Digests) -> dict[str, str]:
    """Those of the releases, without what waits."""
    return {name: value for name, value in digests.items() if not name.startswith(f"{QUEUE}/")}


def _digest_of(files: Mapping[str, bytes]) -> str:
    lines = "".join(f"{name} {digest(files[name])}\n" for name in sorted(files))
    return digest(lines.encode("utf-8"))
