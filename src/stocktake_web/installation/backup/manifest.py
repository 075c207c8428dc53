"""What a back-up says of itself: when, of which database, which releases, whether it is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

MANIFEST_FILE = "manifest.json"
FORMAT = "stocktake-backup/1"


class BackupError(Exception):
    """A back-up cannot be made or put back; says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What lies next to the copy of a database.

    Parameters
    ----------
    made_at : str
        Moment in UTC, ISO 8601.
    file : str
        Name of the file that holds the copy.
    sha256 : str
        Digest of its bytes.
    migrations : list of str
        The migrations that the database had, as ``app.name``.
    chains : list of str
        Ends of the chains of events, as ``verify_audit`` prints them.
    releases : list of str
        Releases that the warehouse held. Their files are not in the back-up: they are published
        files, kept by copying the folder or loaded again.
    registers : list of str or None
        Areas whose registers of releases are in the back-up; None of one that an earlier version
        made, which left registers alone.
    """

    made_at: str
    file: str
    sha256: str
    migrations: list[str] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    registers: list[str] | None = None
    format: str = FORMAT

    def write(self, folder: Path) -> None:
        """Write it next to the copy."""
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a back-up's manifest, and see that its copy is whole.

    Raises
    ------
    BackupError
        There is none, it is of another format, or the copy's bytes are not those that were
        written.
    """
    path = folder / MANIFEST_FILE
    try:
        manifest = Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BackupError(f"{folder} holds no {MANIFEST_FILE}: it is not a back-up") from None
    except (ValueError, TypeError):
        raise BackupError(f"{path} is damaged, or of another version") from None
    if manifest.format != FORMAT:
        raise BackupError(f"{path} says {manifest.format}; this version reads {FORMAT}")
    if digest_of(folder / manifest.file) != manifest.sha256:
        raise BackupError(f"{manifest.file} is not as it was written; use another back-up")
    return manifest


def digest_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises
    ------
    BackupError
        It is not there.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise BackupError(f"{path.name} is missing from the back-up") from None
