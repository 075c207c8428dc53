"""Makes a back-up and puts one back: the copy, its manifest, and a proof of the chain."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from stocktake.standards import StoreError
from stocktake_web import services
from stocktake_web.accounts.areas.queries import areas
from stocktake_web.audit.verify import verify_all
from stocktake_web.installation.backup.database import copy_in, copy_out, is_empty
from stocktake_web.installation.backup.manifest import (
    BackupError,
    Manifest,
    digest_of,
    read_manifest,
)
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import (
    RegisterInUseError,
    copy_registers,
    hold_registers,
    open_register,
    replace_registers,
)

UNFINISHED = ".incoming"
REGISTERS = "registers"
ATTEMPTS = 60
"""Seconds for which a back-up waits while a table is being released."""


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
    former_registers : Path or None
        Where the registers lie now that were there before.
    damaged_registers : tuple of str
        Areas whose registers are not as their seals know them.
    """

    manifest: Manifest
    absent_releases: tuple[str, ...]
    breaks: tuple[str, ...]
    former_registers: Path | None = None
    damaged_registers: tuple[str, ...] = ()


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
        name, registers = _copy_all(unfinished_folder)
        Manifest(
            made_at=moment.isoformat(),
            file=name,
            sha256=digest_of(unfinished_folder / name),
            migrations=_migrations(),
            chains=[f"{proof.chain}:{proof.count}:{proof.head}" for proof in verify_all()],
            releases=list(services.release_names()),
            registers=registers,
        ).write(unfinished_folder)
        unfinished_folder.rename(place)
    except (OSError, sqlite3.Error, DatabaseError, StoreError) as error:
        fault = getattr(error, "strerror", None) or getattr(error, "summary", error)
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
    former = None
    if manifest.registers is not None:
        former = _put_registers_back(folder)
    release_names = set(services.release_names())
    breaks = tuple(str(chain_break) for proof in verify_all() for chain_break in proof.breaks)
    absent = tuple(name for name in manifest.releases if name not in release_names)
    return Restored(manifest, absent, breaks, former, _damaged_registers())


def _copy_all(folder: Path) -> tuple[str, list[str]]:
    """The database and the registers as they are at one moment; waits while one is written to.

    The seals in the database are then those of the registers.
    """
    attempts = 0
    while True:
        try:
            with hold_registers():
                return copy_out(folder), copy_registers(folder / REGISTERS)
        except RegisterInUseError:
            attempts += 1
            if attempts == ATTEMPTS:
                raise
            time.sleep(1)
            shutil.rmtree(folder)
            folder.mkdir()


def _put_registers_back(folder: Path) -> Path | None:
    try:
        return replace_registers(folder / REGISTERS, f"before-{services.now():%Y%m%d-%H%M%S}")
    except OSError as error:
        raise BackupError(
            f"the registers of releases cannot be put back: {error.strerror}; the database was "
            "restored: make room and restore again with --replace"
        ) from None


def _damaged_registers() -> tuple[str, ...]:
    slugs = []
    for area in areas():
        try:
            open_register(area, DatabaseSeal(area)).records()
        except StoreError:
            slugs.append(area.slug)
    return tuple(slugs)


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)
