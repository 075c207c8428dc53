"""Makes a back-up and puts one back: the copy, its manifest, and a proof of the chain."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from stocktake_web import services
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation.backup.database import copy_in, copy_out, is_empty
from stocktake_web.installation.backup.manifest import (
    BackupError,
    Manifest,
    digest_of,
    read_manifest,
)

UNFINISHED = ".incoming"


@dataclass(frozen=True)
class Restored:
    """What came of putting a back-up back.

    Parameters
    ----------
    manifest : Manifest
    absent_releases : tuple of str
        Releases that the back-up names and the warehouse does not hold.
    breaks : tuple of str
        Where a chain of events does not hold.
    """

    manifest: Manifest
    absent_releases: tuple[str, ...]
    breaks: tuple[str, ...]


def back_up(folder: Path) -> Path:
    """Make a back-up in a new folder of its own under ``folder``.

    It is written next to its place and renamed, so that an interrupted one is never taken for
    whole. Folder and files are for the account that makes them alone.

    Raises
    ------
    BackupError
        The folder cannot be written, or the database cannot be read.
    """
    before = os.umask(0o077)
    try:
        return _back_up(folder)
    finally:
        os.umask(before)


def _back_up(folder: Path) -> Path:
    moment = services.now()
    place = folder / f"stocktake-{moment:%Y%m%d-%H%M%S}"
    unfinished_folder = folder / f"{UNFINISHED}-{place.name}"
    try:
        unfinished_folder.mkdir(parents=True)
        name = copy_out(unfinished_folder)
        Manifest(
            made_at=moment.isoformat(),
            file=name,
            sha256=digest_of(unfinished_folder / name),
            migrations=_migrations(),
            chains=[f"{proof.chain}:{proof.count}:{proof.head}" for proof in verify_all()],
            releases=list(services.release_names()),
        ).write(unfinished_folder)
        unfinished_folder.rename(place)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        fault = getattr(error, "strerror", None) or error
        raise BackupError(f"cannot write {place}: {fault}; nothing was kept") from None
    finally:
        shutil.rmtree(unfinished_folder, ignore_errors=True)
    return place


def restore(folder: Path, *, replace: bool) -> Restored:
    """Put a back-up back.

    Parameters
    ----------
    folder : Path
        A back-up.
    replace : bool
        Whether what the database holds may be lost.

    Raises
    ------
    BackupError
        The back-up is not whole; the database holds something and ``replace`` is false.
    """
    manifest = read_manifest(folder)
    if not replace and not is_empty():
        raise BackupError("the database is not empty; give --replace to lose what it holds")
    copy_in(folder / manifest.file, manifest.migrations)
    call_command("migrate", interactive=False, verbosity=0)
    release_names = set(services.release_names())
    breaks = tuple(str(chain_break) for proof in verify_all() for chain_break in proof.breaks)
    absent = tuple(name for name in manifest.releases if name not in release_names)
    return Restored(manifest, absent, breaks)


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
